// SPDX-License-Identifier: Apache-2.0
#include "plume/models/extrapolation.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>

using namespace plume;

namespace {

struct Quantile {
  double share;
  double degrees;
  double value;
};

}  // namespace

TEST_CASE("Quantiles of Student's t are those of the published tables", "[models]") {
  // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2
  for (const Quantile& row : {Quantile{0.90, 1, 3.078},
                              {0.95, 1, 6.314},
                              {0.975, 1, 12.706},
                              {0.99, 1, 31.821},
                              {0.999, 1, 318.313},
                              {0.95, 2, 2.920},
                              {0.975, 3, 3.182},
                              {0.95, 4, 2.132},
                              {0.99, 5, 3.365},
                              {0.975, 9, 2.262},
                              {0.995, 10, 3.169},
                              {0.999, 17, 3.646},
                              {0.95, 30, 1.697},
                              {0.975, 60, 2.000},
                              {0.90, 100, 1.290}}) {
    INFO(row.share << " of " << row.degrees);
    CHECK_THAT(student_t(row.share, row.degrees),
               WithinAbs(row.value, row.value > 100 ? 0.005 : 0.0006));
  }
}

TEST_CASE("Quantiles of one, two and four degrees have closed forms", "[models]") {
  for (const double share : {0.5001, 0.6, 0.75, 0.9, 0.95, 0.995, 0.9999, 0.999999}) {
    INFO(share);
    const double odds = share * (1 - share);
    CHECK_THAT(student_t(share, 1), WithinRel(std::tan(std::acos(-1.0) * (share - 0.5)), 1e-6));
    CHECK_THAT(student_t(share, 2), WithinRel((2 * share - 1) / std::sqrt(2 * odds), 1e-6));
    const double q = std::cos(std::acos(std::sqrt(4 * odds)) / 3) / std::sqrt(4 * odds);
    CHECK_THAT(student_t(share, 4), WithinRel(2 * std::sqrt(q - 1), 1e-6));
  }
}

TEST_CASE("Quantiles of many degrees go over to the normal distribution", "[models]") {
  CHECK_THAT(student_t(0.95, 1e12), WithinAbs(1.6448536269514722, 1e-9));
  CHECK_THAT(student_t(0.975, 1e9), WithinAbs(1.959963984540054, 1e-8));
  for (const double share : {0.6, 0.95, 0.999, 1 - 1e-9}) {
    CHECK_THAT(student_t(share, 10000.001), WithinRel(student_t(share, 10000), 1e-6));
  }
}

TEST_CASE("Quantiles are symmetrical, and fall as degrees grow", "[models]") {
  CHECK_THAT(student_t(0.5, 7), WithinAbs(0, 1e-12));
  double before = std::numeric_limits<double>::infinity();
  for (double degrees = 1; degrees < 1e6; degrees *= 1.37) {
    const double value = student_t(0.95, degrees);
    CHECK(value < before);
    CHECK(value > 1.6448);
    CHECK_THAT(student_t(0.05, degrees), WithinRel(-value, 1e-9));
    before = value;
  }
}

TEST_CASE("Quantiles outside of their domain are those of its edge", "[models]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(student_t(0.95, 0.2) == student_t(0.95, 1));
  CHECK(student_t(0.95, nan) == student_t(0.95, 1));
  CHECK(std::isfinite(student_t(1, 1)));
  CHECK(std::isfinite(student_t(0, 1)));
}
