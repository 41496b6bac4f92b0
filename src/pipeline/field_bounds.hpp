// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/field.hpp"

#include <cmath>

namespace plume {

/// Whether a field takes numbers from `low` to `high`, in its own unit.
inline bool is_within(const Field& field, double low, double high) {
  return low > 0 && low >= field.low && high <= field.high;
}

/// Whether a number is whole, or needs not be.
inline bool is_whole_enough(const Field& field, double number) {
  return field.kind != FieldKind::whole || number == std::floor(number);
}

/// Whether a field takes a single number.
inline bool takes(const Field& field, double number) {
  const bool numeric = field.kind != FieldKind::text && field.kind != FieldKind::choice;
  return numeric && is_within(field, number, number) && is_whole_enough(field, number);
}

}  // namespace plume
