// SPDX-License-Identifier: Apache-2.0
#include "plume/models/extrapolation.hpp"
#include "support/catch.hpp"
#include "support/profile_trace.hpp"

#include <cmath>
#include <limits>

using namespace plume;
using test::joules_of;
using test::made_steps;
using test::Noise;
using test::Trace;

namespace {

ExtrapolationFacts run_of(double steps) {
  ExtrapolationFacts out{.errors = test::usual_errors};
  out.total_steps = steps;
  return out;
}

std::vector<ProfiledStep> even_steps(std::size_t n, double duration_s, double energy_j) {
  return {n, ProfiledStep{1, seconds(duration_s), joules(energy_j)}};
}

/// Steps of 1 s that alternate about 100 J, after a first one of 500 J.
std::vector<ProfiledStep> alternating() {
  std::vector<ProfiledStep> out = even_steps(80, 1, 100);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].energy = joules(i % 2 == 0 ? 101 : 99);
  }
  out.front().energy = joules(500);
  return out;
}

}  // namespace

TEST_CASE("The first step, 30 s and three steps are discarded, half of the profile at most",
          "[models]") {
  CHECK(extrapolate(even_steps(100, 1, 5), run_of(1000)).discarded == 30);
  CHECK(extrapolate(even_steps(100, 0.4, 5), run_of(1000)).discarded == 50);
  CHECK(extrapolate(even_steps(100, 60, 5), run_of(1000)).discarded == 3);
  CHECK(extrapolate(even_steps(4, 600, 5), run_of(1000)).discarded == 2);
  CHECK(extrapolate(even_steps(1, 600, 5), run_of(1000)).discarded == 0);
  const Extrapolation slow_start = extrapolate(even_steps(100, 1, 5), run_of(1000));
  CHECK(slow_start.kept == 70);
  CHECK(slow_start.kept_time == seconds(70));
  CHECK(slow_start.discarded_time == seconds(30));
}

TEST_CASE("A cycle of many steps counts as these", "[models]") {
  std::vector<ProfiledStep> cycles = even_steps(6, 50, 1000);
  for (ProfiledStep& cycle : cycles) {
    cycle.steps = 20;
  }
  const Extrapolation out = extrapolate(cycles, run_of(1000));
  CHECK(out.discarded == 1);
  CHECK(out.energy_per_step == joules(50));
  CHECK_THAT(out.energy.value, WithinRel(50000.0, 1e-12));
  CHECK(out.verdict == ProfileVerdict::steady);
}

TEST_CASE("What was measured counts as it is, what is to come by the rate", "[models]") {
  ExtrapolationFacts facts = run_of(1000);
  facts.setup = joules(3000);
  facts.setup_time = seconds(20);
  facts.phases = {{10, seconds(5), joules(700)}, {2, seconds(1), joules(50)}};
  const Extrapolation out = extrapolate(alternating(), facts);
  CHECK_THAT(out.energy_per_step.in(joules), WithinRel(100.0, 1e-12));
  CHECK_THAT(out.first_excess.in(joules), WithinRel(399.0, 1e-9));
  CHECK_THAT(out.energy.value, WithinRel(3000 + 399 + 100 * 1000 + 7000 + 100, 1e-12));
  CHECK_THAT(out.time.value, WithinRel(20 + 1000 + 50 + 2.0, 1e-12));
  CHECK(out.verdict == ProfileVerdict::steady);
  CHECK_FALSE(out.with_trend);
}

TEST_CASE("The rate is a ratio of sums, not a mean of ratios", "[models]") {
  std::vector<ProfiledStep> records;
  for (int i = 0; i < 60; ++i) {
    records.push_back(i % 2 == 0 ? ProfiledStep{1, seconds(20), joules(30)}
                                 : ProfiledStep{3, seconds(60), joules(30)});
  }
  const Extrapolation out = extrapolate(records, run_of(1e4));
  CHECK_THAT(out.energy_per_step.in(joules), WithinRel(15.0, 0.01));
  CHECK_THAT(out.time_per_step.in(seconds), WithinRel(20.0, 1e-12));
}

TEST_CASE("The causes of an interval are those of the formulas", "[models]") {
  ExtrapolationFacts facts = run_of(1080);
  facts.errors.sensor = 0.04;
  facts.update = seconds(0.1);
  const Extrapolation out = extrapolate(alternating(), facts);
  // 50 steps are kept of which neighbours differ by 2 J: rho 0, s2 = 50 / 49.
  const double of_mean = 1000 * std::sqrt(50.0 / 49 / 50);
  const double of_steps = std::sqrt(1000 * 50.0 / 49);
  CHECK(out.autocorrelation == 0);
  CHECK(out.effective == 50);
  CHECK_THAT(out.energy.statistics,
             WithinRel(student_t(0.95, 49) * std::hypot(of_mean, of_steps), 1e-9));
  CHECK_THAT(out.energy.sensor, WithinRel(0.04 * out.energy.value, 1e-12));
  CHECK_THAT(out.energy.quantisation, WithinRel(0.1 / 50 * out.energy.value, 1e-12));
  CHECK_THAT(out.energy.model, WithinRel(0.05 * 100000, 1e-9));
  facts.whole_cycles = true;
  CHECK_THAT(extrapolate(alternating(), facts).energy.model, WithinRel(0.02 * 100000, 1e-9));
  CHECK(out.time.sensor == 0);
  CHECK(out.time.quantisation == 0);
  CHECK_THAT(out.time.model, WithinRel(50.0, 1e-9));
}

