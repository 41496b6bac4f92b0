// SPDX-License-Identifier: Apache-2.0
#include "plume/units/units.hpp"
#include "support/catch.hpp"

#include <type_traits>

using namespace plume;

static_assert(watts(400) * hours(2) == kilowatt_hours(0.8));
static_assert(std::is_same_v<decltype(watts(1) * hours(1)), Energy>);
static_assert(std::is_same_v<decltype(kilowatt_hours(1) * grams_per_kilowatt_hour(1)), Carbon>);
static_assert(std::is_same_v<decltype(grams(1) / hours(1)), CarbonRate>);
static_assert(std::is_same_v<decltype(flop(1) / flop_per_second(1)), Time>);
static_assert(std::is_same_v<decltype(1.0 / seconds(1)), Frequency>);
static_assert(std::is_same_v<decltype(hours(1) / days(1)), double>,
              "a ratio of like quantities is a plain number");
static_assert(!std::is_convertible_v<double, Power>, "a quantity names its unit");
static_assert(!std::is_convertible_v<Power, double>, "a reader names the unit");
static_assert(!std::is_convertible_v<Power, Energy>);
static_assert(!std::is_constructible_v<Power, double>);
static_assert(std::is_trivially_copyable_v<Energy> && sizeof(Energy) == sizeof(double));
static_assert(Dim{.time = 1} + -Dim{.time = 1} == Dim{});

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};
static_assert(Addable<Power, Power>);
static_assert(!Addable<Power, Energy>);
static_assert(!Addable<Time, double>);

template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};
static_assert(Comparable<Carbon, Carbon>);
static_assert(!Comparable<Carbon, Energy>);

TEST_CASE("A quantity made in one unit reads the same in another", "[units]") {
  CHECK_THAT(days(6.8).in(hours), WithinRel(163.2, 1e-12));
  CHECK_THAT(kilowatt_hours(1).in(joules), WithinRel(3.6e6, 1e-12));
  CHECK_THAT(tonnes(0.552).in(kilograms), WithinRel(552.0, 1e-12));
  CHECK_THAT(years(1).in(days), WithinRel(365.0, 1e-12));
  CHECK_THAT(square_centimetres(1).in(square_millimetres), WithinRel(100.0, 1e-12));
  CHECK_THAT(teraflop_per_second(312).in(flop_per_second), WithinRel(312e12, 1e-12));
}

TEST_CASE("Power over time is energy, and energy at an intensity is carbon", "[units]") {
  const Energy energy = watts(330) * hours(3552000);
  CHECK_THAT(energy.in(kilowatt_hours), WithinRel(1172160.0, 1e-12));
  CHECK_THAT((energy * grams_per_kilowatt_hour(429)).in(kilograms), WithinRel(502856.64, 1e-12));
  CHECK_THAT((grams_per_hour(10) * hours(36)).in(grams), WithinRel(360.0, 1e-12));
}

TEST_CASE("Quantities of one dimension add, subtract, scale and compare", "[units]") {
  CHECK((watts(300) + watts(30) - watts(10)).in(watts) == 320.0);
  CHECK((2 * watts(3) * 4).in(watts) == 24.0);
  CHECK((watts(9) / 3).in(watts) == 3.0);
  CHECK(hours(25) > days(1));
  CHECK(hours(24) == days(1));
  CHECK(Time{} == seconds(0));
}
