// SPDX-License-Identifier: Apache-2.0
#include "plume/models/meter.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>

using namespace plume;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

double joules_of(ReadingKind kind, const std::vector<Reading>& readings, double range = 0) {
  const auto metered = metered_energy(kind, readings, range);
  REQUIRE(metered);
  return metered->energy.in(joules);
}

MeteredEnergy powers(const std::vector<Reading>& readings) {
  const auto metered = metered_energy(ReadingKind::power, readings);
  REQUIRE(metered);
  return *metered;
}

std::vector<Reading> every_second(const std::vector<double>& values) {
  std::vector<Reading> out;
  for (const double value : values) {
    out.push_back({static_cast<double>(out.size()), value});
  }
  return out;
}

}  // namespace

TEST_CASE("Power is added up by trapezoids, over distances of any length", "[models]") {
  const MeteredEnergy metered = powers({{10, 100}, {11, 200}, {13, 400}});
  CHECK_THAT(metered.energy.in(joules), WithinRel(750.0, 1e-12));
  CHECK(metered.covered.in(seconds) == 3);
  CHECK(metered.begin == 10);
  CHECK(metered.end == 13);
  CHECK(metered.used == 3);
}

TEST_CASE("A reading without a value is bridged and counted", "[models]") {
  const MeteredEnergy metered = powers(
      {{0, 100}, {1, no_number}, {2, -5}, {3, infinite}, {4, 1e300}, {5, 200}, {no_number, 100}});
  CHECK_THAT(metered.energy.in(joules), WithinRel(750.0, 1e-12));
  CHECK(metered.used == 2);
  CHECK(metered.missing == 5);
}

TEST_CASE("Of several readings of one time the last with a value counts", "[models]") {
  const MeteredEnergy metered = powers({{0, 100}, {1, 900}, {1, 300}, {1, no_number}, {2, 100}});
  CHECK_THAT(metered.energy.in(joules), WithinRel(400.0, 1e-12));
  CHECK(metered.merged == 1);
  CHECK(metered.missing == 1);
}

TEST_CASE("Time that goes back is counted, and no stretch is negative", "[models]") {
  const MeteredEnergy metered = powers({{3600, 100}, {3601, 100}, {2, 100}, {3, 100}});
  CHECK(metered.reversed == 1);
  CHECK_THAT(metered.energy.in(joules), WithinRel(359900.0, 1e-12));
  CHECK(metered.gaps.size() == 1);
}

TEST_CASE("Fewer than two readings of power or a counter are no energy", "[models]") {
  CHECK_FALSE(metered_energy(ReadingKind::power, {}));
  CHECK_FALSE(metered_energy(ReadingKind::power, std::vector<Reading>{{0, 100}, {1, no_number}}));
  CHECK_FALSE(metered_energy(ReadingKind::counter, std::vector<Reading>{{0, 1}, {0, 2}}));
  CHECK_FALSE(metered_energy(ReadingKind::energy, std::vector<Reading>{{0, no_number}}));
  CHECK(joules_of(ReadingKind::energy, {{0, 7, 0}}) == 7);
}

TEST_CASE("A counter that falls within its range has wrapped", "[models]") {
  const std::vector<Reading> readings{{0, 262143.327850}, {1, 0.004}};
  const auto metered = metered_energy(ReadingKind::counter, readings, 262143.328850);
  REQUIRE(metered);
  CHECK_THAT(metered->energy.in(joules), WithinAbs(0.005, 1e-9));
  CHECK(metered->wraps == 1);
  CHECK(metered->resets == 0);
}

TEST_CASE("A counter that falls without a range, or from beyond it, began anew", "[models]") {
  for (const double range : {0.0, 100.0}) {
    const auto metered =
        metered_energy(ReadingKind::counter, every_second({1000, 1500, 20, 80}), range);
    REQUIRE(metered);
    CHECK_THAT(metered->energy.in(joules), WithinRel(560.0, 1e-12));
    CHECK(metered->resets == 1);
    CHECK(metered->wraps == 0);
  }
}

TEST_CASE("A counter may wrap often", "[models]") {
  CHECK_THAT(joules_of(ReadingKind::counter, every_second({90, 10, 70, 5, 99}), 100),
             WithinRel(20.0 + 60 + 35 + 94, 1e-12));
}

