// SPDX-License-Identifier: Apache-2.0
#include "plume/models/opencarboneval.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace plume;

namespace {

/// The work in TFLOP that a device does in `t` seconds, by the integral of ln(1 + alpha t).
double work_after(double t, double alpha) {
  const double u = alpha * t;
  return ((1 + u) * std::log1p(u) - u) / alpha;
}

Time time_of(double teraflop, double lg_alpha) {
  return logarithmic_device_time(flop(teraflop * 1e12), lg_alpha);
}

}  // namespace

TEST_CASE("The device time solves the equation over the range of alpha") {
  for (const double lg_alpha : {-6.0, -2.0, 0.0, 3.0, 9.0}) {
    for (const double t : {1e4, 1e7, 1e10}) {
      INFO(lg_alpha << " " << t);
      const double b = work_after(t, std::pow(10, lg_alpha));
      CHECK_THAT(time_of(b, lg_alpha).in(seconds), WithinRel(t, 1e-9));
    }
  }
}

TEST_CASE("A run far shorter than 1/alpha takes sqrt(2 b / alpha)") {
  CHECK_THAT(time_of(1e-4, -12).in(seconds), WithinRel(std::sqrt(2e-4 / 1e-12), 1e-4));
}

TEST_CASE("The two ways of solving meet") {
  const double below = time_of(1, 36 / std::log(10.0) - 1e-9).in(seconds);
  const double above = time_of(1, 36 / std::log(10.0) + 1e-9).in(seconds);
  CHECK_THAT(below, WithinRel(above, 1e-9));
}

TEST_CASE("The device time stays a number at the ends of its domain") {
  for (const double lg_alpha : {-300.0, 300.0}) {
    for (const double b : {1e-300, 1e-12, 1e20}) {
      const double t = time_of(b, lg_alpha).in(seconds);
      CHECK(std::isfinite(t));
      CHECK(t > 0);
    }
  }
}

TEST_CASE("The elasticity is the slope of the time in the work") {
  for (const double lg_alpha : {-9.0, -2.5, 8.3, 111.0}) {
    INFO(lg_alpha);
    const Work work = flop(3e23);
    const Time time = logarithmic_device_time(work, lg_alpha);
    const Time more = logarithmic_device_time(work * 1.0001, lg_alpha);
    const double slope = std::log(more / time) / std::log(1.0001);
    CHECK_THAT(work_elasticity(work, time, lg_alpha), WithinRel(slope, 1e-3));
  }
}
