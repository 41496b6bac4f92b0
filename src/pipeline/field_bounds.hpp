// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/field.hpp"
#include "plume/units/text.hpp"

#include <cmath>
#include <optional>

namespace plume {

/// Whether a field takes numbers from `low` to `high`, in its own unit.
inline bool is_within(const Field& field, double low, double high) {
  return low > 0 && low >= field.low && high <= field.high;
}

/// Whether a number is whole, or needs not be.
inline bool is_whole_enough(const Field& field, double number) {
  return field.kind != FieldKind::whole || number == std::floor(number);
}

/// Whether the values of a field are numbers.
inline bool is_numeric(const Field& field) {
  return field.kind != FieldKind::text && field.kind != FieldKind::choice;
}

/// Whether a field takes a single number.
inline bool takes(const Field& field, double number) {
  return is_numeric(field) && is_within(field, number, number) && is_whole_enough(field, number);
}

/// What numbers in a unit, as it is written behind them, are multiplied by to be in the field's
/// own; nothing where the field takes no such unit.
inline std::optional<double> factor_of(const Field& field, std::string_view unit) {
  if (unit.empty() || unit == field.unit) {
    return 1;
  }
  if (field.kind == FieldKind::count) {
    return count_suffix(unit);
  }
  const auto known = parse_unit(unit);
  return known && known->dimension == field.dimension ? std::optional(known->factor / field.factor)
                                                      : std::nullopt;
}

}  // namespace plume
