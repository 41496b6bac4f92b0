// SPDX-License-Identifier: Apache-2.0
#include "plume/report/check.hpp"
#include "support/checked.hpp"

#include <algorithm>

using namespace plume;
using namespace plume::test;

namespace {

std::vector<BaselineEntry> read_back(const std::string& ledger) {
  return read_baseline("base.jsonl", ledger);
}

}  // namespace

TEST_CASE("A derivation in JSON is a manifest of the same run", "[report]") {
  const CheckedRun run = one_of_each().runs[0];
  const std::string manifest = render_derivation(run, {.format = Format::json});
  const Report again = report_of(run_of(manifest));
  CHECK(render(again, {.format = Format::json}) == render(*run.report, {.format = Format::json}));
}

TEST_CASE("A derivation in text shows what each value follows from", "[report]") {
  const CheckedRun run = one_of_each().runs[0];
  const std::string text = render_derivation(run, {});
  CHECK_THAT(text, StartsWith(render_derivation(run, {.format = Format::json})));
  const auto lines = lines_of(text);
  const auto found = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with("  training.tokens");
  });
  REQUIRE(found != lines.end());
  CHECK_THAT(*found, ContainsSubstring("200000000000  256 sequences x 4,096 tokens x 95,367 steps  "
                                       "training.steps = 95367"));
  CHECK_THAT(*found, EndsWith("a.toml:4"));
  CHECK_THAT(*(found + 1), EndsWith("training.seq_len = 4096    a.toml:7"));
}

TEST_CASE("A derivation as a table has a row for each piece of evidence", "[report]") {
  const CheckedRun run = one_of_each().runs[0];
  CHECK(lines_of(render_derivation(run, {.format = Format::csv})).size() == 4);
  CHECK_THAT(render_derivation(run, {.format = Format::markdown}), StartsWith("```json\n{"));
}

TEST_CASE("A run that could not be used has no derivation", "[report]") {
  try {
    render_derivation(unusable("c.yaml"), {});
    FAIL("it was written");
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK(failure.diagnostics().at(0).code == "unknown-key");
  }
}

TEST_CASE("A ledger has a line a run, in the order of the files", "[report]") {
  Check check = one_of_each();
  std::swap(check.runs[0], check.runs[1]);
  const std::string ledger = render_ledger(check);
  const auto lines = lines_of(ledger);
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0], StartsWith(R"({"schema":"plume.ledger/1","file":"a.toml","name":"small",)"));
  CHECK_THAT(lines[1], StartsWith(R"({"schema":"plume.ledger/1","file":"b.json",)"));
}

TEST_CASE("A ledger read and written again is the same, byte by byte", "[report]") {
  const std::string ledger = render_ledger(one_of_each());
  CHECK(render_ledger(Check{}, read_back(ledger)) == ledger);
}

TEST_CASE("Lines of files that were not checked stay in a ledger, others are written anew",
          "[report]") {
  const auto earlier = read_back(render_ledger(one_of_each()));
  const std::string ledger =
      render_ledger(only(checked("./b.json", with(run_of(small_run), Key::tokens, "3B"))), earlier);
  const auto entries = read_back(ledger);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].file == "a.toml");
  CHECK(entries[0].kgco2e == earlier[0].kgco2e);
  CHECK(entries[1].file == "b.json");
  CHECK(entries[1].run.number(Key::tokens).value == 3e9);
}

TEST_CASE("The line of a file that could not be used stays as it was", "[report]") {
  const auto earlier = read_back(render_ledger(one_of_each()));
  CHECK(render_ledger(only(unusable("a.toml")), earlier) == render_ledger(one_of_each()));
}

TEST_CASE("A report is replaced by a line of the ledger", "[report]") {
  const CheckedRun run = checked("a.toml", small_run);
  const auto earlier = read_baseline("base.json", render(*run.report, {.format = Format::json}));
  CHECK(find_entry(earlier, "a.toml", "small") != nullptr);
  CHECK(render_ledger(only(run), earlier) == render_ledger(only(run)));
}

TEST_CASE("A run checked twice has one line", "[report]") {
  Check check = only(checked("a.toml", small_run));
  check.runs.push_back(checked("./a.toml", small_run));
  CHECK(lines_of(render_ledger(check)).size() == 1);
}
