// SPDX-License-Identifier: Apache-2.0
#include "plume/units/estimate.hpp"
#include "plume/units/units.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace plume;

namespace {

struct Band {
  double low, value, high;
};

/// Bands as they occur in data/models and in manifests: even, one-sided, wide.
constexpr Band bands[] = {{0.65, 1, 1.33},   {1, 1.08, 2.3},      {1, 1.2, 1.5}, {0.5, 1, 2},
                          {300, 325, 350},   {34.8, 471, 825.2},  {0.9, 1, 1},   {1, 1, 1.1},
                          {0.08, 0.25, 0.5}, {313.5, 330, 346.5}, {1e-9, 1, 1e9}};

Spread spread_of(const Band& b) {
  return spread_between(b.low, b.value, b.high);
}

void check_spread(const Spread& a, const Spread& b) {
  CHECK_THAT(a.shift, WithinAbs(b.shift, 1e-12));
  CHECK_THAT(a.variance, WithinAbs(b.variance, 1e-12));
  CHECK_THAT(a.skew, WithinAbs(b.skew, 1e-12));
}

}  // namespace

TEST_CASE("A band read as a spread gives the same band again", "[units]") {
  for (const Band& b : bands) {
    INFO(b.low << ".." << b.value << ".." << b.high);
    const Percentiles p = percentiles(b.value, spread_of(b));
    CHECK_THAT(p.low, WithinRel(b.low, 1e-6));
    CHECK_THAT(p.high, WithinRel(b.high, 1e-6));
  }
}

TEST_CASE("A figure without a band is exact", "[units]") {
  CHECK(spread_between(330, 330, 330) == Spread{});
  const auto power = exactly(watts(330));
  CHECK(power.low() == power.value);
  CHECK(power.high() == power.value);
}

TEST_CASE("A two-piece shape survives the way through its cumulants", "[units]") {
  for (const TwoPiece shape : {TwoPiece{0, 0.2, 0.2}, TwoPiece{0.1, 0.1, 0.4},
                               TwoPiece{-0.3, 0.5, 0.05}, TwoPiece{0, 0, 0.3}}) {
    const TwoPiece again = two_piece(cumulants(shape));
    CHECK_THAT(again.centre, WithinAbs(shape.centre, 1e-6));
    CHECK_THAT(again.below, WithinAbs(shape.below, 1e-6));
    CHECK_THAT(again.above, WithinAbs(shape.above, 1e-6));
  }
}

TEST_CASE("Every shape is found again from its cumulants to eleven digits", "[units]") {
  constexpr int steps = 2000;
  for (double step = 0; step <= steps; ++step) {
    const double below = double{step} / steps;
    const TwoPiece again = two_piece(cumulants({0.25, below, 1 - below}));
    INFO(below);
    CHECK_THAT(again.centre, WithinAbs(0.25, 1e-11));
    CHECK_THAT(again.below, WithinAbs(below, 1e-11));
    CHECK_THAT(again.above, WithinAbs(1 - below, 1e-11));
  }
}

TEST_CASE("A spread with more skew than any shape has gets the most skewed shape", "[units]") {
  for (const double skew : {1.7, 5.0, 1e6}) {
    const TwoPiece right = two_piece({0, 1, skew});
    CHECK_THAT(right.below, WithinAbs(0, 1e-12));
    CHECK_THAT(cumulants(right).variance, WithinRel(1, 1e-12));
    const TwoPiece left = two_piece({0, 1, -skew});
    CHECK_THAT(left.above, WithinAbs(0, 1e-12));
    CHECK(left.below == right.above);
  }
}

TEST_CASE("The cumulants of an even shape are those of a normal distribution", "[units]") {
  const Spread s = cumulants({0.5, 0.3, 0.3});
  CHECK_THAT(s.shift, WithinRel(0.5, 1e-12));
  CHECK_THAT(s.variance, WithinRel(0.09, 1e-12));
  CHECK_THAT(s.skew, WithinAbs(0.0, 1e-15));
}

TEST_CASE("A quotient by itself in product form is certain of its value alone", "[units]") {
  const Spread s = spread_of({1, 1.08, 2.3});
  check_spread(inverse(inverse(s)), s);
  const auto ratio = Estimate<double>{6, s} / Estimate<double>{3, {}};
  CHECK(ratio.value == 2.0);
  check_spread(ratio.spread, s);
}

TEST_CASE("The band of 1/x is the inverse of the band of x", "[units]") {
  for (const Band& b : bands) {
    const auto x = exactly(1.0) / Estimate<double>{b.value, spread_of(b)};
    CHECK_THAT(x.low(), WithinRel(1 / b.high, 1e-6));
    CHECK_THAT(x.high(), WithinRel(1 / b.low, 1e-6));
  }
}

