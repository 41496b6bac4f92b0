// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "units/logarithm.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace plume;

namespace {

void check_logarithm(double x) {
  INFO(x);
  const double wanted = std::log(x);
  CHECK(std::abs(logarithm(x) - wanted) <= 5e-16 * std::abs(wanted));
}

}  // namespace

TEST_CASE("The logarithm agrees with the standard library over all magnitudes", "[units]") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> exponent(-307, 308);
  for (int i = 0; i < 20000; ++i) {
    check_logarithm(std::pow(10.0, exponent(random)));
  }
}

TEST_CASE("The logarithm agrees with the standard library close to one", "[units]") {
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> factor(0.4, 2.5);
  std::uniform_real_distribution<double> little(-1e-6, 1e-6);
  for (int i = 0; i < 20000; ++i) {
    check_logarithm(factor(random));
    check_logarithm(1 + little(random));
  }
}

TEST_CASE("The logarithm is right at the ends of its range", "[units]") {
  CHECK(logarithm(1) == 0);
  for (const double x :
       {std::sqrt(0.5), std::sqrt(2.0), std::nextafter(1.0, 0.0), std::nextafter(1.0, 2.0),
        std::numeric_limits<double>::min(), std::numeric_limits<double>::max()}) {
    check_logarithm(x);
  }
}
