// SPDX-License-Identifier: Apache-2.0
#include "plume/units/estimate.hpp"

#include <algorithm>
#include <array>
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

constexpr double cube(double x) {
  return x * x * x;
}

// Variance and third moment, solved for d in standard deviations: r d - q d^3 = skewness. The left
// side grows with d over the whole range in which s >= |d|.
constexpr double r = skew_of_difference;
constexpr double q = skew_of_difference * variance_of_difference - skew_of_cube;

constexpr double skewness_of(double d) {
  return d * (r - q * d * d);
}

/// By how much d grows with the skewness.
constexpr double slope_at(double d) {
  return 1 / (r - 3 * q * d * d);
}

/// One step of Newton's method, which doubles the digits of d.
constexpr double nearer(double d, double skewness) {
  return d - (skewness_of(d) - skewness) * slope_at(d);
}

/// The most that d can be, 1 / sqrt(1 + variance_of_difference): s equals it there.
constexpr double greatest_difference() {
  double root = 1;
  for (int step = 0; step < 6; ++step) {
    root = (root + (1 + variance_of_difference) / root) / 2;
  }
  return 1 / root;
}
constexpr double most = greatest_difference();
constexpr double most_skewness = skewness_of(most);

/// A solution, from which Newton's method begins; `slope` is by the distance of two knots.
struct Knot {
  double difference = 0;
  double slope = 0;
};
constexpr std::size_t knot_count = 128;
constexpr double knots_by_skewness = knot_count / most_skewness;

constexpr std::array<Knot, knot_count + 1> make_knots() {
  std::array<Knot, knot_count + 1> out;
  double d = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (int step = 0; step < 5; ++step) {
      d = nearer(d, static_cast<double>(i) / knots_by_skewness);
    }
    out[i] = {d, slope_at(d) / knots_by_skewness};
  }
  return out;
}
constexpr auto knots = make_knots();

/// The cubic between two knots, which is right to seven digits.
double between_knots(const Knot& a, const Knot& b, double t) {
  const double rise = b.difference - a.difference;
  const double bend = a.slope + b.slope - 2 * rise;
  return a.difference + t * (a.slope + t * (rise - a.slope - bend + t * bend));
}

double half_difference(double skewness) {
  const double size = std::min(most_skewness, std::abs(skewness));
  const double place = size * knots_by_skewness;
  const std::size_t at = std::min(static_cast<std::size_t>(place), knot_count - 1);
  const double first = between_knots(knots[at], knots[at + 1], place - static_cast<double>(at));
  return std::copysign(std::min(most, nearer(first, size)), skewness);
}

/// Where a two-piece normal is looked at to integrate over it: the two-point Gauss rule of either
/// half, in standard deviations, with its weights.
constexpr double near_node = 0.4245383286483331;
constexpr double far_node = 1.771190828112432;
constexpr double near_weight = 0.3613798911363156;
constexpr double far_weight = 0.1386201088636844;

}  // namespace

std::array<Node, 4> nodes_of(double value, const Spread& spread) {
  const auto [centre, below, above] = two_piece(spread);
  return {{{value * std::exp(centre - far_node * below), far_weight},
           {value * std::exp(centre - near_node * below), near_weight},
           {value * std::exp(centre + near_node * above), near_weight},
           {value * std::exp(centre + far_node * above), far_weight}}};
}

double probability_below(double value, const Spread& spread, double limit) {
  const TwoPiece shape = two_piece(spread);
  const double off = std::log(limit / value) - shape.centre;
  const double deviation = off < 0 ? shape.below : shape.above;
  if (deviation <= 0) {
    return off < 0 ? 0 : off > 0 ? 1 : 0.5;
  }
  return std::erfc(-off / deviation / std::numbers::sqrt2) / 2;
}

Spread cumulants(const TwoPiece& shape) {
  const double mean = half_mean * (shape.above - shape.below);
  const double second = (shape.above * shape.above + shape.below * shape.below) / 2;
  const double third = 2 * half_mean * (cube(shape.above) - cube(shape.below));
  return {shape.centre + mean, second - mean * mean,
          third - 3 * mean * second + 2 * mean * mean * mean};
}

TwoPiece two_piece(const Spread& spread) {
  if (spread.variance <= 0) {
    return {spread.shift, 0, 0};
  }
  const double deviation = std::sqrt(spread.variance);
  const double d = deviation * half_difference(spread.skew / (spread.variance * deviation));
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
  if (spread_a == Spread{} && spread_b == Spread{}) {
    return {};
  }
  std::array<Node, 16> sums;
  std::size_t count = 0;
  double mean = 0;
  const auto nodes_a = nodes_of(a / (a + b), spread_a);
  const auto nodes_b = nodes_of(b / (a + b), spread_b);
  for (const Node& x : nodes_a) {
    for (const Node& y : nodes_b) {
      const Node sum{std::log(x.value + y.value), x.weight * y.weight};
      mean += sum.value * sum.weight;
      sums[count++] = sum;
    }
  }
  double variance = 0;
  double skew = 0;
  for (const Node& sum : sums) {
    const double off = sum.value - mean;
    variance += sum.weight * off * off;
    skew += sum.weight * off * off * off;
  }
  return {mean, variance, skew};
}

}  // namespace plume