TEST_CASE("Widths of independent factors add in quadrature", "[units]") {
  const Spread a = spread_between(1 / 1.2, 1, 1.2);
  const Spread b = spread_between(1 / 1.5, 1, 1.5);
  const auto product = Estimate<double>{2, a} * Estimate<double>{5, b};
  const double width = std::hypot(std::log(1.2), std::log(1.5));
  CHECK(product.value == 10.0);
  CHECK_THAT(product.high(), WithinRel(10 * std::exp(width), 1e-9));
  CHECK_THAT(product.low(), WithinRel(10 * std::exp(-width), 1e-9));
}

TEST_CASE("The value of a sum is the sum of the values", "[units]") {
  const Estimate<Carbon> a{kilograms(3), spread_of({1, 1.08, 2.3})};
  const Estimate<Carbon> b{kilograms(4), spread_of({0.5, 1, 2})};
  const auto sum = a + b;
  CHECK(sum.value.base() == a.value.base() + b.value.base());
  CHECK(sum.low() < sum.value);
  CHECK(sum.high() > sum.value);
  CHECK(sum.low() > a.low() + b.low());
  CHECK(sum.high() < a.high() + b.high());
}

TEST_CASE("The mean of a sum's logarithm is that over all pairs of nodes", "[units]") {
  for (const Band& x : bands) {
    for (const Band& y : bands) {
      double mean = 0;
      for (const Node& a : nodes_of(x.value, spread_of(x))) {
        for (const Node& b : nodes_of(y.value, spread_of(y))) {
          mean += a.weight * b.weight * std::log((a.value + b.value) / (x.value + y.value));
        }
      }
      CHECK_THAT(spread_of_sum(x.value, spread_of(x), y.value, spread_of(y)).shift,
                 WithinAbs(mean, 1e-13 * std::max(1.0, std::abs(mean))));
    }
  }
}

TEST_CASE("A sum with nothing keeps the spread of the other part", "[units]") {
  const Spread s = spread_of({0.65, 1, 1.33});
  check_spread(spread_of_sum(7, s, 0, {}), s);
  check_spread(spread_of_sum(0, {}, 7, s), s);
}

TEST_CASE("A sum of exact parts is exact", "[units]") {
  const auto sum = exactly(kilograms(3)) + exactly(kilograms(4));
  CHECK(sum.low().in(kilograms) == 7.0);
  CHECK(sum.high().in(kilograms) == 7.0);
}

TEST_CASE("A sum of an exact and an uncertain part shifts the uncertain one's band", "[units]") {
  const Estimate<Carbon> uncertain{kilograms(10), spread_of({0.5, 1, 2})};
  const auto sum = exactly(kilograms(10)) + uncertain;
  CHECK_THAT(sum.low().in(kilograms), WithinRel(15.0, 0.02));
  CHECK_THAT(sum.high().in(kilograms), WithinRel(30.0, 0.02));
}

TEST_CASE("The probability below a limit is that of the band", "[units]") {
  for (const Band& b : bands) {
    INFO(b.low << ".." << b.value << ".." << b.high);
    const Spread spread = spread_of(b);
    if (b.low < b.value && b.value < b.high) {
      CHECK_THAT(probability_below(b.value, spread, b.low), WithinRel(0.05, 1e-3));
      CHECK_THAT(probability_below(b.value, spread, b.high), WithinRel(0.95, 1e-3));
      CHECK_THAT(probability_below(b.value, spread, b.value), WithinRel(0.5, 1e-3));
    }
  }
}

TEST_CASE("An exact figure is below a limit or not, and half so at itself", "[units]") {
  CHECK(probability_below(2, {}, 3) == 1);
  CHECK(probability_below(2, {}, 1) == 0);
  CHECK(probability_below(2, {}, 2) == 0.5);
}

TEST_CASE("The spread of a power follows its exponent", "[units]") {
  const Spread s = spread_of({0.5, 1, 3});
  CHECK(raised(s, 1) == s);
  CHECK(raised(s, -1) == inverse(s));
  check_spread(raised(s, 0), Spread{});
}

TEST_CASE("The nodes over a figure keep its mean and its variance", "[units]") {
  const Spread spread = spread_of({0.6, 1, 1.9});
  double weight = 0;
  double mean = 0;
  double square = 0;
  for (const Node& node : nodes_of(1, spread)) {
    weight += node.weight;
    mean += node.weight * std::log(node.value);
    square += node.weight * std::log(node.value) * std::log(node.value);
  }
  CHECK_THAT(weight, WithinRel(1.0, 1e-12));
  CHECK_THAT(mean, WithinRel(spread.shift, 1e-3));
  CHECK_THAT(square - mean * mean, WithinRel(spread.variance, 1e-3));
}
