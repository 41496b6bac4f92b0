// SPDX-License-Identifier: Apache-2.0
#include "plume/report/methods.hpp"
#include "property/laws.hpp"

using namespace plume;
using namespace plume::test;

namespace {

std::vector<MethodOutcome> outcomes_of(const Run& run) {
  return estimate_by_every_method(run, Detail::result, false);
}

template <class Q>
void check_order(const Estimate<Q>& estimate) {
  CHECK(estimate.low() <= estimate.value);
  CHECK(estimate.value <= estimate.high());
}

void check_report(const Report& report) {
  const double total = report.total.value.in(kilograms);
  CHECK(std::isfinite(total));
  CHECK(total > 0);
  REQUIRE(report.operational.value + report.embodied.value == report.total.value);
  CHECK(report.facility_energy.value >= report.it_energy.value);
  check_order(report.total);
  check_order(report.device_time);
  check_order(report.facility_energy);
}

}  // namespace

TEST_CASE("The parts of every method's estimate sum to its total, in order", "[property]") {
  std::array<int, method_names.size()> estimates{};
  for_all([&](const Run& run) {
    for (const MethodOutcome& outcome : outcomes_of(run)) {
      INFO(outcome.method->name);
      if (!outcome.refused()) {
        ++estimates.at(static_cast<std::size_t>(outcome.method->method));
        check_report(outcome.report);
      }
    }
  });
  for (const int count : estimates) {
    CHECK(count > 100);  // no method refuses nearly everything
  }
}

TEST_CASE("A method's row is its estimate, fed back as a manifest too", "[property]") {
  for_all(Timing::predicted, [](const Run& run) {
    for (const MethodOutcome& outcome : outcomes_of(run)) {
      if (!outcome.refused()) {
        const std::string text = render(outcome.report, {.format = Format::json});
        REQUIRE(render(estimated(read(text)), {.format = Format::json}) == text);
      }
    }
  });
}

TEST_CASE("Twice the work takes no less time by any method", "[property]") {
  for_all(Timing::predicted, [](const Run& run) {
    Run more = run;
    Number tokens = run.number(Key::tokens);
    tokens = {2 * tokens.value, 2 * tokens.low, 2 * tokens.high};
    more.set_number(Key::tokens, tokens, run.origin(Key::tokens));
    const auto before = outcomes_of(run);
    const auto after = outcomes_of(more);
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!before[i].refused() && !after[i].refused()) {
        INFO(before[i].method->name);
        REQUIRE(after[i].report.device_time.value > before[i].report.device_time.value);
      }
    }
  });
}
