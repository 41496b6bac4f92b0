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

/// Solves variance and third moment for d, in standard deviations: r d - q d^3 = skewness. The left
/// side grows with d over the whole range in which s >= |d|; Newton's method begins at the first
/// terms of the inverse series, and each step doubles the digits.
double half_difference(double skewness) {
  constexpr double q = skew_of_difference * variance_of_difference - skew_of_cube;
  constexpr double k = q / skew_of_difference;
  constexpr double close_enough = 1e-8;
  const double limit = 1 / std::sqrt(1 + variance_of_difference);
  const double first = skewness / skew_of_difference;
  const double square = first * first;
  double d = std::clamp(first * (1 + k * square * (1 + 3 * k * square)), -limit, limit);
  for (int step = 0; step < 6; ++step) {
    const double error = d * (skew_of_difference - q * d * d) - skewness;
    const double before = d;
    d = std::clamp(d - error / (skew_of_difference - 3 * q * d * d), -limit, limit);
    if (std::abs(d - before) < close_enough) {
      break;
    }
  }
  return d;
}

/// Where a two-piece normal is looked at to integrate over it: the two-point Gauss rule of either
/// half, in standard deviations, with its weights.
constexpr double near_node = 0.4245383286483331;
constexpr double far_node = 1.771190828112432;
constexpr double near_weight = 0.3613798911363156;
constexpr double far_weight = 0.1386201088636844;

}  // namespace

std::array<Node, 4> nodes_of(double value, const Spread& spread) {
  const TwoPiece shape = two_piece(spread);
  const double centre = value * std::exp(shape.centre);
  return {{{centre * std::exp(-far_node * shape.below), far_weight},
           {centre * std::exp(-near_node * shape.below), near_weight},
           {centre * std::exp(near_node * shape.above), near_weight},
           {centre * std::exp(far_node * shape.above), far_weight}}};
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
  std::array<Node, 16> sums{};
  std::size_t count = 0;
  double mean = 0;
  const auto nodes_a = nodes_of(a, spread_a);
  const auto nodes_b = nodes_of(b, spread_b);
  for (const Node& x : nodes_a) {
    for (const Node& y : nodes_b) {
      const Node sum{std::log((x.value + y.value) / (a + b)), x.weight * y.weight};
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
