// SPDX-License-Identifier: Apache-2.0
#include "plume/report/check.hpp"
#include "property/laws.hpp"

#include <array>
#include <cmath>

using namespace plume;
using namespace plume::test;

namespace {

CheckedRun checked_run(const Run& run, std::string file) {
  CheckedRun out;
  out.file = std::move(file);
  out.name = "a run";
  out.report = estimated(run);
  return out;
}

std::string ledger_of(const Run& run) {
  Check check;
  check.runs.push_back(checked_run(run, "a.json"));
  return render_ledger(check);
}

bool is_one(const Change& change) {
  return change.ratio == 1 && change.low == 1 && change.high == 1 && change.revised == 1;
}

/// Graver outcomes are larger.
int gravity(ExitCode outcome) {
  return outcome == ExitCode::done ? 0 : outcome == ExitCode::cannot_tell ? 1 : 2;
}

}  // namespace

TEST_CASE("The looser a limit, the better the verdict and the outcome", "[property]") {
  for_all([](const Run& run) {
    const Report report = estimated(run);
    const double value = report.total.value.in(kilograms);
    Judgement tighter = judge(report, {.most = value * 1e-3});
    for (double most = value * 1e-2; most < value * 100; most *= 1.3) {
      const Judgement looser = judge(report, {.most = most});
      REQUIRE(looser.verdict <= tighter.verdict);
      for (const FailOn fail_on : {FailOn::low, FailOn::value, FailOn::high}) {
        REQUIRE(gravity(outcome_of(looser, fail_on)) <= gravity(outcome_of(tighter, fail_on)));
      }
      tighter = looser;
    }
  });
}

TEST_CASE("A run within by its high end passes whatever decides, one over fails", "[property]") {
  for_all([](const Run& run) {
    const Report report = estimated(run);
    const Judgement within = judge(report, {.most = report.total.high().in(kilograms)});
    const Judgement over = judge(report, {.most = report.total.low().in(kilograms) * (1 - 1e-9)});
    REQUIRE(within.verdict == Verdict::within);
    REQUIRE(over.verdict == Verdict::over);
    for (const FailOn fail_on : {FailOn::low, FailOn::value, FailOn::high}) {
      REQUIRE(outcome_of(within, fail_on) == ExitCode::done);
      REQUIRE(outcome_of(over, fail_on) == ExitCode::no);
    }
  });
}

TEST_CASE("The parts sum to the total, in whatever order", "[property]") {
  std::vector<Report> reports;
  for_all(Timing::mfu, [&](const Run& run) { reports.push_back(estimated(run)); });
  for (const BudgetOf of : {BudgetOf::emissions, BudgetOf::energy}) {
    const Limit limit{.of = of, .most = 1};
    std::vector<const Report*> all;
    Judgement sum;
    for (const Report& report : reports) {
      all.push_back(&report);
      const Judgement part = judge(report, limit);
      sum.value += part.value;
      sum.low += part.low;
      sum.high += part.high;
    }
    const Judgement total = judge(all, limit);
    CHECK(total.value == sum.value);
    CHECK(total.low == sum.low);
    CHECK(total.high == sum.high);
    std::reverse(all.begin(), all.end());
    CHECK_THAT(judge(all, limit).value, WithinRel(total.value, 1e-12));
  }
}

TEST_CASE("A ledger read back gives the same runs", "[property]") {
  for_all([](const Run& run) {
    const std::string ledger = ledger_of(run);
    const auto entries = read_baseline("base.jsonl", ledger);
    REQUIRE(entries.size() == 1);
    REQUIRE(ledger_of(entries[0].run) == ledger);
    REQUIRE(render_ledger(Check{}, entries) == ledger);
  });
}

TEST_CASE("A run against its own ledger has changed by nothing, exactly", "[property]") {
  for_all([](const Run& run) {
    const auto entries = read_baseline("base.jsonl", ledger_of(run));
    const Change change = change_since(entries.at(0), estimated(run));
    REQUIRE(is_one(change));
    REQUIRE(change.keys.empty());
    REQUIRE(attribution(change).empty());
    REQUIRE(judge(change, {.of = BudgetOf::increase, .most = 1}).verdict == Verdict::within);
  });
}

TEST_CASE("A run against its own report has changed by nothing, exactly", "[property]") {
  for_all([](const Run& run) {
    Run named = run;
    named.set_text(Key::name, "a run", {});
    const Report report = estimated(named);
    const auto entries = read_baseline("base.json", render(report, {.format = Format::json}));
    const BaselineEntry* const entry = find_entry(entries, "any.json", "a run");
    REQUIRE(entry != nullptr);
    REQUIRE(is_one(change_since(*entry, report)));
  });
}

TEST_CASE("A manifest that a derivation shows gives the same report", "[property]") {
  for_all([](const Run& run) {
    const CheckedRun checked = checked_run(run, "a.json");
    const Report again = estimated(read(render_derivation(checked, {.format = Format::json})));
    REQUIRE(render(again, {.format = Format::json}) ==
            render(*checked.report, {.format = Format::json}));
  });
}

TEST_CASE("A change and the change back multiply to one", "[property]") {
  RandomManifest manifests(seed);
  for (int i = 0; i < tries / 8; ++i) {
    const Run a = read(manifests.next().dump());
    const Run b = read(manifests.next().dump());
    const Change there =
        change_since(read_baseline("base.jsonl", ledger_of(a)).at(0), estimated(b));
    const Change back = change_since(read_baseline("base.jsonl", ledger_of(b)).at(0), estimated(a));
    CHECK_THAT(there.ratio * back.ratio, WithinRel(1, 1e-9));
    CHECK(there.low <= there.ratio);
    CHECK(there.ratio <= there.high);
    CHECK(there.keys.size() == back.keys.size());
  }
}

TEST_CASE("The reasons of a change multiply to it where nothing is embodied", "[property]") {
  RandomManifest manifests(seed);
  for (int i = 0; i < tries / 8; ++i) {
    const Run a = read(manifests.next().dump());
    const Run b = read(manifests.next().dump());
    Change change = change_since(read_baseline("base.jsonl", ledger_of(a)).at(0), estimated(b));
    change.operational_share = 1;
    change.terms->embodied_factors.clear();
    double product = 1;
    for (const Term& term : terms_of(change)) {
      CHECK(std::abs(std::log(term.effect)) >= std::log(1.01));
      product *= term.effect;
    }
    const double left_out = std::pow(1.01, 10);  // terms below 1 % are not named
    CHECK(product < change.terms->ratio.operational.value * left_out);
    CHECK(product > change.terms->ratio.operational.value / left_out);
  }
}
