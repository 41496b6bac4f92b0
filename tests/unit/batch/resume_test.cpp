// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/resume.hpp"
#include "unit/batch/records.hpp"

#include <fmt/format.h>

using namespace plume;
using namespace plume::test;

namespace {

void write_line(std::string& out, const RecordResult& result) {
  if (result.bad != nullptr) {
    out += fmt::format("{{\"line\":{},\"error\":{{\"code\":\"{}\"}}}}\n", result.line,
                       result.bad->diagnostic.code);
  } else {
    out += fmt::format("{{\"line\":{},\"kgco2e\":{}}}\n", result.line,
                       result.report->total.value.base());
  }
}

std::string output_of(RecordSource& source, const WalkOptions& walk) {
  std::string text;
  const BatchEvents events{.deliver = [&](std::string_view more) { text += more; },
                           .tell_bad = [](const Diagnostic&) {},
                           .progress = [](const Progress&) {}};
  run_batch(source, walk, write_line, events, {.jobs = 2});
  return text;
}

std::string output_of(const SourceOptions& input, const WalkOptions& walk = {}) {
  RecordSource source(input);
  return output_of(source, walk);
}

/// The output of an interrupted run, gone on with.
std::string resumed(const Folder& folder, const SourceOptions& input, const std::string& torn,
                    const WalkOptions& walk = {}) {
  const DoneLines done = read_done(write_to(folder, "out.part", torn));
  RecordSource source(input);
  pass_over(source, done, walk, write_line);
  return torn.substr(0, done.bytes) + output_of(source, walk);
}

std::string refusal(const Folder& folder, const SourceOptions& input, const std::string& torn,
                    const WalkOptions& walk = {}) {
  try {
    resumed(folder, input, torn, walk);
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK(failure.diagnostics().at(0).code == "resume-differs");
    CHECK_FALSE(failure.diagnostics().at(0).cure.empty());
    return failure.diagnostics().at(0).message;
  }
  return "";
}

/// Some blocks of runs, blank lines and bad ones among them.
std::string many_lines() {
  std::string out;
  for (std::size_t i = 0; i < 5000; ++i) {
    out += i % 50 == 7 ? "\n{\"x\":1}\n" : run_line(i);
  }
  return out;
}

/// Where line `number` of a text begins, from 0.
std::size_t begin_of_line(const std::string& text, std::size_t number) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < number; ++i) {
    at = text.find('\n', at) + 1;
  }
  return at;
}

}  // namespace

TEST_CASE("Of a missing or empty output nothing is there", "[batch]") {
  const Folder folder;
  CHECK(read_done(folder.file("missing")).lines == 0);
  const DoneLines done = read_done(write_to(folder, "out", ""));
  CHECK(done.lines == 0);
  CHECK(done.bytes == 0);
  CHECK(done.samples.empty());
}

TEST_CASE("A torn line is not there", "[batch]") {
  const Folder folder;
  const DoneLines done =
      read_done(write_to(folder, "out", "{\"line\":1}\n{\"error\":{\"code\":\"x\"}}\n{\"lin"));
  CHECK(done.lines == 2);
  CHECK(done.bad == 1);
  CHECK(done.bytes == 34);
  CHECK(done.samples.at(0) == "{\"line\":1}\n");
  CHECK(read_done(write_to(folder, "out", "{\"lin")).bytes == 0);
}

TEST_CASE("One line in a thousand is kept, and the last ones", "[batch]") {
  const Folder folder;
  std::string text;
  for (int i = 0; i < 100'000; ++i) {
    text += std::to_string(i) + "\n";
  }
  const DoneLines done = read_done(write_to(folder, "out", text));
  CHECK(done.lines == 100'000);
  CHECK(done.bytes == text.size());
  CHECK(done.samples.size() == 100 + 256);
  CHECK(done.samples.at(57'000) == "57000\n");
  CHECK(done.samples.at(99'744) == "99744\n");
  CHECK(done.samples.contains(99'999));
  CHECK_FALSE(done.samples.contains(99'743));
}

TEST_CASE("Lines longer than what is read at once are whole", "[batch]") {
  const Folder folder;
  const std::string line = std::string(700'000, 'x') + "\n";
  const DoneLines done = read_done(write_to(folder, "out", line + line + "x"));
  CHECK(done.lines == 2);
  CHECK(done.samples.at(1) == line);
}

TEST_CASE("An output gone on with is the one of a run without a break", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", many_lines()),
                                      write_to(folder, "b.jsonl.gz", gzipped(run_lines(30)))}};
  const std::string whole = output_of(input);
  CHECK(begin_of_line(whole, 5030) == whole.size());
  for (const std::size_t lines : {0UL, 1UL, 8UL, 1000UL, 1001UL, 4999UL, 5000UL, 5001UL, 5030UL}) {
    INFO(lines << " lines are there");
    const std::size_t end = begin_of_line(whole, lines);
    CHECK(resumed(folder, input, whole.substr(0, end)) == whole);
    CHECK(resumed(folder, input, whole.substr(0, end + 9)) == whole);
  }
}

TEST_CASE("A line that would come out otherwise is refused", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", many_lines())}};
  const std::string whole = output_of(input);
  const std::string half = whole.substr(0, begin_of_line(whole, 2500));
  const SourceOptions other{.files = {write_to(folder, "b.jsonl", "{\"x\":1}\n" + many_lines())}};
  CHECK(refusal(folder, other, half) ==
        "line 1 of the output is not what this input and these options give");
  std::string changed = half;
  changed[begin_of_line(half, 2499) + 3] = 'L';
  CHECK(refusal(folder, input, changed) ==
        "line 2500 of the output is not what this input and these options give");
  WalkOptions walk;
  walk.defaults = run_of(R"({"hardware":{"power":"9 W"}})");
  CHECK_FALSE(refusal(folder, input, half, walk).empty());
}

TEST_CASE("An output with more lines than the input has records is refused", "[batch]") {
  const Folder folder;
  const SourceOptions input{.files = {write_to(folder, "a.jsonl", run_lines(3))}};
  const std::string whole = output_of(input);
  CHECK(refusal(folder, input, whole + whole) == "the output has 6 lines, the input 3 records");
  CHECK(refusal(folder, {.files = {write_to(folder, "b.jsonl", "")}}, whole) ==
        "the output has 3 lines, the input 0 records");
}
