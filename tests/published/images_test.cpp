// SPDX-License-Identifier: Apache-2.0
#include "published/published.hpp"

using namespace plume;
using published::Json;

TEST_CASE("Device hours of published image runs are predicted, and lie inside the interval",
          "[published]") {
  const Json document = published::cases("images.json");
  for (const Json& row : document.at("cases")) {
    const Json& expected = row.at("device_hours");
    REQUIRE(expected.at("unit") == "h");
    const double reported = expected.at("value");
    const Report report = published::estimate(row.at("manifest"));
    INFO(row.at("id") << ": reported " << reported << ", predicted "
                      << report.device_time.value.in(hours) << ", "
                      << report.device_time.low().in(hours) << " to "
                      << report.device_time.high().in(hours));
    CHECK_THAT(report.device_time.value.in(hours),
               WithinRel(reported, published::tolerance_of(expected)));
    CHECK(report.device_time.low().in(hours) <= reported);
    CHECK(report.device_time.high().in(hours) >= reported);
  }
}
