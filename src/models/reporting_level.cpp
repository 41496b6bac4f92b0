// SPDX-License-Identifier: Apache-2.0
#include "plume/models/reporting_level.hpp"

namespace plume {

namespace {

/// In the order of `ReportingLevel`.
constexpr std::array<ReportingFacts, reporting_level_names.size()> needs_of_levels{
    {{},
     {.hardware = true},
     {.emissions = true},
     {.emissions = true, .hardware = true},
     {.emissions = true, .hardware = true, .optimised = true},
     {.emissions = true, .hardware = true, .optimised = true, .certified = true}}};

bool meets(const ReportingFacts& has, const ReportingFacts& needs) {
  return (has.emissions || !needs.emissions) && (has.hardware || !needs.hardware) &&
         (has.optimised || !needs.optimised) && (has.certified || !needs.certified);
}

}  // namespace

ReportingFacts reporting_needs(ReportingLevel level) {
  return needs_of_levels.at(static_cast<std::size_t>(level));
}

ReportingLevel reporting_level(const ReportingFacts& facts) {
  std::size_t level = needs_of_levels.size() - 1;
  while (!meets(facts, needs_of_levels[level])) {
    --level;
  }
  return static_cast<ReportingLevel>(level);
}

}  // namespace plume
