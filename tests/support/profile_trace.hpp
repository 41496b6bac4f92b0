// SPDX-License-Identifier: Apache-2.0
/// Profiles of trainings that never were: the same numbers from one seed on every machine.
#pragma once

#include "plume/models/extrapolation.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <span>
#include <vector>

namespace plume::test {

/// Those of the catalogue when this was written.
inline constexpr ProfileErrors usual_errors{0.05, 0.05, 0.02};

/// Normal noise whose neighbours correlate by `rho`, of variance 1.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : random_(seed) {}

  std::vector<double> series(double rho, std::size_t n) {
    std::vector<double> out(n);
    double value = normal();
    for (double& x : out) {
      x = value;
      value = rho * value + std::sqrt(1 - rho * rho) * normal();
    }
    return out;
  }

  /// Above 0, at most 1.
  double uniform() { return (static_cast<double>(random_() >> 11U) + 1) * 0x1p-53; }

 private:
  double normal() {
    const double length = std::sqrt(-2 * std::log(uniform()));
    return length * std::cos(2 * std::numbers::pi * uniform());
  }

  std::mt19937_64 random_;
};

/// Any number at all, also those that are none.
inline double any_number(std::mt19937_64& random) {
  constexpr std::array odd{0.0,
                           -0.0,
                           1.0,
                           -1.0,
                           1e308,
                           -1e308,
                           1e18,
                           1e-18,
                           5e-324,
                           1e15,
                           1.7e9,
                           0.1,
                           std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity()};
  const std::uint64_t bits = random();
  const bool is_odd = bits % 3 != 0;
  return is_odd ? odd[(bits / 3) % odd.size()] : static_cast<double>(bits % 100000) / 1000;
}

/// A training: each step takes a second and 200 J, but for what is said here.
struct Trace {
  std::size_t steps = 1000;
  double noise = 0;       ///< relative, standard deviation
  double rho = 0;         ///< of the noise
  double first = 1;       ///< times as much energy and time for the first step
  double ramp = 0;        ///< relative; what the energy has too little at first
  double ramp_steps = 1;  ///< after which a third of that is left
  double drift = 0;       ///< relative, over the whole training
  std::size_t evaluate_every = 0;
  double evaluation = 0;  ///< J, and a second, added to such a step
};

inline std::vector<ProfiledStep> made_steps(const Trace& trace, Noise& noise) {
  std::vector<ProfiledStep> out;
  const std::vector<double> series = noise.series(trace.rho, trace.steps);
  for (std::size_t i = 0; i < trace.steps; ++i) {
    const auto at = static_cast<double>(i);
    const double level = 1 - trace.ramp * std::exp(-at / trace.ramp_steps) +
                         trace.drift * at / static_cast<double>(trace.steps);
    const double times = i == 0 ? trace.first : 1;
    const bool evaluates = trace.evaluate_every > 0 && (i + 1) % trace.evaluate_every == 0;
    out.push_back({1, seconds(times + (evaluates ? 1 : 0)),
                   joules(200 * times * level * (1 + trace.noise * series[i]) +
                          (evaluates ? trace.evaluation : 0))});
  }
  return out;
}

inline double joules_of(std::span<const ProfiledStep> steps) {
  double sum = 0;
  for (const ProfiledStep& step : steps) {
    sum += step.energy.in(joules);
  }
  return sum;
}

}  // namespace plume::test
