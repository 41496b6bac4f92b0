// SPDX-License-Identifier: Apache-2.0
/// The block of metadata at the top of a card.
#pragma once

#include "plume/formats/card.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume::cards {

/// Finds the block by the rule of the Hub, in time that grows with the text alone. Whether it is
/// valid is not looked at. With its line break, or that of the text's first line without a block.
FrontMatter find_front_matter(std::string_view text);

/// The text up to the end of a place, in which all before that but line ends is blank: what is read
/// from it has the places of the whole.
std::string blanked_before(std::string_view text, TextPlace place);

/// What a place spans.
inline std::size_t end_of(const TextPlace& place) {
  return std::size_t{place.offset} + place.width;
}

inline std::string_view text_at(std::string_view text, const TextPlace& place) {
  return text.substr(place.offset, place.width);
}

}  // namespace plume::cards
