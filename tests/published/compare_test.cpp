// SPDX-License-Identifier: Apache-2.0
/// The four levers on the runs of Patterson et al. 2021 (arXiv:2104.10350), Table 1: from the
/// Transformer on P100 in an average data centre to the Evolved Transformer on TPU v2 in Iowa.
#include "plume/pipeline/compare.hpp"
#include "published/published.hpp"

using namespace plume;

namespace {

Report run(const std::string& hours, const std::string& power, double pue,
           const std::string& intensity) {
  return published::estimate({{"hardware", {{"count", 8}, {"hours", hours}, {"power", power}}},
                              {"site", {{"pue", pue}, {"grid_intensity", intensity}}}});
}

}  // namespace

TEST_CASE("Patterson et al. 2021, Table 1: 135.7 kg become 2.4 kg", "[published]") {
  const Report average = run("3.5 days", "296 W", 1.59, "429 g/kWh");
  const Report iowa = run("0.62 days", "227 W", 1.11, "80 g/kWh");
  const Comparison comparison = compare(iowa, average);
  // 2.4 kg is printed to two digits, hours and watts to two and three.
  CHECK_THAT(comparison.ratio.operational.value, WithinRel(135.7 / 2.4, 0.03));
  CHECK_THAT(comparison.levers.mechanisation, WithinRel(1.59 / 1.11, 1e-9));
  CHECK_THAT(comparison.levers.map, WithinRel(429.0 / 80.0, 1e-9));
  // Energy at the meter 316 kWh and 30 kWh.
  CHECK_THAT(comparison.levers.machine * comparison.levers.mechanisation,
             WithinRel(316.0 / 30.0, 0.03));
  CHECK(comparison.ratio.operational.spread == Spread{});
}

TEST_CASE("Patterson et al. 2021, Table 1: the same run in Iowa", "[published]") {
  const Report average = run("3.5 days", "296 W", 1.59, "429 g/kWh");
  const Report iowa = run("3.5 days", "296 W", 1.11, "478 g/kWh");
  const Comparison comparison = compare(average, iowa);
  CHECK_THAT(comparison.ratio.operational.value, WithinRel(105.5 / 135.7, 0.01));
  CHECK_THAT(comparison.levers.machine, WithinRel(1.0, 1e-9));
}
