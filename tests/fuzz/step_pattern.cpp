// SPDX-License-Identifier: Apache-2.0
/// Marks of steps in the output of a command: the first line is the pattern, what follows is the
/// output. The portions in which it arrives may not change the marks.
#include "carry_on.hpp"
#include "measure/step_marker.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

using namespace plume;

namespace {

void require_within(std::string_view part, std::string_view whole) {
  fuzz::require(part.data() >= whole.data() &&
                part.data() + part.size() <= whole.data() + whole.size());
}

std::vector<StepMark> marks_of(std::string_view pattern, std::string_view output,
                               std::size_t portion) {
  StepMarker marker(pattern);
  LineCutter cutter;
  double time = 1;
  marker.begin(time);
  const auto use = [&](std::string_view line) {
    fuzz::require(line.size() <= LineCutter::longest_line);
    marker.line(line, time += 1);
  };
  for (std::size_t at = 0; at < output.size(); at += portion) {
    cutter.add(output.substr(at, portion), use);
  }
  cutter.finish(use);
  marker.finish();
  for (const LogNote& note : marker.notes()) {
    fuzz::require(!note.code.empty() && !note.message.empty());
  }
  return marker.take();
}

void require_sound(const std::vector<StepMark>& marks) {
  double end = 0;
  for (const StepMark& mark : marks) {
    fuzz::require(mark.begin >= end && mark.end >= mark.begin);
    fuzz::require(std::isfinite(mark.steps) && mark.steps > 0);
    end = mark.end;
  }
}

void read(std::string_view pattern, std::string_view output) {
  const Pattern compiled(pattern);
  if (const auto match = compiled.search(output); match && match->group) {
    require_within(*match->group, output);
  }
  const auto whole = marks_of(pattern, output, std::max<std::size_t>(output.size(), 1));
  const auto bytewise = marks_of(pattern, output, 1);
  require_sound(whole);
  fuzz::require(std::equal(whole.begin(), whole.end(), bytewise.begin(), bytewise.end(),
                           [](const StepMark& a, const StepMark& b) {
                             return a.begin == b.begin && a.end == b.end && a.steps == b.steps;
                           }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto end = std::min(text.find('\n'), text.size());
  try {
    read(std::string_view(text).substr(0, end),
         std::string_view(text).substr(std::min(end + 1, text.size())));
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().at(0);
    fuzz::require(!fault.code.empty() && !fault.message.empty() && !fault.cure.empty());
  }
  return 0;
}
