// SPDX-License-Identifier: Apache-2.0
#include "support/checked.hpp"

#include <algorithm>

using namespace plume;
using namespace plume::test;

namespace {

/// A run held against so many times its own central value.
CheckedRun held(const std::string& file, double times) {
  CheckedRun run = checked(file, small_run);
  const double value = run.report->total.value.in(kilograms);
  run.judgements = {judge(*run.report, kilogram_limit(times * value))};
  return run;
}

Check check_of(std::vector<CheckedRun> runs, FailOn fail_on = FailOn::value) {
  Check check;
  check.runs = std::move(runs);
  check.fail_on = fail_on;
  return check;
}

/// The only finding of a code.
Finding finding(const Findings& findings, std::string_view code) {
  const auto is_it = [code](const Finding& each) { return each.code == code; };
  INFO(code);
  REQUIRE(std::count_if(findings.all.begin(), findings.all.end(), is_it) == 1);
  return *std::find_if(findings.all.begin(), findings.all.end(), is_it);
}

bool finds(const Findings& findings, std::string_view code) {
  return std::any_of(findings.all.begin(), findings.all.end(),
                     [code](const Finding& each) { return each.code == code; });
}

constexpr double within = 3;
constexpr double straddles = 1.02;
constexpr double straddles_below = 0.98;
constexpr double over = 0.5;

}  // namespace

TEST_CASE("The worst judgement of all decides", "[gate]") {
  CHECK(verdict_of(check_of({held("a", within)})) == Verdict::within);
  CHECK(verdict_of(check_of({held("a", within), held("b", straddles)})) == Verdict::straddles);
  CHECK(verdict_of(check_of({held("a", over), held("b", straddles)})) == Verdict::over);
  CHECK(outcome_of(check_of({held("a", within)})) == ExitCode::done);
  CHECK(outcome_of(check_of({held("a", within), held("b", over)})) == ExitCode::no);
  CHECK(outcome_of(check_of({held("a", straddles)})) == ExitCode::done);
  CHECK(outcome_of(check_of({held("a", straddles_below)})) == ExitCode::no);
  CHECK(outcome_of(check_of({held("a", straddles)}, FailOn::high)) == ExitCode::cannot_tell);
  CHECK(outcome_of(check_of({held("a", straddles_below)}, FailOn::low)) == ExitCode::done);
}

TEST_CASE("The worst of several limits of one run decides", "[gate]") {
  CheckedRun run = held("a", within);
  run.judgements.push_back(judge(*run.report, {.of = BudgetOf::energy, .most = 1}));
  CHECK(verdict_of(run) == Verdict::over);
  CHECK(outcome_of(check_of({run})) == ExitCode::no);
}

TEST_CASE("Nothing that was not checked passes", "[gate]") {
  CHECK(outcome_of(Check{}) == ExitCode::bad_input);
  CHECK(outcome_of(check_of({checked("a", small_run)})) == ExitCode::bad_input);
  CHECK(outcome_of(check_of({held("a", within), checked("b", small_run)})) == ExitCode::bad_input);
  CHECK(outcome_of(check_of({held("a", within), unusable("b")})) == ExitCode::bad_input);
  CHECK(outcome_of(check_of({held("a", over), unusable("b")})) == ExitCode::bad_input);
  CHECK_FALSE(verdict_of(check_of({checked("a", small_run)})));
}

TEST_CASE("A run that is only entered into a ledger needs no limit", "[gate]") {
  Check check = check_of({checked("a", small_run)});
  check.needs_limit = false;
  CHECK(outcome_of(check) == ExitCode::done);
  for (const Finding& finding : findings_of(check).all) {
    CHECK(finding.code != "no-budget");
  }
  check.runs.push_back(unusable("b"));
  CHECK(outcome_of(check) == ExitCode::bad_input);
}

