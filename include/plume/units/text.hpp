// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/quantity.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// A unit met at run time: its dimension and its size in base units.
struct AnyUnit {
  Dim dimension;
  double factor = 1;
};

/// Reads a unit as people write it: "W", "kWh", "g/kWh", "kgCO2e", "days", "TFLOP/s", "%", "1".
/// Powers of two and of ten differ (GiB, GB). Nothing when the unit is unknown.
std::optional<AnyUnit> parse_unit(std::string_view text);

/// What a unit of this dimension measures, for messages: "power", "energy", "carbon intensity".
std::string_view dimension_name(const Dim& dimension);

/// A number, perhaps a range, as written: "300..350 W", "330 W +-5%", "175B", "0.43 kg/kWh".
struct Measure {
  double value = 0;  ///< the centre, in the unit as written
  double low = 0;    ///< equal to `value` unless a range or a tolerance was given
  double high = 0;
  std::string_view unit;  ///< the unit as written; empty when there is none
};

/// Why a measure could not be read.
enum class MeasureFault { none, empty, not_a_number, bad_range, bad_tolerance };

/// Reads a measure. Numbers take an exponent and `_` or a thin space never; a count may end in
/// K, M, B (or G), T written right behind the number ("175B" is 175e9), see `count_suffix`.
MeasureFault parse_measure(std::string_view text, Measure& out);

/// The factor of a count's suffix: "K" 1e3, "M" 1e6, "B" 1e9, "T" 1e12, "" 1; nothing otherwise.
std::optional<double> count_suffix(std::string_view suffix);

/// Prints a number for machines: the shortest text that reads back as the number rounded to 12
/// significant digits.
std::string print_machine(double number);

/// The same into a buffer, which must have room for `room_for_machine` bytes; the end of the text.
char* write_machine(char* out, double number);
inline constexpr std::size_t room_for_machine = 48;

/// Prints a number for people: `digits` significant digits, thousands grouped by commas from
/// 10,000 on, an exponent where that is shorter ("3.14e+23").
std::string print_human(double number, int digits = 3);

/// The number rounded to `digits` significant decimal digits.
double round_significant(double number, int digits);

}  // namespace plume
