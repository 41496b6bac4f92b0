// SPDX-License-Identifier: Apache-2.0
#include "support/checked.hpp"

#include <array>

using namespace plume;
using namespace plume::test;

namespace {

Judgement judged(double value, double low, double high, double most) {
  return judge({.most = most, .text = "x", .set_by = "y"}, value, low, high);
}

/// An interval around 10, held against a limit, and what each choice of the deciding end makes of
/// it.
struct Case {
  double most;
  Verdict verdict;
  std::array<ExitCode, 3> outcomes;  ///< low, value, high
};
constexpr auto done = ExitCode::done;
constexpr auto no = ExitCode::no;
constexpr auto cannot_tell = ExitCode::cannot_tell;
constexpr std::array<Case, 7> cases{{
    {16, Verdict::within, {done, done, done}},
    {15, Verdict::within, {done, done, done}},
    {12, Verdict::straddles, {done, done, cannot_tell}},
    {10, Verdict::straddles, {done, done, cannot_tell}},
    {9, Verdict::straddles, {done, no, cannot_tell}},
    {8, Verdict::straddles, {done, no, cannot_tell}},
    {7, Verdict::over, {no, no, no}},
}};

}  // namespace

TEST_CASE("The verdict follows from the interval, and the outcome from the deciding end",
          "[gate]") {
  for (const Case& each : cases) {
    INFO("limit " << each.most);
    const Judgement judgement = judged(10, 8, 15, each.most);
    CHECK(judgement.verdict == each.verdict);
    for (std::size_t i = 0; i < each.outcomes.size(); ++i) {
      INFO(fail_on_names[i]);
      CHECK(outcome_of(judgement, static_cast<FailOn>(i)) == each.outcomes[i]);
    }
  }
}

TEST_CASE("An exact estimate is within or over, and never between", "[gate]") {
  CHECK(verdict_of(10, 10, 10) == Verdict::within);
  CHECK(verdict_of(10, 10, 9.999) == Verdict::over);
}

TEST_CASE("What was not checked is graver than a no, and that than not to know", "[gate]") {
  const std::array order{done, cannot_tell, no, ExitCode::bad_input, ExitCode::internal};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      CHECK(graver(order[i], order[j]) == order[std::max(i, j)]);
    }
  }
}

TEST_CASE("Emissions are held in kilograms and energy in kilowatt hours of the site", "[gate]") {
  const Report report = report_of(run_of(small_run));
  const Judgement carbon = judge(report, {.most = 500});
  CHECK(carbon.value == report.total.value.in(kilograms));
  CHECK(carbon.low == report.total.low().in(kilograms));
  CHECK(carbon.high == report.total.high().in(kilograms));
  const Judgement energy = judge(report, {.of = BudgetOf::energy, .most = 500});
  CHECK(energy.value == report.facility_energy.value.in(kilowatt_hours));
  CHECK(energy.high == report.facility_energy.high().in(kilowatt_hours));
}

TEST_CASE("Percentiles of a sum add up", "[gate]") {
  const Report a = report_of(run_of(small_run));
  const Report b = report_of(with(run_of(small_run), Key::tokens, "30B"));
  const std::array<const Report*, 2> both{&a, &b};
  const Judgement sum = judge(both, {.most = 1});
  CHECK(sum.value == a.total.value.in(kilograms) + b.total.value.in(kilograms));
  CHECK(sum.low == a.total.low().in(kilograms) + b.total.low().in(kilograms));
  CHECK(sum.high == a.total.high().in(kilograms) + b.total.high().in(kilograms));
  CHECK(sum.verdict == Verdict::over);
}

TEST_CASE("An increase is of no report", "[gate]") {
  const Report report = report_of(run_of(small_run));
  CHECK_THROWS_AS(judge(report, {.of = BudgetOf::increase, .most = 1.1}), Failure);
}

TEST_CASE("A judgement is told in the unit of its limit", "[gate]") {
  const Limit limit{.most = 1200, .text = "1.2 t", .set_by = "", .unit = "t", .unit_size = 1000};
  CHECK(in_words(judge(limit, 1350, 900, 1700)) == "1.35 t CO2e of 1.2 t: straddles");
  CHECK(interval_in_words(judge(limit, 1350, 900, 1700)) == "0.9 to 1.7 t");
  CHECK(in_words(judge(limit, 50, 40, 60)) == "50 kg CO2e of 1.2 t: within");
  CHECK(interval_in_words(judge(limit, 50, 50, 50)) == "exact");
}

TEST_CASE("An increase is told in per cent", "[gate]") {
  const Limit limit{.of = BudgetOf::increase, .most = 1.1, .text = "10%", .set_by = ""};
  const Judgement judgement = judge(limit, 1.35, 0.9, 1.5);
  CHECK(in_words(judgement) == "+35 % since the baseline, at most 10%: straddles");
  CHECK(interval_in_words(judgement) == "-10 % to +50 %");
  CHECK(amount_in_words(limit, 1) == "0 %");
}
