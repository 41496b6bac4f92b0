// SPDX-License-Identifier: Apache-2.0
#include "property/laws.hpp"

#include <array>

using namespace plume;
using namespace plume::test;

namespace {

constexpr double rounding = 1e-12;

Run with(Run run, Key key, Number number) {
  run.set_number(key, number, {});
  return run;
}

Run with(Run run, Key key, double value) {
  return with(run, key, Number{value, value, value});
}

Run scaled(const Run& run, Key key, double factor) {
  const Number& n = run.number(key);
  return with(run, key, Number{n.value * factor, n.low * factor, n.high * factor});
}

void check_scaled(const Report& one, const Report& other, double factor) {
  CHECK_THAT(other.total.value / one.total.value, WithinRel(factor, rounding));
  CHECK_THAT(other.operational.value / one.operational.value, WithinRel(factor, rounding));
  CHECK_THAT(other.embodied.value / one.embodied.value, WithinRel(factor, rounding));
  CHECK_THAT(other.facility_energy.value / one.facility_energy.value, WithinRel(factor, rounding));
  CHECK_THAT(other.total.low() / one.total.low(), WithinRel(factor, 1e-9));
  CHECK_THAT(other.total.high() / one.total.high(), WithinRel(factor, 1e-9));
}

/// More of a figure of the site or of the power makes more emissions of use, and leaves the rest.
void check_grows(const Run& run, Key key, double low, double high) {
  const Report less = estimated(with(run, key, low));
  const Report more = estimated(with(run, key, high));
  CHECK(less.operational.value < more.operational.value);
  CHECK(less.total.value < more.total.value);
  CHECK(less.total.low() < more.total.low());
  CHECK(less.total.high() < more.total.high());
  CHECK(less.embodied.value == more.embodied.value);
  CHECK_THAT(more.operational.value / less.operational.value, WithinRel(high / low, rounding));
}

/// A figure of the report that a user could give instead.
struct Replaceable {
  std::string_view input;
  Key key;
};

constexpr std::array replaceable{
    Replaceable{"pue", Key::pue},           Replaceable{"grid_intensity", Key::grid_intensity},
    Replaceable{"lifetime", Key::lifetime}, Replaceable{"overhead", Key::overhead},
    Replaceable{"count", Key::count},       Replaceable{"power", Key::power}};

}  // namespace

TEST_CASE("Emissions are linear in the hours given", "[property]") {
  for_all(Timing::wall_hours, [](const Run& run) {
    for (const double factor : {2.0, 7.5}) {
      check_scaled(estimated(run), estimated(scaled(run, Key::wall_hours, factor)), factor);
    }
  });
  for_all(Timing::device_hours, [](const Run& run) {
    check_scaled(estimated(run), estimated(scaled(run, Key::device_hours, 3)), 3);
  });
}

TEST_CASE("Emissions are linear in the count when the hours are given", "[property]") {
  for_all(Timing::wall_hours, [](const Run& run) {
    check_scaled(estimated(run), estimated(scaled(run, Key::count, 4)), 4);
  });
}

TEST_CASE("With device hours given the count only divides the wall-clock time", "[property]") {
  for_all(Timing::device_hours, [](const Run& run) {
    const Report one = estimated(run);
    const Report other = estimated(scaled(run, Key::count, 4));
    CHECK(one.total.value == other.total.value);
    CHECK_THAT(one.wall_time.value / other.wall_time.value, WithinRel(4.0, rounding));
  });
}

TEST_CASE("Predicted time is linear in the tokens", "[property]") {
  for_all(Timing::predicted, [](const Run& run) {
    check_scaled(estimated(run), estimated(scaled(run, Key::tokens, 3)), 3);
  });
}

TEST_CASE("A higher PUE, power or intensity makes more emissions", "[property]") {
  for_all([](const Run& run) {
    check_grows(run, Key::pue, 1.05, 1.6);
    check_grows(run, Key::power, 200, 450);
    check_grows(run, Key::grid_intensity, 20, 700);
  });
}

TEST_CASE("A longer life of the hardware makes less embodied emissions", "[property]") {
  for_all([](const Run& run) {
    const Report shorter = estimated(with(run, Key::lifetime, 3));
    const Report longer = estimated(with(run, Key::lifetime, 6));
    CHECK_THAT(shorter.embodied.value / longer.embodied.value, WithinRel(2.0, rounding));
    CHECK(shorter.operational.value == longer.operational.value);
  });
}

TEST_CASE("Giving a figure the value that the report shows changes no value", "[property]") {
  for_all([](const Run& run) {
    const Report before = estimated(run);
    for (const auto& [name, key] : replaceable) {
      const Input* const input = find_input(before, name);
      if (input == nullptr || input->status == Status::given) {
        continue;
      }
      INFO(name);
      const Report after = estimated(with(run, key, input->value));
      CHECK_THAT(after.total.value / before.total.value, WithinRel(1.0, rounding));
      CHECK_THAT(after.facility_energy.value / before.facility_energy.value,
                 WithinRel(1.0, rounding));
      CHECK(find_input(after, name)->status == Status::given);
      CHECK(find_input(after, name)->variance_share == 0);
    }
  });
}

// A measured rate loses less time than a predicted one, so the overhead is kept beside it.
TEST_CASE("Giving the predicted utilisation and overhead changes no value", "[property]") {
  for_all(Timing::predicted, [](const Run& run) {
    const Report before = estimated(run);
    const Input* const mfu = find_input(before, "mfu");
    const Input* const overhead = find_input(before, "overhead");
    REQUIRE(mfu != nullptr);
    REQUIRE(overhead != nullptr);
    const Report after =
        estimated(with(with(run, Key::mfu, mfu->value), Key::overhead, overhead->value));
    CHECK_THAT(after.total.value / before.total.value, WithinRel(1.0, rounding));
    CHECK(after.total.high() / after.total.low() < before.total.high() / before.total.low());
  });
}

TEST_CASE("A run predicted and a run given its predicted hours emit the same", "[property]") {
  for_all(Timing::predicted, [](const Run& run) {
    const Report before = estimated(run);
    const Report after = estimated(with(run, Key::wall_hours, before.wall_time.value.in(hours)));
    CHECK_THAT(after.total.value / before.total.value, WithinRel(1.0, rounding));
    REQUIRE(after.mfu);
    CHECK_THAT(after.mfu->value, WithinRel(before.mfu->value, rounding));
  });
}
