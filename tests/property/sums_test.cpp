// SPDX-License-Identifier: Apache-2.0
#include "property/laws.hpp"

#include <cmath>

using namespace plume;
using namespace plume::test;

namespace {

constexpr double rounding = 1e-12;

template <class Q>
void check_interval(const Estimate<Q>& estimate) {
  CHECK(estimate.low() > Q{});
  CHECK(estimate.low() <= estimate.value);
  CHECK(estimate.value <= estimate.high());
  CHECK(std::isfinite(estimate.high().base()));
}

double input(const Report& report, std::string_view name) {
  const Input* const found = find_input(report, name);
  INFO(name);
  REQUIRE(found != nullptr);
  return found->value;
}

double input_or_one(const Report& report, std::string_view name) {
  const Input* const found = find_input(report, name);
  return found != nullptr ? found->value : 1;
}

/// Of a rated power: a board and its rest at a desk, else a share of a node, or of many.
double rated_watts(const Report& report) {
  const double tdp = input(report, "tdp");
  return find_input(report, "rest_of_system") != nullptr
             ? tdp * input(report, "board_ratio") + input(report, "rest_of_system")
             : tdp * input(report, "power_ratio") * input_or_one(report, "multi_node_ratio");
}

double system_watts(const Report& report) {
  return find_input(report, "power") == nullptr
             ? rated_watts(report)
             : input(report, "power") * input_or_one(report, "board_to_system");
}

}  // namespace

TEST_CASE("Operational and embodied emissions are the total, to the last bit", "[property]") {
  for_all([](const Run& run) {
    const Report r = estimated(run);
    CHECK(r.total.value.base() == r.operational.value.base() + r.embodied.value.base());
  });
}

TEST_CASE("A reader can redo every figure from the inputs of the report", "[property]") {
  for_all([](const Run& run) {
    const Report r = estimated(run);
    CHECK_THAT(r.device_time.value.in(hours),
               WithinRel(r.wall_time.value.in(hours)*input(r, "count"), rounding));
    CHECK_THAT(r.it_energy.value.in(kilowatt_hours),
               WithinRel(r.device_time.value.in(hours)*system_watts(r) / 1000, rounding));
    CHECK_THAT(r.facility_energy.value.in(kilowatt_hours),
               WithinRel(r.it_energy.value.in(kilowatt_hours)*input(r, "pue"), rounding));
    CHECK_THAT(
        r.operational.value.in(grams),
        WithinRel(r.facility_energy.value.in(kilowatt_hours)*input(r, "grid_intensity"), rounding));
    const double rate = 1000 * (input(r, "embodied_device") + input(r, "embodied_host_share")) /
                        (input(r, "lifetime") * 8760 * input(r, "lifetime_utilisation"));
    CHECK_THAT(r.embodied.value.in(grams), WithinRel(r.device_time.value.in(hours)*rate, rounding));
  });
}

TEST_CASE("Every interval holds its value, and is positive and finite", "[property]") {
  for_all([](const Run& run) {
    const Report r = estimated(run);
    check_interval(r.total);
    check_interval(r.operational);
    check_interval(r.embodied);
    check_interval(r.it_energy);
    check_interval(r.facility_energy);
    check_interval(r.device_time);
    check_interval(r.wall_time);
    if (r.mfu) {
      CHECK(r.mfu->low() > 0);
      CHECK(r.mfu->low() <= r.mfu->value);
      CHECK(r.mfu->value <= r.mfu->high());
      CHECK(std::isfinite(r.mfu->high()));
    }
    for (const Input& each : r.inputs) {
      INFO(each.name);
      CHECK(each.low > 0);
      CHECK(each.low <= each.value);
      CHECK(each.value <= each.high);
      CHECK(std::isfinite(each.high));
    }
  });
}

// To within the 2 % that the closed form of a sum is good for.
TEST_CASE("The total's interval lies within the sum of its parts' intervals", "[property]") {
  for_all([](const Run& run) {
    const Report r = estimated(run);
    CHECK(r.total.low().base() >= (r.operational.low() + r.embodied.low()).base() * 0.98);
    CHECK(r.total.high().base() <= (r.operational.high() + r.embodied.high()).base() * 1.02);
  });
}

TEST_CASE("The shares of the variance sum to one, or to nothing", "[property]") {
  for_all([](const Run& run) {
    const Report r = estimated(run);
    double sum = 0;
    for (const Input& each : r.inputs) {
      CHECK(each.variance_share >= 0);
      sum += each.variance_share;
    }
    CHECK_THAT(sum, sum == 0 ? WithinAbs(0, 0) : WithinAbs(1, 1e-9));
    CHECK((sum > 0) == (r.total.low() < r.total.high()));
  });
}

TEST_CASE("An exact input has no share of the variance", "[property]") {
  for_all([](const Run& run) {
    for (const Input& each : estimated(run).inputs) {
      INFO(each.name);
      CHECK((each.variance_share == 0 || each.low < each.high));
    }
  });
}

TEST_CASE("No place of the catalogue has a grid that emits nothing", "[property]") {
  for (const Place& place : places()) {
    for (const int year : {0, 2000, 2005, 2010, 2015, 2020, 2022, 2024}) {
      const auto found = find_intensity(place, year, std::nullopt);
      INFO(place.id.view() << ", " << year);
      REQUIRE(found);
      CHECK(found->grams_per_kilowatt_hour > 0);
    }
  }
}
