// SPDX-License-Identifier: Apache-2.0
#include "plume/models/embodied.hpp"
#include "published/published.hpp"

using namespace plume;
using published::Json;

// Luccioni et al. 2022, arXiv:2211.02001, section 4.1: 48 servers of 2,500 kg, 384 accelerators of
// 150 kg, six years of service at 85 %, 1,082,990 accelerator hours. The dynamic and the idle
// consumption that the paper adds are not covered here.
namespace {

constexpr double bloom_hours = 1082990;
constexpr double bloom_kilograms =
    (48 * 2500.0 + 384 * 150.0) * bloom_hours / (384 * 6 * 8760.0 * 0.85);

}  // namespace

TEST_CASE("BLOOM's embodied emissions are 11.2 t by the accounting function", "[published]") {
  CHECK_THAT(bloom_kilograms, WithinRel(11210.0, 1e-3));
  const auto rate = embodied_rate({.making = exactly(kilograms(150 + 2500.0 / 8)),
                                   .lifetime = exactly(years(6)),
                                   .utilisation = exactly(0.85)});
  const auto total = exactly(hours(bloom_hours)) * rate;
  CHECK_THAT(total.value.in(kilograms), WithinRel(bloom_kilograms, 1e-12));
  CHECK(total.low() == total.high());
}

TEST_CASE("BLOOM's embodied emissions are 11.2 t through a manifest", "[published]") {
  const Report report = published::estimate({{"hardware",
                                              {{"accelerator", "a100-sxm-80gb"},
                                               {"count", 384},
                                               {"device_hours", bloom_hours},
                                               {"lifetime", "6 years"}}},
                                             {"site", {{"region", "France"}, {"year", 2022}}}});
  CHECK_THAT(report.embodied.value.in(kilograms), WithinRel(bloom_kilograms, 1e-9));
  CHECK(report.embodied.low().in(kilograms) < bloom_kilograms);
  CHECK(report.embodied.high().in(kilograms) > bloom_kilograms);
}
