// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/batch.hpp"
#include "unit/batch/records.hpp"

#include <atomic>
#include <stdexcept>
#include <string>

using namespace plume;
using namespace plume::test;

namespace {

void write_name(std::string& out, const RecordResult& result) {
  out += std::to_string(result.line) + ' ';
  out += result.bad != nullptr ? result.bad->diagnostic.code
                               : std::to_string(result.report->total.value.base());
  out += '\n';
}

/// What a batch told, and how it ended.
struct Told {
  std::string text{};
  std::vector<Diagnostic> bad{};
  std::vector<Progress> progress{};
  BatchOutcome outcome{};
  std::string failure{};  ///< its code, or the text of any other exception
};

Told told_by(const SourceOptions& input, const BatchOptions& options, const WalkOptions& walk = {},
             const WriteRecord& write = write_name) {
  Told told;
  RecordSource source(input);
  const BatchEvents events{
      .deliver = [&](std::string_view text) { told.text += text; },
      .tell_bad = [&](const Diagnostic& bad) { told.bad.push_back(bad); },
      .progress = [&](const Progress& progress) { told.progress.push_back(progress); }};
  try {
    told.outcome = run_batch(source, walk, write, events, options);
  } catch (const Failure& failure) {
    told.failure = failure.diagnostics().at(0).code;
  } catch (const std::runtime_error& error) {
    told.failure = error.what();
  }
  return told;
}

/// Some blocks of runs, every hundredth bad.
std::string many_lines() {
  std::string out;
  for (std::size_t i = 0; i < 6000; ++i) {
    out += i % 100 == 99 ? "{\"x\":" + std::to_string(i) + "}\n" : run_line(i);
  }
  return out;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

bool same_line(const Diagnostic& a, const Diagnostic& b) {
  return a.position.line == b.position.line;
}

}  // namespace

TEST_CASE("Results are the same, in the order of the input, however many threads there are",
          "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", many_lines()),
                                      write_to(folder, "b.jsonl", run_lines(50))}};
  const Told one = told_by(input, {.jobs = 1});
  CHECK(one.failure.empty());
  CHECK(lines_of(one.text) == 6050);
  CHECK(one.text.starts_with("1 "));
  CHECK(one.outcome.progress.records == 6050);
  CHECK(one.outcome.progress.bad == 60);
  CHECK(one.outcome.progress.taken == RecordSource(input).size());
  CHECK(one.progress.size() > 5);
  for (const std::size_t jobs : {2UL, 8UL}) {
    const Told several = told_by(input, {.jobs = jobs});
    CHECK(several.text == one.text);
    CHECK(std::equal(several.bad.begin(), several.bad.end(), one.bad.begin(), one.bad.end(),
                     same_line));
    CHECK(several.outcome.progress.records == 6050);
    CHECK(several.progress.size() == one.progress.size());
  }
}

TEST_CASE("Progress never goes back", "[batch]") {
  const Folder folder;
  const Told told = told_by({.files = {write_to(folder, "a.jsonl", many_lines())}}, {.jobs = 8});
  for (std::size_t i = 1; i < told.progress.size(); ++i) {
    CHECK(told.progress[i - 1].records < told.progress[i].records);
    CHECK(told.progress[i - 1].taken <= told.progress[i].taken);
  }
}

TEST_CASE("A summary is the same to the last bit, however many threads there are", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", many_lines())}};
  const WalkOptions walk{.group_by = "hardware.hours"};
  const auto summary_with = [&](std::size_t jobs) {
    const Told told = told_by(input, {.jobs = jobs, .summarise = true}, walk);
    CHECK(told.text.empty());
    return told.outcome.summary;
  };
  const Summary one = summary_with(1);
  CHECK(one.total.records == 6000);
  CHECK(one.total.bad == 60);
  CHECK(one.groups.size() == 98);
  CHECK(one.errors.find("unknown-key")->second == 60);
  for (const std::size_t jobs : {2UL, 8UL}) {
    const Summary several = summary_with(jobs);
    CHECK(several.total.carbon.parts() == one.total.carbon.parts());
    CHECK(several.total.carbon_variance.parts() == one.total.carbon_variance.parts());
    CHECK(several.groups.size() == one.groups.size());
    CHECK(several.warnings == one.warnings);
  }
}

