// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/quantity.hpp"

#include <array>

namespace plume {

/// The 95th percentile of the standard normal distribution: `low` and `high` stand this many
/// standard deviations of the logarithm below and above the central value.
inline constexpr double z95 = 1.6448536269514722;

/// How uncertain a figure is: the first three cumulants of the logarithm of true value over
/// central value. A figure's band may be wider on one side, so a spread carries a skew; `{}` is
/// exact. Cumulants of independent factors add, which makes products exact in all three.
struct Spread {
  double shift = 0;  ///< mean
  double variance = 0;
  double skew = 0;  ///< third central moment
  constexpr bool operator==(const Spread&) const = default;
};

/// The half-widths of a two-piece normal in the logarithm: half of the probability lies on either
/// side of `centre`, with standard deviation `below` on the left and `above` on the right.
struct TwoPiece {
  double centre = 0;
  double below = 0;
  double above = 0;
};

/// The spread of a two-piece normal, and the two-piece normal of a spread (by its three cumulants).
Spread cumulants(const TwoPiece& shape);
TwoPiece two_piece(const Spread& spread);

/// The spread of a figure whose 5th and 95th percentile are `low` and `high`.
/// Needs 0 < low <= value <= high.
Spread spread_between(double low, double value, double high);

/// Independent factors of a product.
constexpr Spread operator+(Spread a, Spread b) {
  return {a.shift + b.shift, a.variance + b.variance, a.skew + b.skew};
}

/// The spread of a product once one of its factors has cancelled out.
constexpr Spread without(Spread product, Spread factor) {
  return {product.shift - factor.shift, product.variance - factor.variance,
          product.skew - factor.skew};
}

/// The spread of 1/x.
constexpr Spread inverse(Spread s) {
  return {-s.shift, s.variance, -s.skew};
}

/// The spread of x^k.
constexpr Spread raised(Spread s, double k) {
  return {k * s.shift, k * k * s.variance, k * k * k * s.skew};
}

/// Where a figure is looked at to integrate over it.
struct Node {
  double value;
  double weight;  ///< those of all nodes sum to 1
};

/// Four nodes over a figure with this centre and spread: the two-point Gauss rule of either half.
std::array<Node, 4> nodes_of(double value, const Spread& spread);

/// A spread with the nodes of a figure of 1 that has it: what its sums are integrated over.
struct NodedSpread {
  Spread spread;
  std::array<Node, 4> nodes;
};
NodedSpread noded(const Spread& spread);

/// The probability that a figure with this centre and spread lies below `limit`; one half where it
/// is exactly that.
double probability_below(double value, const Spread& spread, double limit);

/// 5th and 95th percentile of a figure with this centre and spread.
struct Percentiles {
  double low = 0;
  double high = 0;
};
Percentiles percentiles(double value, const Spread& spread);

/// The spread of `a + b` for two independent figures: the three cumulants of the logarithm of the
/// sum, integrated over both at four points each. Matching the first two moments with a log-normal
/// (Fenton 1960, Wilkinson) would lose the skew, and miss the low end where one part is uncertain.
Spread spread_of_sum(double a, const Spread& spread_a, double b, const Spread& spread_b);
Spread spread_of_sum(double a, const NodedSpread& of_a, double b, const NodedSpread& of_b);

/// A quantity with its uncertainty: `value` is always the plain formula on the central figures, so
/// that a reader can redo the sum; `low()` and `high()` are the 5th and 95th percentile.
template <class Q>
struct Estimate {
  Q value{};
  Spread spread{};

  Q low() const { return Q::from_base(percentiles(value.base(), spread).low); }
  Q high() const { return Q::from_base(percentiles(value.base(), spread).high); }
};

/// A dimensionless figure with its uncertainty (PUE, MFU, overhead).
template <>
struct Estimate<double> {
  double value = 0;
  Spread spread{};

  double low() const { return percentiles(value, spread).low; }
  double high() const { return percentiles(value, spread).high; }
};

template <class A, class B>
constexpr auto operator*(const Estimate<A>& a, const Estimate<B>& b) {
  return Estimate<decltype(a.value * b.value)>{a.value * b.value, a.spread + b.spread};
}

template <class A, class B>
constexpr auto operator/(const Estimate<A>& a, const Estimate<B>& b) {
  return Estimate<decltype(a.value / b.value)>{a.value / b.value, a.spread + inverse(b.spread)};
}

template <Dim D>
Estimate<Quantity<D>> operator+(const Estimate<Quantity<D>>& a, const Estimate<Quantity<D>>& b) {
  return {a.value + b.value, spread_of_sum(a.value.base(), a.spread, b.value.base(), b.spread)};
}

/// An exact figure.
template <class Q>
constexpr Estimate<Q> exactly(Q value) {
  return {value, {}};
}

}  // namespace plume
