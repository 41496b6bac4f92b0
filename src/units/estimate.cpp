// SPDX-License-Identifier: Apache-2.0
#include "plume/units/estimate.hpp"

#include "units/logarithm.hpp"

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

// Variance and third moment give d in standard deviations: r d - q d^3 = skewness. With
// d = skewness h, h depends on the square u of the skewness alone: r h - q u h^3 = 1. It grows with
// u over the whole range in which s >= |d|, and is tabled there.
constexpr double r = skew_of_difference;
constexpr double q = skew_of_difference * variance_of_difference - skew_of_cube;

/// The square of the most that d can be: s equals it there.
constexpr double most_square = 1 / (1 + variance_of_difference);
constexpr double most_u = most_square * (r - q * most_square) * (r - q * most_square);

/// h at a knot of the table with its first two derivatives, by the distance of two knots.
struct Knot {
  double value = 0;
  double slope = 0;
  double bend = 0;
};
constexpr std::size_t piece_count = 256;
constexpr double pieces_by_u = piece_count / most_u;

/// Newton's method from a value nearby, and the equation derived twice.
constexpr Knot knot_at(double u, double h) {
  for (int step = 0; step < 6; ++step) {
    h -= (r * h - q * u * cube(h) - 1) / (r - 3 * q * u * h * h);
  }
  const double fall = r - 3 * q * u * h * h;
  const double slope = q * cube(h) / fall;
  const double bend = 6 * q * h * slope * (h + u * slope) / fall;
  return {h, slope / pieces_by_u, bend / pieces_by_u / pieces_by_u};
}

/// A polynomial from one knot to the next: value, slope and bend are right at both, and h in
/// between to thirteen digits.
using Piece = std::array<double, 6>;

constexpr Piece piece_between(const Knot& a, const Knot& b) {
  const double rise = b.value - a.value - a.slope - a.bend / 2;
  const double turn = b.slope - a.slope - a.bend;
  const double twist = b.bend - a.bend;
  return {a.value,
          a.slope,
          a.bend / 2,
          10 * rise - 4 * turn + twist / 2,
          -15 * rise + 7 * turn - twist,
          6 * rise - 3 * turn + twist / 2};
}

constexpr auto make_pieces() {
  std::array<Piece, piece_count> out{};
  Knot knot = knot_at(0, 1 / r);
  for (std::size_t i = 0; i < piece_count; ++i) {
    const Knot next = knot_at(static_cast<double>(i + 1) / pieces_by_u, knot.value);
    out[i] = piece_between(knot, next);
    knot = next;
  }
  return out;
}
constexpr std::array<Piece, piece_count> pieces = make_pieces();

/// h of the square of a skewness.
double difference_by_skewness(double u) {
  const double place = std::min(most_u, u) * pieces_by_u;
  const std::size_t at = std::min(static_cast<std::size_t>(place), piece_count - 1);
  const double t = place - static_cast<double>(at);
  const auto& [c0, c1, c2, c3, c4, c5] = pieces[at];
  return c0 + c1 * t + t * t * (c2 + c3 * t + t * t * (c4 + c5 * t));
}

/// Where a two-piece normal is looked at to integrate over it: the two-point Gauss rule of either
/// half, in standard deviations, with its weights.
constexpr double near_node = 0.4245383286483331;
constexpr double far_node = 1.771190828112432;
constexpr double near_weight = 0.3613798911363156;
constexpr double far_weight = 0.1386201088636844;

/// One number for each pair of nodes of two figures.
using Sixteen = std::array<double, 16>;

constexpr Sixteen make_weights() {
  constexpr std::array weights{far_weight, near_weight, near_weight, far_weight};
  Sixteen out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = weights[i / 4] * weights[i % 4];
  }
  return out;
}
constexpr Sixteen weights_of_pairs = make_weights();

/// The mean over all pairs, in sums that need not wait for each other.
double weighed(const Sixteen& numbers) {
  const auto part = [&](std::size_t i) { return numbers[i] * weights_of_pairs[i]; };
  const auto four = [&](std::size_t i) {
    return (part(i) + part(i + 1)) + (part(i + 2) + part(i + 3));
  };
  return (four(0) + four(4)) + (four(8) + four(12));
}

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
  const double v = spread.variance;
  const double u = spread.skew * spread.skew / cube(v);
  const double most = std::sqrt(most_square * v);
  const double d = std::clamp(spread.skew / v * difference_by_skewness(u), -most, most);
  const double s = std::sqrt(v - variance_of_difference * d * d);
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

NodedSpread noded(const Spread& spread) {
  return {spread, nodes_of(1, spread)};
}

Spread spread_of_sum(double a, const Spread& spread_a, double b, const Spread& spread_b) {
  return spread_of_sum(a, noded(spread_a), b, noded(spread_b));
}

Spread spread_of_sum(double a, const NodedSpread& of_a, double b, const NodedSpread& of_b) {
  if (a <= 0 || b <= 0) {
    return a > b ? of_a.spread : of_b.spread;
  }
  if (of_a.spread == Spread{} && of_b.spread == Spread{}) {
    return {};
  }
  std::array<double, 4> parts_a;
  std::array<double, 4> parts_b;
  for (std::size_t i = 0; i < parts_a.size(); ++i) {
    parts_a[i] = a / (a + b) * of_a.nodes[i].value;
    parts_b[i] = b / (a + b) * of_b.nodes[i].value;
  }
  Sixteen logs;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    logs[i] = parts_a[i / 4] + parts_b[i % 4];
  }
  for (double& x : logs) {
    x = logarithm(x);
  }
  const double mean = weighed(logs);
  Sixteen squares;
  Sixteen cubes;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const double off = logs[i] - mean;
    squares[i] = off * off;
    cubes[i] = cube(off);
  }
  return {mean, weighed(squares), weighed(cubes)};
}

}  // namespace plume
