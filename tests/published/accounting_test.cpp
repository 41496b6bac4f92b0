// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/verify.hpp"
#include "published/published.hpp"

#include <array>
#include <string_view>

using namespace plume;
using published::Json;

namespace {

constexpr std::array usual{Method::plume};

SuiteResult verified(std::string_view suite) {
  const Suite* const found = find_suite(suite);
  REQUIRE(found != nullptr);
  return verify(*found, usual);
}

/// How far the device hours of a run may be off. Nothing was fitted to it.
struct Expected {
  std::string_view run;
  double tolerance;
};

}  // namespace

TEST_CASE("Patterson's eleven columns are reproduced from chips, days, power, PUE and intensity",
          "[published]") {
  const SuiteResult result = verified("patterson");
  REQUIRE(runs_of(*result.suite).size() == 11);
  for (const Outcome& outcome : result.outcomes) {
    INFO(outcome.run->id.view() << ", " << name_of(outcome.figure->measurand));
    const bool energy = outcome.figure->measurand == Measurand::energy;
    CHECK_THAT(outcome.predicted, WithinRel(outcome.figure->value, energy ? 0.012 : 0.016));
    // Everything that operational emissions follow from was given exactly.
    CHECK(outcome.low == outcome.high);
  }
}

TEST_CASE("sums that others printed are reproduced within their rounding", "[published]") {
  for (const Outcome& outcome : verified("published").outcomes) {
    if (outcome.is_arithmetic()) {
      INFO(outcome.run->id.view() << ", " << name_of(outcome.figure->measurand));
      CHECK(outcome.error() <= outcome.figure->tolerance);
      CHECK(outcome.low == outcome.high);
    }
  }
}

TEST_CASE("MLPerf's GPT-3 on 512 H100 is predicted from its work alone", "[published]") {
  std::size_t found = 0;
  for (const Outcome& outcome : verified("mlperf-power").outcomes) {
    if (short_id(*outcome.run) == "mlperf-gpt-3-512xh100") {
      INFO(name_of(outcome.figure->test) << ' ' << name_of(outcome.figure->measurand));
      CHECK(outcome.error() <= 0.1);
      CHECK(outcome.inside());
      ++found;
    }
  }
  CHECK(found == 3);
}

TEST_CASE("Device hours of published runs are predicted without being told time or power",
          "[published]") {
  const SuiteResult result = verified("published");
  for (const Expected& expected : {Expected{"llama-1-65b", 0.3}, Expected{"bloom-176b", 0.3}}) {
    for (const Outcome& outcome : result.outcomes) {
      if (short_id(*outcome.run) == expected.run && !outcome.is_arithmetic()) {
        INFO(expected.run);
        CHECK(outcome.error() <= expected.tolerance);
        CHECK(outcome.inside());
      }
    }
  }
}

TEST_CASE("Device hours and emissions of GPT-3 lie in what is predicted", "[published]") {
  const Json document = published::cases("predicted-runs.json");
  for (const Json& row : document.at("cases")) {
    INFO(row.at("id"));
    const Report report = published::estimate(row.at("manifest"));
    const Json& expected = row.at("device_hours");
    REQUIRE(expected.at("unit") == "h");
    const double reported = expected.at("value");
    CHECK_THAT(report.device_time.value.in(hours),
               WithinRel(reported, published::tolerance_of(expected)));
    CHECK(report.device_time.low().in(hours) <= reported);
    CHECK(report.device_time.high().in(hours) >= reported);
    const Carbon held = kilograms(row.at("emissions_held").at("value").get<double>());
    CHECK(report.operational.low() <= held);
    CHECK(report.operational.high() >= held);
    CHECK(report.total.low() <= held);
    CHECK(report.total.high() >= held);
  }
}
