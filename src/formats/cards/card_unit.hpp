// SPDX-License-Identifier: Apache-2.0
/// Units as people write them in model cards.
#pragma once

#include "plume/units/text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plume::cards {

/// A unit at the front of a text.
struct WrittenUnit {
  std::string text{};             ///< as written; empty where there is none
  std::optional<AnyUnit> size{};  ///< nothing where it is unknown
  std::size_t end = 0;            ///< bytes that it takes, with what stands before it
};

/// A text with plain digits, signs and blanks in the place of subscripts and of signs that look
/// alike.
std::string with_plain_signs(std::string_view text);

/// The whole text as a unit; nothing where it is none. Of factor 0 where the words are known and
/// have no size here: hours of devices.
std::optional<AnyUnit> known_unit(std::string_view text);

/// The longest unit at the front of a text, or the word that stands there in the place of one.
WrittenUnit unit_in_front(std::string_view text);

/// The first unit of a dimension anywhere in a text.
std::optional<WrittenUnit> unit_within(std::string_view text, const Dim& dimension);

}  // namespace plume::cards
