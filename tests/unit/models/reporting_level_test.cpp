// SPDX-License-Identifier: Apache-2.0
#include "plume/models/reporting_level.hpp"
#include "support/catch.hpp"

#include <vector>

using namespace plume;

namespace {

/// Every combination of what may be said of a model.
std::vector<ReportingFacts> all_facts() {
  std::vector<ReportingFacts> out;
  for (unsigned bits = 0; bits < 16; ++bits) {
    out.push_back({.emissions = (bits & 1U) != 0,
                   .hardware = (bits & 2U) != 0,
                   .optimised = (bits & 4U) != 0,
                   .certified = (bits & 8U) != 0});
  }
  return out;
}

}  // namespace

TEST_CASE("Emissions and hardware decide the four lower levels", "[models]") {
  CHECK(reporting_level({}) == ReportingLevel::unknown);
  CHECK(reporting_level({.hardware = true}) == ReportingLevel::context);
  CHECK(reporting_level({.emissions = true}) == ReportingLevel::basic);
  CHECK(reporting_level({.emissions = true, .hardware = true}) == ReportingLevel::awareness);
}

TEST_CASE("Tags raise the level of a model that says both, and of no other", "[models]") {
  const ReportingFacts optimised{.emissions = true, .hardware = true, .optimised = true};
  CHECK(reporting_level(optimised) == ReportingLevel::optimisation);
  CHECK(reporting_level(
            {.emissions = true, .hardware = true, .optimised = true, .certified = true}) ==
        ReportingLevel::certified);
  CHECK(reporting_level({.emissions = true, .hardware = true, .certified = true}) ==
        ReportingLevel::awareness);
  CHECK(reporting_level({.emissions = true, .optimised = true, .certified = true}) ==
        ReportingLevel::basic);
  CHECK(reporting_level({.hardware = true, .optimised = true, .certified = true}) ==
        ReportingLevel::context);
  CHECK(reporting_level({.optimised = true, .certified = true}) == ReportingLevel::unknown);
}

TEST_CASE("A level is reached by just what it asks for", "[models]") {
  for (std::size_t i = 0; i < reporting_level_names.size(); ++i) {
    const auto level = static_cast<ReportingLevel>(i);
    INFO(reporting_level_names[i]);
    CHECK(reporting_level(reporting_needs(level)) == level);
  }
}

TEST_CASE("Saying more never lowers the level", "[models]") {
  for (const ReportingFacts& facts : all_facts()) {
    for (bool ReportingFacts::*const field :
         {&ReportingFacts::emissions, &ReportingFacts::hardware, &ReportingFacts::optimised,
          &ReportingFacts::certified}) {
      ReportingFacts more = facts;
      more.*field = true;
      CHECK(reporting_level(more) >= reporting_level(facts));
    }
  }
}
