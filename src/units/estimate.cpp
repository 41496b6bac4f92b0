// SPDX-License-Identifier: Apache-2.0
#include "plume/units/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plume {

namespace {

/// Mean of the positive half of a standard normal, counted with its probability of one half:
/// 1 / sqrt(2 pi).
constexpr double half_mean = std::numbers::inv_sqrtpi / std::numbers::sqrt2;

/// With s, d half the sum and half the difference of the two half-widths, a two-piece normal has
/// variance s^2 + a d^2 and third central moment b s^2 d + c d^3.
constexpr double variance_of_difference = 1 - 4 * half_mean * half_mean;
constexpr double skew_of_difference = 6 * half_mean;
constexpr double skew_of_cube = 2 * half_mean * (8 * half_mean * half_mean - 1);

/// Solves variance and third moment for d. The third moment grows with d over the whole range in
/// which s >= |d|, so Newton's method from zero converges.
double half_difference(const Spread& spread) {
  const double linear = skew_of_difference * spread.variance;
  const double cubic = skew_of_cube - skew_of_difference * variance_of_difference;
  const double limit = std::sqrt(spread.variance / (1 + variance_of_difference));
  double d = 0;
  for (int step = 0; step < 6; ++step) {
    const double error = linear * d + cubic * d * d * d - spread.skew;
    d = std::clamp(d - error / (linear + 3 * cubic * d * d), -limit, limit);
  }
  return d;
}

struct Side {
  double centre_a, width_a, centre_b, width_b;
};

/// Percentile of the log-normal that has the first two moments of the sum.
double matched_percentile(const Side& s, double z) {
  const double va = s.width_a * s.width_a;
  const double vb = s.width_b * s.width_b;
  const double mean_a = s.centre_a * std::exp(va / 2);
  const double mean_b = s.centre_b * std::exp(vb / 2);
  const double mean = mean_a + mean_b;
  const double variance = mean_a * mean_a * std::expm1(va) + mean_b * mean_b * std::expm1(vb);
  const double log_variance = std::log1p(variance / (mean * mean));
  return mean * std::exp(z * std::sqrt(log_variance) - log_variance / 2);
}

/// The sum at the most probable point of its tail: the point where the two standard normal
/// deviates of length |z| move the sum most.
double tail_percentile(const Side& s, double z) {
  double a = s.centre_a;
  double b = s.centre_b;
  for (int step = 0; step < 4; ++step) {
    const double pull_a = a * s.width_a;
    const double pull_b = b * s.width_b;
    const double length = std::hypot(pull_a, pull_b);
    if (length == 0) {
      break;
    }
    a = s.centre_a * std::exp(z * pull_a / length * s.width_a);
    b = s.centre_b * std::exp(z * pull_b / length * s.width_b);
  }
  return a + b;
}

}  // namespace

Spread cumulants(const TwoPiece& shape) {
  const double mean = half_mean * (shape.above - shape.below);
  const double second = (shape.above * shape.above + shape.below * shape.below) / 2;
  const double third = 2 * half_mean * (std::pow(shape.above, 3) - std::pow(shape.below, 3));
  return {shape.centre + mean, second - mean * mean,
          third - 3 * mean * second + 2 * mean * mean * mean};
}

TwoPiece two_piece(const Spread& spread) {
  if (spread.variance <= 0) {
    return {spread.shift, 0, 0};
  }
  const double d = half_difference(spread);
  const double s = std::sqrt(spread.variance - variance_of_difference * d * d);
  return {spread.shift - 2 * half_mean * d, s - d, s + d};
}

Spread spread_between(double low, double value, double high) {
  if (low == value && high == value) {
    return {};
  }
  return cumulants({0, std::log(value / low) / z95, std::log(high / value) / z95});
}

Percentiles percentiles(double value, const Spread& spread) {
  if (spread == Spread{}) {
    return {value, value};
  }
  const TwoPiece shape = two_piece(spread);
  return {std::min(value, value * std::exp(shape.centre - z95 * shape.below)),
          std::max(value, value * std::exp(shape.centre + z95 * shape.above))};
}

Spread spread_of_sum(double a, const Spread& spread_a, double b, const Spread& spread_b) {
  if (a <= 0 || b <= 0) {
    return a > b ? spread_a : spread_b;
  }
  const TwoPiece shape_a = two_piece(spread_a);
  const TwoPiece shape_b = two_piece(spread_b);
  const double centre_a = a * std::exp(shape_a.centre);
  const double centre_b = b * std::exp(shape_b.centre);
  const Side below{centre_a, shape_a.below, centre_b, shape_b.below};
  const Side above{centre_a, shape_a.above, centre_b, shape_b.above};
  const double centre = centre_a + centre_b;
  const double low = std::max(matched_percentile(below, -z95), tail_percentile(below, -z95));
  const double high = matched_percentile(above, z95);
  return cumulants({std::log(centre / (a + b)), std::max(0.0, std::log(centre / low) / z95),
                    std::max(0.0, std::log(high / centre) / z95)});
}

}  // namespace plume
