// SPDX-License-Identifier: Apache-2.0
#include "published/published.hpp"

using namespace plume;
using published::Json;

TEST_CASE("Patterson's eleven columns are reproduced from chips, days, power, PUE and intensity",
          "[published]") {
  const Json table = published::cases("patterson-2021.json");
  REQUIRE(table.at("cases").size() == 11);
  for (const Json& row : table.at("cases")) {
    const Json& energy = row.at("energy");
    REQUIRE(energy.at("unit") == "kWh");
    for (const Json& emissions : row.at("emissions")) {
      INFO(row.at("id") << ", " << emissions.at("name"));
      REQUIRE(emissions.at("unit") == "kg");
      Json manifest = row.at("manifest");
      manifest["site"]["grid_intensity"] = emissions.at("intensity");
      const Report report = published::estimate(manifest);
      CHECK_THAT(report.facility_energy.value.in(kilowatt_hours),
                 WithinRel(energy.at("value").get<double>(), published::tolerance_of(energy)));
      CHECK_THAT(
          report.operational.value.in(kilograms),
          WithinRel(emissions.at("value").get<double>(), published::tolerance_of(emissions)));
      // Everything that operational emissions follow from was given exactly.
      CHECK(report.operational.low() == report.operational.high());
    }
  }
}

TEST_CASE("Device hours of published runs are predicted without being told time or power",
          "[published]") {
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
    if (row.contains("emissions_held")) {
      const Carbon held = kilograms(row.at("emissions_held").at("value").get<double>());
      CHECK(report.operational.low() <= held);
      CHECK(report.operational.high() >= held);
      CHECK(report.total.low() <= held);
      CHECK(report.total.high() >= held);
    }
  }
}