TEST_CASE("Energies are added up in full, and cover what they cover together", "[models]") {
  const std::vector<Reading> readings{{10, 100, 10}, {15, 50, 10}, {30, 10, 5}};
  const auto metered = metered_energy(ReadingKind::energy, readings);
  REQUIRE(metered);
  CHECK(metered->energy.in(joules) == 160);
  CHECK(metered->covered.in(seconds) == 20);
  CHECK(metered->begin == 0);
  CHECK(metered->end == 30);
}

TEST_CASE("A sensor that never moves is told from one that does", "[models]") {
  CHECK(powers(every_second(std::vector<double>(6, 61.5))).constant);
  CHECK_FALSE(powers(every_second(std::vector<double>(5, 61.5))).constant);
  std::vector<double> values(20, 61.5);
  values.back() = 61.6;
  CHECK_FALSE(powers(every_second(values)).constant);
  const auto counter =
      metered_energy(ReadingKind::counter, every_second(std::vector<double>(2, 5e6)));
  REQUIRE(counter);
  CHECK(counter->constant);
  CHECK(counter->energy.in(joules) == 0);
}

TEST_CASE("A gap is more than three times the usual distance", "[models]") {
  const MeteredEnergy metered = powers({{0, 1}, {1, 1}, {2, 1}, {5, 1}, {6, 1}, {10, 1}, {11, 2}});
  REQUIRE(metered.gaps.size() == 1);
  CHECK(metered.gaps.front().time == 10);
  CHECK(metered.gaps.front().span == 4);
}

TEST_CASE("An energy's own stretch is no gap", "[models]") {
  const std::vector<Reading> readings{{1, 5, 1}, {2, 5, 1},     {3, 5, 1},
                                      {4, 5, 1}, {64, 300, 60}, {90, 5, 1}};
  const auto metered = metered_energy(ReadingKind::energy, readings);
  REQUIRE(metered);
  REQUIRE(metered->gaps.size() == 1);
  CHECK(metered->gaps.front().time == 89);
  CHECK(metered->gaps.front().span == 25);
}

TEST_CASE("Between two times power is a line, a counter grows evenly", "[models]") {
  const EnergyCurve power(ReadingKind::power, every_second({100, 300, 300}));
  CHECK_THAT(power.between(0, 0.5).in(joules), WithinRel(75.0, 1e-12));
  CHECK_THAT(power.between(0.5, 1.5).in(joules), WithinRel(275.0, 1e-12));
  CHECK_THAT(power.between(-9, 99).in(joules), WithinRel(500.0, 1e-12));
  CHECK(power.between(2, 9).in(joules) == 0);
  CHECK(power.between(1.5, 0.5).in(joules) == 0);
  CHECK(power.between(no_number, 1).in(joules) >= 0);
  const EnergyCurve counter(ReadingKind::counter, every_second({95, 5, 25}), 100);
  CHECK_THAT(counter.between(0.5, 1.25).in(joules), WithinRel(10.0, 1e-12));
}

TEST_CASE("Between two times an energy is spread over its stretch", "[models]") {
  const std::vector<Reading> readings{{10, 100, 10}, {15, 50, 10}, {30, 8, 0}};
  const EnergyCurve curve(ReadingKind::energy, readings);
  CHECK_THAT(curve.between(0, 5).in(joules), WithinRel(50.0, 1e-12));
  CHECK_THAT(curve.between(5, 10).in(joules), WithinRel(75.0, 1e-12));
  CHECK_THAT(curve.between(10, 20).in(joules), WithinRel(25.0, 1e-12));
  CHECK(curve.between(20, 29.9).in(joules) == 0);
  CHECK_THAT(curve.between(29.9, 30).in(joules), WithinRel(8.0, 1e-9));
  CHECK(curve.between(30, 40).in(joules) == 0);
}

TEST_CASE("No reading is no energy between any times", "[models]") {
  for (const ReadingKind kind : {ReadingKind::power, ReadingKind::counter, ReadingKind::energy}) {
    CHECK(energy_between(kind, {}, 0, 1).in(joules) == 0);
    CHECK(energy_between(kind, std::vector<Reading>{{0, no_number}}, 0, 1).in(joules) == 0);
  }
}
