// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/own_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace plume {

namespace {

/// A text as a cell: in quotes where it needs them, without line breaks.
std::string cell_of(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  const bool plain = out.find_first_of(",\"") == std::string::npos && !out.starts_with(' ') &&
                     !out.ends_with(' ') && !out.starts_with('\t') && !out.ends_with('\t');
  if (plain) {
    return out;
  }
  std::string quoted = "\"";
  for (const char c : out) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

/// The shortest text that reads back as the same number.
std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

std::string unless_zero(double value) {
  return value == 0 ? std::string() : number(value);
}

std::string device_line(const Meter& meter) {
  return fmt::format("# device,{},{},{},{}\n", cell_of(meter.device), cell_of(meter.host),
                     cell_of(meter.name), unless_zero(meter.update));
}

}  // namespace

std::string log_header(std::span<const Meter> meters) {
  std::string out = fmt::format("# {}\n", own_log_version);
  std::set<std::string_view> said;
  for (const Meter& meter : meters) {
    out += said.insert(meter.device).second ? device_line(meter) : std::string();
  }
  return out + "time_s,device,scope,sensor,kind,value,unit,range,span_s\n";
}

std::string log_row(const Meter& meter, const Reading& reading) {
  return fmt::format("{:.3f},{},{},{},{},{},{},{},{}\n", reading.time, cell_of(meter.device),
                     meter_scope_names[static_cast<std::size_t>(meter.scope)],
                     cell_of(meter.sensor),
                     reading_kind_names[static_cast<std::size_t>(meter.kind)],
                     number(reading.value), meter.kind == ReadingKind::power ? "W" : "J",
                     unless_zero(meter.range), unless_zero(reading.span));
}

std::string log_mark(const StepMark& mark) {
  const std::string energy = mark.joules ? "," + number(*mark.joules) : std::string();
  return fmt::format("# mark,{},{:.3f},{:.3f},{}{}\n",
                     step_kind_names[static_cast<std::size_t>(mark.kind)], mark.begin, mark.end,
                     number(mark.steps), energy);
}

std::string log_note(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return "# note " + line + "\n";
}

}  // namespace plume