TEST_CASE("The first bad record is the last where that is asked for", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", many_lines())}};
  const std::string all = told_by(input, {}).text;
  for (const std::size_t jobs : {1UL, 2UL, 8UL}) {
    const Told told = told_by(input, {.jobs = jobs, .fail_fast = true});
    CHECK(told.failure.empty());
    CHECK(all.starts_with(told.text));
    CHECK(lines_of(told.text) == 100);
    CHECK(told.text.ends_with("100 unknown-key\n"));
    CHECK(told.outcome.progress.records == 100);
    CHECK(told.outcome.progress.bad == 1);
    CHECK(told.bad.size() == 1);
  }
}

TEST_CASE("Only the first bad records are told, and all are counted", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", many_lines())}};
  for (const std::size_t limit : {0UL, 1UL, 20UL, 59UL, 100UL}) {
    const Told told = told_by(input, {.jobs = 4, .told = limit});
    REQUIRE(told.bad.size() == std::min<std::size_t>(limit, 60));
    for (std::size_t i = 0; i < told.bad.size(); ++i) {
      CHECK(told.bad[i].position.line == 100 * (i + 1));
    }
    CHECK(told.outcome.progress.bad == 60);
  }
}

TEST_CASE("A result that cannot be delivered ends the batch", "[batch]") {
  const Folder folder;
  const std::string path = write_to(folder, "a.jsonl", many_lines());
  const WalkOptions walk;
  for (const std::size_t jobs : {1UL, 2UL, 8UL}) {
    RecordSource source({.files = {path}});
    std::size_t calls = 0;
    const BatchEvents events{.deliver =
                                 [&](std::string_view) {
                                   if (++calls == 2) {
                                     throw Failure(ExitCode::write_failed,
                                                   {{.code = "cannot-write"}});
                                   }
                                 },
                             .tell_bad = [](const Diagnostic&) {},
                             .progress = [](const Progress&) {}};
    try {
      run_batch(source, walk, write_name, events, {.jobs = jobs});
      FAIL("the batch went on");
    } catch (const Failure& failure) {
      CHECK(failure.exit_code() == ExitCode::write_failed);
    }
    CHECK(calls == 2);
  }
}

TEST_CASE("A failure within a block comes behind the results before it", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", run_lines(6000))}};
  const WriteRecord write = [](std::string& out, const RecordResult& result) {
    if (result.line == 5000) {
      throw std::runtime_error("no room");
    }
    write_name(out, result);
  };
  const std::string all = told_by(input, {}).text;
  for (const std::size_t jobs : {1UL, 2UL, 8UL}) {
    const Told told = told_by(input, {.jobs = jobs}, {}, write);
    CHECK(told.failure == "no room");
    CHECK(lines_of(told.text) == 4999);
    CHECK(all.starts_with(told.text));
  }
}

TEST_CASE("A second file that is missing is told behind the results of the first", "[batch]") {
  const Folder folder;
  const std::string first = write_to(folder, "a.jsonl", many_lines());
  const std::string all = told_by({.files = {first}}, {}).text;
  for (const std::size_t jobs : {1UL, 2UL, 8UL}) {
    const Told told = told_by({.files = {first, folder.file("missing")}}, {.jobs = jobs});
    CHECK(told.failure == "cannot-read");
    CHECK(told.text == all);
  }
}

TEST_CASE("A header that cannot be used is told behind the results of the files before",
          "[batch]") {
  const Folder folder;
  const std::string first = write_to(folder, "a.jsonl", many_lines());
  std::string rows = "name,hardwear.hours\n";
  for (std::size_t i = 0; i < 60'000; ++i) {
    rows += "a,5\n";
  }
  const std::string second = write_to(folder, "b.csv", rows);
  const std::string all = told_by({.files = {first}}, {}).text;
  for (const std::size_t jobs : {1UL, 2UL, 8UL}) {
    const Told told = told_by({.files = {first, second, first}}, {.jobs = jobs});
    CHECK(told.failure == "unknown-key");
    CHECK(told.text == all);
  }
}

TEST_CASE("An empty input is no failure", "[batch]") {
  const Folder folder;
  const Told told = told_by({.files = {write_to(folder, "a.jsonl", "\n\n")}}, {.jobs = 4});
  CHECK(told.failure.empty());
  CHECK(told.text.empty());
  CHECK(told.outcome.progress.records == 0);
}
