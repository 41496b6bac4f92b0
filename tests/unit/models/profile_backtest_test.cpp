// SPDX-License-Identifier: Apache-2.0
/// Profiles of made trainings against what these then took: errors, and how often the truth lies in
/// the interval. Tables and figures to compare with are in docs/explanation/profiles.md.
#include "plume/models/extrapolation.hpp"
#include "support/catch.hpp"
#include "support/profile_trace.hpp"

#include <algorithm>
#include <cmath>

using namespace plume;
using test::joules_of;
using test::made_steps;
using test::Noise;
using test::Trace;

namespace {

struct Stationary {
  double rho;
  std::size_t n;
  double known;  ///< coverage of a 95 % interval with the effective size; 0 for none
};

/// Shares of tries.
struct Coverage {
  double by_effective_size = 0;
  double as_independent = 0;
};

Coverage coverage_of_means(const Stationary& row, double share, std::size_t tries) {
  Noise noise(11);
  Coverage out;
  for (std::size_t i = 0; i < tries; ++i) {
    const std::vector<double> values = noise.series(row.rho, row.n);
    const auto n = static_cast<double>(row.n);
    const Scatter scatter = scatter_of(values);
    double squares = 0;
    for (const double value : values) {
      squares += (value - scatter.mean) * (value - scatter.mean);
    }
    const double independent = student_t(share, n - 1) * std::sqrt(squares / (n - 1) / n);
    const double correlated = student_t(share, scatter.degrees()) * scatter.error_of_mean();
    out.by_effective_size += std::abs(scatter.mean) <= correlated ? 1 : 0;
    out.as_independent += std::abs(scatter.mean) <= independent ? 1 : 0;
  }
  return {out.by_effective_size / static_cast<double>(tries),
          out.as_independent / static_cast<double>(tries)};
}

/// What many predictions came to.
struct Outcome {
  double mean_error = 0;     ///< relative
  double mean_size = 0;      ///< of the relative error
  double by_statistics = 0;  ///< share of runs within that cause's half-width
  double covered = 0;        ///< share within the whole interval
  double steady = 0;         ///< share with that verdict
};

Outcome outcome_of(const Trace& trace, std::size_t profiled, std::size_t tries,
                   const ExtrapolationFacts& facts) {
  Noise noise(12);
  Outcome out;
  const double each = 1 / static_cast<double>(tries);
  for (std::size_t i = 0; i < tries; ++i) {
    const std::vector<ProfiledStep> steps = made_steps(trace, noise);
    const double truth = joules_of(steps);
    const Extrapolation found = extrapolate(std::span(steps).first(profiled), facts);
    const double off = std::abs(found.energy.value - truth);
    out.mean_error += each * (found.energy.value / truth - 1);
    out.mean_size += each * off / truth;
    out.by_statistics += off <= found.energy.statistics ? each : 0;
    out.covered += off <= found.energy.half_width() ? each : 0;
    out.steady += found.verdict == ProfileVerdict::steady ? each : 0;
  }
  return out;
}

ExtrapolationFacts run_of(std::size_t steps) {
  ExtrapolationFacts out{.errors = test::usual_errors};
  out.total_steps = static_cast<double>(steps);
  return out;
}

/// The profile's mean, as it is, for each step.
double naive(std::span<const ProfiledStep> profile, std::size_t steps) {
  return joules_of(profile) * static_cast<double>(steps) / static_cast<double>(profile.size());
}

}  // namespace

TEST_CASE("Intervals by the effective size cover what they say, and as often as is known",
          "[models][backtest]") {
  for (const Stationary& row : {Stationary{0, 50, 0.97},
                                {0, 200, 0},
                                {0, 1000, 0},
                                {0.5, 50, 0.94},
                                {0.5, 200, 0.95},
                                {0.5, 1000, 0},
                                {0.8, 50, 0.93},
                                {0.8, 200, 0.95},
                                {0.8, 1000, 0},
                                {0.95, 200, 0.93},
                                {0.95, 1000, 0.94}}) {
    INFO("rho " << row.rho << ", n " << row.n);
    const std::size_t tries = row.n == 1000 ? 300 : 1000;
    const double nominal_90 = coverage_of_means(row, 0.95, tries).by_effective_size;
    CHECK(nominal_90 >= 0.85);
    CHECK(nominal_90 <= 0.95);
    if (row.known > 0) {
      CHECK_THAT(coverage_of_means(row, 0.975, tries).by_effective_size,
                 WithinAbs(row.known, 0.025));
    }
  }
}

TEST_CASE("Intervals that take correlated steps for independent ones fail", "[models][backtest]") {
  for (const Stationary& row :
       {Stationary{0, 50, 0.95}, {0.5, 200, 0.73}, {0.8, 50, 0.47}, {0.95, 200, 0.25}}) {
    INFO("rho " << row.rho << ", n " << row.n);
    CHECK_THAT(coverage_of_means(row, 0.975, 1000).as_independent, WithinAbs(row.known, 0.04));
  }
}

