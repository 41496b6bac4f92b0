// SPDX-License-Identifier: Apache-2.0
#include "measure/step_marker.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace plume;

namespace {

std::vector<std::string> lines_of(const std::vector<std::string>& portions) {
  LineCutter cutter;
  std::vector<std::string> out;
  const auto keep = [&](std::string_view line) { out.emplace_back(line); };
  for (const std::string& portion : portions) {
    cutter.add(portion, keep);
  }
  cutter.finish(keep);
  return out;
}

std::vector<StepMark> marks_of(std::string_view pattern, const std::vector<std::string>& lines,
                               std::vector<LogNote>* notes = nullptr) {
  StepMarker marker(pattern);
  marker.begin(100);
  double time = 100;
  for (const std::string& line : lines) {
    marker.line(line, time += 2);
  }
  marker.finish();
  if (notes != nullptr) {
    *notes = marker.notes();
  }
  return marker.take();
}

std::vector<double> steps_of(const std::vector<std::string>& lines) {
  std::vector<double> out;
  for (const StepMark& mark : marks_of("step (\\S+)", lines)) {
    out.push_back(mark.steps);
  }
  return out;
}

using Steps = std::vector<double>;

}  // namespace

TEST_CASE("A stream is cut into lines wherever it is divided", "[measure]") {
  using Lines = std::vector<std::string>;
  CHECK(lines_of({"a\nb", "c\r\n\rd"}) == Lines{"a", "bc", "d"});
  CHECK(lines_of({}).empty());
  CHECK(lines_of({"\n\n"}).empty());
  const Lines longest = lines_of({std::string(10000, 'x'), "y\nz\n"});
  REQUIRE(longest.size() == 2);
  CHECK(longest[0] == std::string(LineCutter::longest_line, 'x'));
  CHECK(longest[1] == "z");
}

TEST_CASE("Each line that fits ends a stretch", "[measure]") {
  const auto marks = marks_of("done", {"begin", "done", "no", "done"});
  REQUIRE(marks.size() == 2);
  CHECK(marks[0].begin == 100);
  CHECK(marks[0].end == 104);
  CHECK(marks[1].begin == 104);
  CHECK(marks[1].end == 108);
  CHECK(marks[0].steps == 1);
  CHECK(marks[0].kind == StepKind::train);
}

TEST_CASE("Numbers tell how many steps a stretch holds", "[measure]") {
  CHECK(steps_of({"step 1", "step 2", "step 3"}) == Steps{1, 1, 1});
  CHECK(steps_of({"step 10", "step 20", "step 40"}) == Steps{10, 10, 20});
  CHECK(steps_of({"step 0", "step 10", "step 20"}) == Steps{1, 10, 10});
  CHECK(steps_of({"step 1,000", "step 2,000"}) == Steps{1000, 1000});
  CHECK(steps_of({"step 50010", "step 50020"}) == Steps{10, 10});
  CHECK(steps_of({"step 7"}) == Steps{7});
}

TEST_CASE("Ranks that say the same step mark it once", "[measure]") {
  CHECK(steps_of({"step 1", "step 1", "step 2", "step 2"}) == Steps{1, 1});
}

TEST_CASE("A number that falls begins a new epoch", "[measure]") {
  std::vector<LogNote> notes;
  const auto marks = marks_of("step (\\d+)", {"step 10", "step 20", "step 10", "step 20"}, &notes);
  REQUIRE(marks.size() == 4);
  CHECK(marks[2].steps == 10);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].code == "step-number-falls");
}

TEST_CASE("What the marks are worth is said", "[measure]") {
  std::vector<LogNote> notes;
  CHECK(marks_of("step (\\d+)", {"loss 1"}, &notes).empty());
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].code == "no-steps-seen");

  marks_of("step (\\S+)", {"step one", "step two", "step 1e999"}, &notes);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].code == "step-without-number");

  StepMarker marker("s");
  marker.line("s", 5);
  marker.line("s", 5);
  REQUIRE(marker.notes().size() == 1);
  CHECK(marker.notes()[0].code == "steps-at-once");
}