TEST_CASE("Half-widths add up in quadrature, and an interval does not go below 0", "[models]") {
  const Predicted predicted{10, 1, 2, 4, 10};
  CHECK_THAT(predicted.half_width(), WithinRel(11.0, 1e-12));
  CHECK(predicted.low() == 0);
  CHECK_THAT(predicted.high(), WithinRel(21.0, 1e-12));
}

TEST_CASE("A run that is over has no statistics and no model in its interval", "[models]") {
  for (const double steps : {80.0, 40.0, 0.0, -1.0, std::nan("")}) {
    const Extrapolation out = extrapolate(alternating(), run_of(steps));
    CHECK_THAT(out.energy.value, WithinRel(joules_of(alternating()), 1e-12));
    CHECK(out.energy.statistics == 0);
    CHECK(out.energy.model == 0);
    CHECK(out.energy.sensor > 0);
  }
}

TEST_CASE("A profile of few steps or seconds is too short", "[models]") {
  const auto verdict = [](std::size_t n, double duration_s) {
    return extrapolate(even_steps(n, duration_s, 5), run_of(1000)).verdict;
  };
  CHECK(verdict(12, 10) == ProfileVerdict::too_short);
  CHECK(verdict(13, 10) == ProfileVerdict::steady);
  CHECK(verdict(98, 0.2) == ProfileVerdict::too_short);
  CHECK(verdict(104, 0.2) == ProfileVerdict::steady);
  CHECK(verdict(1, 1000) == ProfileVerdict::too_short);
}

TEST_CASE("One record says nothing of its scatter", "[models]") {
  const std::vector<ProfiledStep> one{{500, seconds(250), joules(1e5)}};
  const Extrapolation out = extrapolate(one, run_of(1000));
  CHECK(out.verdict == ProfileVerdict::too_short);
  CHECK_THAT(out.energy.value, WithinRel(2e5, 1e-12));
  CHECK_THAT(out.energy.statistics, WithinRel(1e5, 1e-12));
}

TEST_CASE("Records that can not be are counted and left out", "[models]") {
  std::vector<ProfiledStep> steps = alternating();
  const double none = std::numeric_limits<double>::quiet_NaN();
  steps.insert(steps.begin() + 40, {{0, seconds(1), joules(9)},
                                    {1, seconds(-1), joules(9)},
                                    {1, seconds(1), joules(none)},
                                    {1, seconds(1), joules(1e308)},
                                    {none, seconds(1), joules(1)}});
  const Extrapolation out = extrapolate(steps, run_of(1000));
  CHECK(out.unusable == 5);
  CHECK(out.energy.value == extrapolate(alternating(), run_of(1000)).energy.value);
  const Extrapolation nothing = extrapolate({}, run_of(1000));
  CHECK(nothing.kept == 0);
  CHECK(nothing.verdict == ProfileVerdict::too_short);
  CHECK(nothing.energy.value == 0);
}

TEST_CASE("MSER-5 leaves out a warm-up that lasts longer than the fixed discard", "[models]") {
  Noise noise(3);
  std::vector<ProfiledStep> steps = made_steps({.steps = 400, .noise = 0.02}, noise);
  for (std::size_t i = 0; i < 90; ++i) {
    steps[i].energy = steps[i].energy * 0.6;
  }
  const Extrapolation out = extrapolate(steps, run_of(10000));
  CHECK(out.discarded >= 90);
  CHECK(out.discarded <= 130);
  CHECK_THAT(out.energy_per_step.in(joules), WithinRel(200.0, 0.005));
  CHECK(out.verdict == ProfileVerdict::steady);
}

TEST_CASE("A warm-up without an end and halves that differ are no steady state", "[models]") {
  Noise noise(4);
  std::vector<ProfiledStep> rising = made_steps({.steps = 300, .noise = 0.01, .drift = 0.6}, noise);
  CHECK(extrapolate(rising, run_of(1e4)).verdict == ProfileVerdict::no_steady_state);
  std::vector<ProfiledStep> stepped = made_steps({.steps = 330, .noise = 0.02}, noise);
  for (std::size_t i = 190; i < stepped.size(); ++i) {
    stepped[i].energy = stepped[i].energy * 1.2;
  }
  CHECK(extrapolate(stepped, run_of(1e4)).verdict == ProfileVerdict::no_steady_state);
}

TEST_CASE("A drift is followed to twice the profile at most", "[models]") {
  Noise noise(5);
  const std::vector<ProfiledStep> steps =
      made_steps({.steps = 1000, .noise = 0.01, .drift = 0.05}, noise);
  const Extrapolation out = extrapolate(steps, run_of(1e5));
  REQUIRE(out.verdict == ProfileVerdict::drifting);
  REQUIRE(out.with_trend);
  // From 200 J, by 10 J in 1000 s: at the end of twice the profile 220 J.
  CHECK_THAT(out.drift, WithinRel(0.01, 0.1));
  CHECK_THAT(*out.with_trend, WithinRel(220e5, 0.01));
  CHECK(*out.with_trend > out.energy.value);
  const Extrapolation near = extrapolate(steps, run_of(1500));
  REQUIRE(near.with_trend);
  CHECK_THAT(*near.with_trend, WithinRel(1500 * 207.5, 0.01));
}

TEST_CASE("A change of less than a hundredth is no drift", "[models]") {
  Noise noise(6);
  const Extrapolation out =
      extrapolate(made_steps({.steps = 1000, .noise = 0.001, .drift = 0.008}, noise), run_of(1e5));
  CHECK(out.verdict == ProfileVerdict::steady);
  CHECK(out.drift > 0);
}