TEST_CASE("Statistical half-widths of predictions cover 85 to 95 % of steady runs",
          "[models][backtest]") {
  for (const double rho : {0.0, 0.5, 0.8, 0.95}) {
    for (const std::size_t kept : {50U, 200U, 1000U}) {
      const std::size_t profiled = kept + 30;
      const Trace trace{.steps = 2 * profiled, .noise = 0.05, .rho = rho};
      const Outcome out =
          outcome_of(trace, profiled, kept == 1000 ? 100 : 400, run_of(trace.steps));
      INFO("rho " << rho << ", kept " << kept << ": " << out.by_statistics << ", steady "
                  << out.steady);
      CHECK(std::abs(out.mean_error) < 0.003);
      // Fifty such steps are worth 1.3 independent ones: most are told to be too short, or worse.
      const bool is_hopeless = rho > 0.9 && kept == 50;
      CHECK(out.by_statistics >= (is_hopeless ? 0.70 : 0.83));
      CHECK(out.by_statistics <= 0.95);
      CHECK((out.steady > (is_hopeless ? 0.4 : 0.85)));
      CHECK((out.steady < 0.6) == is_hopeless);
    }
  }
}

TEST_CASE("After a warm-up the prediction is right where the profile's mean is not",
          "[models][backtest]") {
  Noise noise(13);
  const Trace trace{
      .steps = 2000, .noise = 0.03, .rho = 0.5, .first = 30, .ramp = 0.08, .ramp_steps = 15};
  const std::size_t profiled = trace.steps / 20;
  double naive_error = 0;
  for (int i = 0; i < 50; ++i) {
    const std::vector<ProfiledStep> steps = made_steps(trace, noise);
    const double guess = naive(std::span(steps).first(profiled), trace.steps);
    naive_error += std::abs(guess / joules_of(steps) - 1) / 50;
  }
  const Outcome out = outcome_of(trace, profiled, 200, run_of(trace.steps));
  CHECK(naive_error > 0.10);
  CHECK(out.mean_size < 0.03);
  CHECK(out.covered > 0.95);
}

TEST_CASE("A first step of eight and a ramp leave no more than a thousandth of bias",
          "[models][backtest]") {
  for (const std::size_t profiled : {80U, 230U, 1030U}) {
    INFO(profiled);
    const Trace trace{.steps = 4 * profiled,
                      .noise = 0.02,
                      .first = 8,
                      .ramp = 0.08,
                      .ramp_steps = static_cast<double>(profiled) / 50};
    const Outcome out =
        outcome_of(trace, profiled, profiled > 1000 ? 60 : 200, run_of(trace.steps));
    CHECK(std::abs(out.mean_error) < 0.0015);
    CHECK(out.by_statistics > 0.80);
  }
}

TEST_CASE("Evaluations within cycles are part of the rate", "[models][backtest]") {
  const Trace trace{.steps = 4000, .noise = 0.03, .evaluate_every = 20, .evaluation = 400};
  const Outcome out = outcome_of(trace, 430, 100, run_of(trace.steps));
  CHECK(std::abs(out.mean_error) < 0.005);
  CHECK(out.covered > 0.95);
}

TEST_CASE("Phases that the profile never saw are for the model's share, not for statistics",
          "[models][backtest]") {
  const auto outcome_with = [](double evaluation_share) {
    const Trace trace{.steps = 2500,
                      .noise = 0.03,
                      .rho = 0.5,
                      .evaluate_every = 500,
                      .evaluation = evaluation_share * 500 * 200};
    ExtrapolationFacts facts = run_of(trace.steps);
    facts.errors.sensor = 0;
    return outcome_of(trace, 400, 30, facts);
  };
  CHECK(outcome_with(0).by_statistics > 0.8);
  for (const double share : {0.02, 0.027, 0.035}) {
    INFO(share);
    CHECK(outcome_with(share).by_statistics < 0.2);
    CHECK(outcome_with(share).covered > 0.95);
    CHECK(outcome_with(share).steady > 0.9);
  }
  // What is far more than the model's share can not be told from a profile without it.
  CHECK(outcome_with(0.10).covered < 0.05);
}

TEST_CASE("A phase that is known is no error", "[models][backtest]") {
  const Trace trace{.steps = 5000, .noise = 0.03, .evaluate_every = 500, .evaluation = 6000};
  ExtrapolationFacts facts = run_of(trace.steps);
  facts.phases = {{10, seconds(1), joules(6000)}};
  const Outcome out = outcome_of(trace, 400, 50, facts);
  CHECK(std::abs(out.mean_error) < 0.002);
  CHECK(out.by_statistics > 0.80);
}

TEST_CASE("Hot silicon that draws ever more is told, and the trend is the better guess",
          "[models][backtest]") {
  Noise noise(14);
  const Trace trace{.steps = 2000, .noise = 0.01, .rho = 0.5, .drift = 0.08};
  std::size_t told = 0;
  for (int i = 0; i < 50; ++i) {
    const std::vector<ProfiledStep> steps = made_steps(trace, noise);
    const Extrapolation out = extrapolate(std::span(steps).first(1000), run_of(trace.steps));
    const double truth = joules_of(steps);
    const bool better =
        out.with_trend && std::abs(*out.with_trend - truth) < std::abs(out.energy.value - truth);
    told += out.verdict == ProfileVerdict::drifting && better ? 1U : 0U;
  }
  CHECK(told >= 48);
}