TEST_CASE("A limit of the sum holds for every run", "[gate]") {
  Check check = check_of({checked("a", small_run), checked("b", small_run)});
  check.total = {judge(reports_of(check), kilogram_limit(1e6))};
  CHECK(outcome_of(check) == ExitCode::done);
  CHECK(findings_of(check).cases.at(0).passed);
  check.total = {judge(reports_of(check), kilogram_limit(1))};
  CHECK(outcome_of(check) == ExitCode::no);
  const Findings findings = findings_of(check);
  REQUIRE(findings.cases.size() == 3);
  CHECK(findings.cases[2].name == "total");
  CHECK_FALSE(findings.cases[2].passed);
  CHECK(finding(findings, "over-budget").file.empty());
  CHECK_THAT(finding(findings, "over-budget").message, StartsWith("the sum of all runs: "));
}

TEST_CASE("A run within its budget has no finding but what is assumed", "[gate]") {
  const Findings findings = findings_of(check_of({held("a.toml", within)}));
  const Finding assumed = finding(findings, "assumed-figures");
  CHECK(findings.all.size() == 1);
  CHECK(assumed.severity == Severity::note);
  CHECK(assumed.message == "assumed: overhead");
  CHECK_THAT(assumed.cure, ContainsSubstring("--overhead"));
  REQUIRE(findings.cases.size() == 1);
  CHECK(findings.cases[0].passed);
  CHECK(findings.cases[0].file == "a.toml");
  CHECK(findings.cases[0].name == "small");
  CHECK_THAT(findings.cases[0].summary, EndsWith(": within"));
}

TEST_CASE("A case says what the run takes, and which findings are its own", "[gate]") {
  const Check check = check_of({held("a", over), held("b", within)});
  const Findings findings = findings_of(check);
  REQUIRE(findings.cases.size() == 2);
  for (const Findings::Case& each : findings.cases) {
    for (const std::size_t i : each.findings) {
      CHECK(findings.all.at(i).file == each.file);
    }
  }
  CHECK(findings.cases[0].findings.size() + findings.cases[1].findings.size() ==
        findings.all.size());
}

TEST_CASE("Over budget is an error at the first line of what says no place", "[gate]") {
  const Finding told = finding(findings_of(check_of({held("a.json", over)})), "over-budget");
  CHECK(told.severity == Severity::error);
  CHECK(told.file == "a.json");
  CHECK(told.position.line == 1);
  CHECK_THAT(told.message, ContainsSubstring("--max-emissions"));
  CHECK_FALSE(told.cure.empty());
}

TEST_CASE("Over budget is told at the value that drives the estimate", "[gate]") {
  CheckedRun run = held("a.toml", over);
  run.derivations = derived_tokens("a.toml");
  const Finding told = finding(findings_of(check_of({run})), "over-budget");
  CHECK(told.position.line == 4);
  CHECK(told.position.column == 9);
  CHECK(told.width == 5);
  CHECK_THAT(told.cure, ContainsSubstring("training.steps"));
}

TEST_CASE("A value that stands in no file drives nothing", "[gate]") {
  CheckedRun run = held("a.toml", over);
  run.derivations = derived_tokens("a.toml");
  run.derivations[0].evidence[0] = {"--tokens", "2T", "", {}};
  CHECK(driver_of(run, BudgetOf::emissions)->key == "training.seq_len");
  run.derivations[0].evidence.resize(1);
  CHECK(driver_of(run, BudgetOf::emissions) == nullptr);
}

TEST_CASE("To straddle is a warning, or an error where the deciding end makes it one", "[gate]") {
  const auto told = [](double times, FailOn fail_on) {
    return finding(findings_of(check_of({held("a", times)}, fail_on)), "straddles-budget").severity;
  };
  CHECK(told(straddles, FailOn::value) == Severity::warning);
  CHECK(told(straddles_below, FailOn::value) == Severity::error);
  CHECK(told(straddles, FailOn::high) == Severity::error);
  CHECK(told(straddles_below, FailOn::low) == Severity::warning);
}

TEST_CASE("What straddles names what would narrow the interval most", "[gate]") {
  const Finding told = finding(findings_of(check_of({held("a", straddles)})), "straddles-budget");
  CHECK_THAT(told.cure, StartsWith("give --"));
  CHECK_THAT(told.cure, EndsWith("% of the uncertainty"));
}

