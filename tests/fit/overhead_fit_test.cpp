// SPDX-License-Identifier: Apache-2.0
#include "fit/overhead.hpp"
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

using namespace plume;
using namespace plume::fit;

TEST_CASE("Device hours of whole runs are predicted on projects that were left out", "[fit]") {
  const OverheadFit fit = fit_overhead();
  CHECK(fit.runs > 40);
  CHECK(fit.projects > 20);
  CHECK(fit.projects <= fit.runs);
  CHECK(fit.median_error <= 0.18);
  CHECK(fit.median_error <= fit.p90_error);
  CHECK(fit.coverage >= 0.85);
  CHECK(fit.coverage <= 0.95);
  CHECK(fit.high_over_low <= 4);
}

TEST_CASE("The lost time that is shipped is what a new fit finds", "[fit]") {
  constexpr double rounding = 6e-3;  // three digits are shipped
  const Overhead found = fit_overhead().overhead;
  const Figure& shipped = constant(Constant::run_overhead);
  CHECK_THAT(constant(Constant::overhead_exponent).value, WithinRel(found.exponent, rounding));
  CHECK_THAT(shipped.high / shipped.value, WithinRel(found.high, rounding));
  CHECK(shipped.low == shipped.value);
}
