// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/grid_log.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>

using namespace plume;

namespace {

constexpr double hour = 3600;

/// Hours from 0 on; a negative intensity is no hour.
GridLog log_of(const std::vector<double>& intensities) {
  GridLog out;
  double begin = 0;
  for (const double intensity : intensities) {
    if (intensity >= 0) {
      out.hours.push_back({begin, begin + hour, intensity});
    }
    begin += hour;
  }
  return out;
}

MetIntensity met(const GridLog& log, const std::vector<DrawnEnergy>& load) {
  const auto out = met_intensity(log, load);
  REQUIRE(out);
  return *out;
}

}  // namespace

TEST_CASE("A load meets the mean of its hours, by the energy drawn in each", "[pipeline]") {
  const GridLog log = log_of({100, 300, 500});
  const MetIntensity even = met(log, {{0.5 * hour, 2 * hour, 6}});
  CHECK_THAT(even.grams_per_kilowatt_hour, WithinRel(700.0 / 3, 1e-12));
  CHECK(even.low == 100);
  CHECK(even.high == 300);
  CHECK(even.covered == 1);
  CHECK(even.uncovered_s == 0);
  const MetIntensity uneven = met(log, {{0, hour, 9}, {2 * hour, 3 * hour, 1}});
  CHECK_THAT(uneven.grams_per_kilowatt_hour, WithinRel(140.0, 1e-12));
  CHECK(uneven.high == 500);
}

TEST_CASE("An hour that is missing is not covered, and has no say in the mean", "[pipeline]") {
  const MetIntensity out = met(log_of({100, -1, 500}), {{0, 4 * hour, 8}});
  CHECK_THAT(out.grams_per_kilowatt_hour, WithinRel(300.0, 1e-12));
  CHECK_THAT(out.covered, WithinRel(0.5, 1e-12));
  CHECK_THAT(out.uncovered_s, WithinRel(2 * hour, 1e-12));
}

TEST_CASE("Loads of several meters at once count their uncovered time once", "[pipeline]") {
  const MetIntensity out =
      met(log_of({100, -1, -1, 200}),
          {{hour, 4 * hour, 3}, {0.5 * hour, 2 * hour, 3}, {2.5 * hour, 2.75 * hour, 0}});
  CHECK_THAT(out.uncovered_s, WithinRel(2 * hour, 1e-12));
  CHECK_THAT(out.covered, WithinRel(2.0 / 6, 1e-12));
  CHECK_THAT(out.grams_per_kilowatt_hour, WithinRel(150.0, 1e-12));
}

TEST_CASE("Estimated and forecast hours are said by share of all energy", "[pipeline]") {
  GridLog log = log_of({100, 100, 100, -1});
  log.hours[1].estimated = true;
  log.hours[2].forecast = true;
  CHECK_THAT(met(log, {{0, 4 * hour, 1}}).estimated, WithinRel(0.5, 1e-12));
  CHECK(met(log, {{0, hour, 1}}).estimated == 0);
}

TEST_CASE("What is drawn at an instant meets the hour that has begun", "[pipeline]") {
  const GridLog log = log_of({100, 300, -1, 500});
  CHECK(met(log, {{hour, hour, 5}}).grams_per_kilowatt_hour == 300);
  CHECK_FALSE(met_intensity(log, std::vector<DrawnEnergy>{{2 * hour, 2 * hour, 5}}));
  CHECK_FALSE(met_intensity(log, std::vector<DrawnEnergy>{{4 * hour, 4 * hour, 5}}));
  const MetIntensity mixed = met(log, {{0, 0, 1}, {3.5 * hour, 3.5 * hour, 3}});
  CHECK_THAT(mixed.grams_per_kilowatt_hour, WithinRel(400.0, 1e-12));
}

TEST_CASE("Half-hours and hours count by their length", "[pipeline]") {
  GridLog log;
  log.hours = {{0, 0.5 * hour, 100}, {0.5 * hour, hour, 200}, {hour, 2 * hour, 300}};
  CHECK_THAT(met(log, {{0, 2 * hour, 1}}).grams_per_kilowatt_hour, WithinRel(225.0, 1e-12));
}

TEST_CASE("Short stretches of a long log lose no digits", "[pipeline]") {
  GridLog log;
  for (int i = 0; i < 5 * 8766; ++i) {
    const double begin = 1.6e9 + i * hour;
    log.hours.push_back({begin, begin + hour, 100.0 + i % 7});
  }
  const double begin = log.hours[40000].begin;
  CHECK_THAT(
      met(log, {{begin - 1e-3, begin + 1e-3, 1}}).grams_per_kilowatt_hour,
      WithinRel(
          (log.hours[39999].grams_per_kilowatt_hour + log.hours[40000].grams_per_kilowatt_hour) / 2,
          1e-5));
  CHECK(met(log, {{begin + 1, begin + 1.001, 1}}).grams_per_kilowatt_hour ==
        log.hours[40000].grams_per_kilowatt_hour);
}

TEST_CASE("A load outside of the log, or of no energy, meets nothing", "[pipeline]") {
  const GridLog log = log_of({100, 200});
  const double none = std::numeric_limits<double>::quiet_NaN();
  for (const DrawnEnergy& drawn : {DrawnEnergy{-hour, 0, 1},
                                   {2 * hour, 3 * hour, 1},
                                   {0, hour, 0},
                                   {0, hour, -1},
                                   {0, hour, none},
                                   {hour, 0, 1},
                                   {none, hour, 1},
                                   {0, 1e300, 1}}) {
    INFO(drawn.begin << " to " << drawn.end << ": " << drawn.joules);
    CHECK_FALSE(met_intensity(log, std::vector<DrawnEnergy>{drawn}));
  }
  CHECK_FALSE(met_intensity(log, {}));
  CHECK_FALSE(met_intensity({}, std::vector<DrawnEnergy>{{0, hour, 1}}));
}

TEST_CASE("The best and the worst start are those of all that fit into the log", "[pipeline]") {
  const auto starts = start_range(log_of({300, 100, 200, 400, 50}), 2 * hour);
  REQUIRE(starts);
  CHECK(starts->best_begin == hour);
  CHECK_THAT(starts->best.grams_per_kilowatt_hour, WithinRel(150.0, 1e-12));
  CHECK(starts->worst_begin == 2 * hour);
  CHECK_THAT(starts->worst.grams_per_kilowatt_hour, WithinRel(300.0, 1e-12));
  CHECK(starts->worst.high == 400);
}

TEST_CASE("A start whose run meets a gap or the end of the log is none", "[pipeline]") {
  const auto starts = start_range(log_of({300, 100, -1, 400, 60}), 1.5 * hour);
  REQUIRE(starts);
  CHECK(starts->best_begin == 0);
  CHECK(starts->worst_begin == 3 * hour);
  CHECK_FALSE(start_range(log_of({300, 100, -1, 400, 60}), 2.5 * hour));
  CHECK_FALSE(start_range(log_of({}), hour));
  for (const double length : {0.0, -1.0, 1e300, std::nan("")}) {
    CHECK_FALSE(start_range(log_of({300, 100}), length));
  }
}

TEST_CASE("Of equal starts the first is both", "[pipeline]") {
  const auto starts = start_range(log_of({100, 100, 100}), hour);
  REQUIRE(starts);
  CHECK(starts->best_begin == 0);
  CHECK(starts->worst_begin == 0);
}
