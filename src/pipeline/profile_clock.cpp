// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace plume {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// The first time that a log has; infinite where it has none.
double begin_of(const EnergyLog& log) {
  double begin = never;
  const auto take = [&begin](double time) {
    begin = std::isfinite(time) ? std::min(begin, time) : begin;
  };
  for (const Meter& meter : log.meters) {
    for (const Reading& reading : meter.readings) {
      take(reading.time - reading.span);
    }
  }
  for (const StepMark& mark : log.steps) {
    take(mark.begin);
  }
  return begin;
}

/// The clock by which the others are set: UTC where a log has it, else local time.
LogClock leading_clock(std::span<const EnergyLog> logs) {
  LogClock leading = LogClock::relative;
  for (const EnergyLog& log : logs) {
    leading = std::min(leading, log.clock);
  }
  return leading;
}

}  // namespace

std::vector<double> clock_shifts(std::span<const EnergyLog> logs) {
  const LogClock leading = leading_clock(logs);
  double reference = never;
  for (const EnergyLog& log : logs) {
    if (log.clock == leading && leading != LogClock::relative) {
      reference = std::min(reference, begin_of(log));
    }
  }
  std::vector<double> out;
  for (const EnergyLog& log : logs) {
    const bool leads = log.clock == leading && leading != LogClock::relative;
    const double begin = leads ? never : begin_of(log);
    out.push_back(begin == never ? 0 : begin - (reference == never ? 0 : reference));
  }
  return out;
}

void warn_of_clocks(std::span<const EnergyLog> logs, std::vector<Warning>& warnings) {
  const LogClock leading = leading_clock(logs);
  for (const EnergyLog& log : logs) {
    if (log.clock != leading) {
      warnings.push_back(
          {"clocks-differ",
           fmt::format("the times of `{}` {}: it is taken to begin with the others", log.file,
                       log.clock == LogClock::local ? "say no zone, and others' do"
                                                    : "count from its own beginning"),
           log.clock == LogClock::local ? "give --tz, as +02:00" : "log times of day"});
    }
  }
}

}  // namespace plume