TEST_CASE("An increase is told at the value that changed", "[gate]") {
  const Run before = run_of(small_run);
  BaselineEntry entry;
  entry.kgco2e = report_of(before).total.value.in(kilograms);
  entry.run = before;
  CheckedRun run = checked("a.toml", with(before, Key::precision, "fp16"));
  entry.kgco2e /= 2;
  run.derivations = derived_tokens("a.toml");
  run.change = change_since(entry, *run.report);
  const Limit limit = parse_limit(BudgetOf::increase, "10%", "--max-increase");
  run.judgements = {judge(*run.change, limit)};
  const Finding told = finding(findings_of(check_of({run})), "increase-over-baseline");
  CHECK(told.severity == Severity::error);
  CHECK(told.position.line == 9);
  CHECK_THAT(told.message, StartsWith("+100 % since the baseline, at most 10%: over"));
  CHECK_THAT(told.message, ContainsSubstring("precision bf16 to fp16"));
}

TEST_CASE("A run that is new to the baseline is noted, and fails where nothing else limits it",
          "[gate]") {
  CheckedRun run = held("a", within);
  run.new_to_baseline = true;
  CHECK(finding(findings_of(check_of({run})), "new-to-baseline").severity == Severity::note);
  CHECK(outcome_of(check_of({run})) == ExitCode::done);
  run.judgements.clear();
  const Findings findings = findings_of(check_of({run}));
  CHECK(finding(findings, "no-budget").severity == Severity::error);
  CHECK_FALSE(findings.cases[0].passed);
  CHECK(outcome_of(check_of({run})) == ExitCode::bad_input);
}

TEST_CASE("A baseline that can no longer be estimated is noted", "[gate]") {
  CheckedRun run = held("a", within);
  run.change = Change{};
  CHECK(finding(findings_of(check_of({run})), "baseline-not-estimated").severity == Severity::note);
}

TEST_CASE("Faults are errors at their place", "[gate]") {
  const Findings findings = findings_of(check_of({unusable("b.yaml"), held("a.yaml", within)}));
  const Finding fault = finding(findings, "unknown-key");
  CHECK(fault.severity == Severity::error);
  CHECK(fault.file == "b.yaml");
  CHECK(fault.position.line == 3);
  CHECK(fault.width == 7);
  CHECK_FALSE(findings.cases[0].passed);
  CHECK(findings.cases[0].summary == "there is no key `tokns`");
  CHECK(findings.cases[1].passed);
}

TEST_CASE("Warnings of a report are notes, and slips are warnings", "[gate]") {
  CheckedRun run = checked("a", with(run_of(small_run), Key::adapter_parameters, "1M"));
  run.judgements = {judge(*run.report, kilogram_limit(1e6))};
  CHECK(finding(findings_of(check_of({run})), "unused-input").severity == Severity::warning);
  CheckedRun late = checked("a", with(run_of(small_run), Key::year, "2040"));
  late.judgements = {judge(*late.report, kilogram_limit(1e6))};
  CHECK(finding(findings_of(check_of({late})), "nearest-year").severity == Severity::note);
}

TEST_CASE("An empty check is an error", "[gate]") {
  const Findings findings = findings_of(Check{});
  CHECK(finding(findings, "nothing-checked").severity == Severity::error);
  CHECK(findings.cases.empty());
}

TEST_CASE("Every code of a check is explained", "[gate]") {
  Check check = check_of({held("a", over), held("b", straddles), checked("c", small_run)});
  check.runs[0].new_to_baseline = true;
  for (const Finding& each : findings_of(check).all) {
    INFO(each.code);
    const auto rules = check_rules();
    CHECK(std::any_of(rules.begin(), rules.end(),
                      [&](const FindingRule& rule) { return rule.code == each.code; }));
  }
  CHECK(finds(findings_of(check), "new-to-baseline"));
}
