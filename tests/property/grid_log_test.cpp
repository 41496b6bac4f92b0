// SPDX-License-Identifier: Apache-2.0
/// Laws of the intensities that loads meet, over random ones.
#include "plume/pipeline/grid_log.hpp"
#include "support/catch.hpp"
#include "support/profile_trace.hpp"

#include <cmath>
#include <random>

using namespace plume;
using test::any_number;
using test::Noise;

namespace {

constexpr int tries = 200;

}  // namespace

TEST_CASE("A load that is split meets the same intensity", "[grid]") {
  Noise noise(27);
  for (int i = 0; i < tries; ++i) {
    GridLog log;
    for (int hour = 0; hour < 24; ++hour) {
      if (noise.uniform() > 0.1) {
        log.hours.push_back(
            {hour * 3600.0, (hour + 1) * 3600.0, 600 * noise.uniform(), noise.uniform() > 0.5});
      }
    }
    const double begin = 20 * 3600 * noise.uniform();
    const double length = 4 * 3600 * noise.uniform();
    const double cut = noise.uniform();
    const std::vector<DrawnEnergy> whole{{begin, begin + length, 7}};
    const std::vector<DrawnEnergy> parts{{begin + cut * length, begin + length, 7 * (1 - cut)},
                                         {begin, begin + cut * length, 7 * cut}};
    const auto a = met_intensity(log, whole);
    const auto b = met_intensity(log, parts);
    REQUIRE(a.has_value() == b.has_value());
    if (a) {
      CHECK_THAT(b->grams_per_kilowatt_hour, WithinRel(a->grams_per_kilowatt_hour, 1e-6));
      CHECK_THAT(b->covered, WithinAbs(a->covered, 1e-9));
      CHECK_THAT(b->estimated, WithinAbs(a->estimated, 1e-9));
      CHECK_THAT(b->uncovered_s, WithinAbs(a->uncovered_s, 1e-3));
      CHECK(b->low == a->low);
      CHECK(b->high == a->high);
    }
  }
}

TEST_CASE("No log of a grid whatever gives what is no intensity", "[grid]") {
  std::mt19937_64 random(28);
  const auto is_sound = [](const MetIntensity& met) {
    return met.low >= 0 && met.low <= met.grams_per_kilowatt_hour &&
           met.grams_per_kilowatt_hour <= met.high && std::isfinite(met.high) && met.covered >= 0 &&
           met.covered <= 1 && met.estimated >= 0 && met.estimated <= met.covered &&
           met.uncovered_s >= 0 && std::isfinite(met.uncovered_s);
  };
  for (int i = 0; i < 20 * tries; ++i) {
    GridLog log;
    for (int hour = 0; hour < 6; ++hour) {
      log.hours.push_back({hour * 3600.0, (hour + 1) * 3600.0, any_number(random)});
    }
    std::vector<DrawnEnergy> load(random() % 6);
    for (DrawnEnergy& drawn : load) {
      drawn = {any_number(random), any_number(random), any_number(random)};
    }
    const auto met = met_intensity(log, load);
    CHECK((!met || is_sound(*met)));
    const auto starts = start_range(log, any_number(random));
    CHECK((!starts || (is_sound(starts->best) && is_sound(starts->worst))));
  }
}
