// SPDX-License-Identifier: Apache-2.0
/// Numbers as logs write them.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace plume::logs {

/// Readings beyond these are faults of a sensor or of the format.
inline constexpr double largest_power = 1e9;     ///< W
inline constexpr double largest_energy = 1e18;   ///< J
inline constexpr double largest_seconds = 1e11;  ///< s, of times and of durations

/// What a cell that should hold a number holds.
enum class CellKind : std::uint8_t { number, missing, bad };
struct CellNumber {
  CellKind kind = CellKind::missing;
  double value = std::numeric_limits<double>::quiet_NaN();  ///< of a number; finite
  bool is_number() const { return kind == CellKind::number; }
};

/// Reads "46.19", "46.19 W", "1e-3", "0,05", "2,306.32", "2.306,32"; `unit` ("W", "MHz") may stand
/// behind it, in any case. Missing are an empty cell, "-", "N/A", "n/e", "None", "null", "nan" and
/// anything in square brackets without a digit; infinite, too large for a double, a single comma
/// with three digits behind it that may be either ("1,234"), and anything else is bad.
CellNumber read_cell(std::string_view text, std::string_view unit = {});

/// The same, and bad unless from 0 to `largest`.
CellNumber read_amount(std::string_view text, double largest, std::string_view unit = {});

/// A plain decimal number with a point, and nothing else, as JSON and Python print it; bad when not
/// finite.
CellNumber read_plain(std::string_view text);

}  // namespace plume::logs
