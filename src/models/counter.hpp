// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace plume {

/// What happened to a counter between two readings.
enum class CounterMove : std::uint8_t { rose, wrapped, reset };

struct CounterStep {
  CounterMove move = CounterMove::rose;
  double joules = 0;
};

inline constexpr double largest_range = 1e18;  ///< J; a larger one is none

/// What a counter counted from one reading to the next. A fall is a wrap where the counter has a
/// range that both readings fit into, else a reset, of which nothing is known.
inline CounterStep counter_step(double from, double to, double range) {
  if (to >= from) {
    return {CounterMove::rose, to - from};
  }
  return from <= range && range <= largest_range
             ? CounterStep{CounterMove::wrapped, range - from + to}
             : CounterStep{CounterMove::reset, 0};
}

}  // namespace plume
