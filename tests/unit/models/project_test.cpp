// SPDX-License-Identifier: Apache-2.0
#include "plume/models/project.hpp"
#include "support/catch.hpp"

using namespace plume;

TEST_CASE("A project is its runs and what went into experiments beside them", "[models]") {
  CHECK(project_factor(exactly(1.0), exactly(0.0)).value == 1);
  CHECK(project_factor(exactly(4.0), exactly(0.0)).value == 4);
  CHECK_THAT(project_factor(exactly(1.0), exactly(0.5)).value, WithinRel(2.0, 1e-12));
  CHECK_THAT(project_factor(exactly(3.0), exactly(0.822)).value, WithinRel(3 / 0.178, 1e-12));
}

TEST_CASE("A larger share of development makes a larger project", "[models]") {
  const Estimate<double> share{0.5, spread_between(0.4, 0.5, 0.6)};
  const auto factor = project_factor(exactly(1.0), share);
  CHECK_THAT(factor.low(), WithinRel(1 / 0.6, 1e-6));
  CHECK_THAT(factor.high(), WithinRel(1 / 0.4, 1e-6));
}
