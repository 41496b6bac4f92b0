// SPDX-License-Identifier: Apache-2.0
/// The digits of numbers as people write them, in any language.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace plume::cards {

struct Digits {
  double value = 0;
  std::size_t end = 0;  ///< behind the last byte
  bool decimal_comma = false;
  bool grouped = false;
};

/// Reads the number that begins at a byte: "2,182", "43,24", "4,3e-4", "24_700_000", "1.234,5".
/// Nothing where there is none: no digit, a version ("1.2.3"), or beyond a double.
std::optional<Digits> read_digits(std::string_view text, std::size_t at);

/// Reads a time of a clock that begins at a byte, "00:31:54", in hours.
std::optional<Digits> read_clock(std::string_view text, std::size_t at);

/// Behind the digits at a byte and all that hangs on them, for what was not read.
std::size_t behind_digits(std::string_view text, std::size_t at);

}  // namespace plume::cards
