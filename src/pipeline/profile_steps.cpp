// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// Into how many stretches a series without marks is cut.
constexpr std::size_t most_stretches = 60;

double rest_of(const ProfileOptions& options, double span) {
  return options.rest_of_system ? options.rest_of_system->in(watts)*span : 0;
}

/// The energy of a stretch: what the log says of it itself, else what the meters read then.
double joules_of(const StepMark& mark, std::span<const LoggedMeter> counted,
                 const ProfileOptions& options) {
  const double span = mark.end - mark.begin;
  return (mark.joules ? *mark.joules : joules_between(counted, mark.begin, mark.end)) +
         rest_of(options, span);
}

/// The marks of the first log that has any: each rank marks the same steps.
std::span<const StepMark> marks_of(std::span<const EnergyLog> logs) {
  for (const EnergyLog& log : logs) {
    if (!log.steps.empty()) {
      return log.steps;
    }
  }
  return {};
}

double steps_in(std::span<const StepMark> marks) {
  double sum = 0;
  for (const StepMark& mark : marks) {
    sum += mark.kind == StepKind::train ? mark.steps : 0;
  }
  return sum;
}

std::vector<ProfiledStep> marked_steps(std::span<const StepMark> marks,
                                       std::span<const LoggedMeter> counted,
                                       const ProfileOptions& options) {
  std::vector<ProfiledStep> out;
  for (const StepMark& mark : marks) {
    if (mark.kind == StepKind::train && mark.end > mark.begin) {
      out.push_back(
          {mark.steps, seconds(mark.end - mark.begin), joules(joules_of(mark, counted, options))});
    }
  }
  return out;
}

std::size_t most_readings(std::span<const LoggedMeter> counted) {
  std::size_t most = 0;
  for (const LoggedMeter& logged : counted) {
    most = std::max(most, logged.meter->readings.size());
  }
  return most;
}

/// The series in equal stretches of time, at least two readings each.
std::vector<ProfiledStep> stretches(std::span<const LoggedMeter> counted, const Profile& profile,
                                    const ProfileOptions& options) {
  const std::size_t count = std::min(most_stretches, most_readings(counted) / 2);
  if (count < 2 || !options.done) {
    return {};
  }
  double begin = profile.meters[counted.front().place].metered.begin;
  for (const LoggedMeter& logged : counted) {
    begin = std::min(begin, profile.meters[logged.place].metered.begin);
  }
  const auto parts = static_cast<double>(count);
  const double length = profile.duration.in(seconds) / parts;
  std::vector<ProfiledStep> out;
  for (std::size_t i = 0; i < count; ++i) {
    const double from = begin + length * static_cast<double>(i);
    out.push_back(
        {*options.done / parts, seconds(length),
         joules(joules_between(counted, from, from + length) + rest_of(options, length))});
  }
  return out;
}

std::optional<double> asked_times(StepKind kind, const ProfileOptions& options) {
  return kind == StepKind::evaluation   ? options.evaluations
         : kind == StepKind::checkpoint ? options.checkpoints
                                        : std::nullopt;
}

}  // namespace

std::vector<ProfiledStep> profiled_steps(std::span<const EnergyLog> logs,
                                         std::span<const LoggedMeter> counted,
                                         const Profile& profile, const ProfileOptions& options) {
  const auto marks = marks_of(logs);
  auto out = marked_steps(marks, counted, options);
  return out.size() > 1 || counted.empty() ? out : stretches(counted, profile, options);
}

std::vector<ProfiledPhase> profiled_phases(std::span<const EnergyLog> logs,
                                           std::span<const LoggedMeter> counted,
                                           const ProfileOptions& options) {
  std::vector<ProfiledPhase> out;
  const auto marks = marks_of(logs);
  const double scale = options.total.value_or(0) / std::max(1.0, steps_in(marks));
  for (const StepKind kind : {StepKind::evaluation, StepKind::checkpoint}) {
    double times = 0;
    double span = 0;
    double energy = 0;
    for (const StepMark& mark : marks) {
      if (mark.kind == kind) {
        times += 1;
        span += mark.end - mark.begin;
        energy += joules_of(mark, counted, options);
      }
    }
    if (times > 0) {
      out.push_back({asked_times(kind, options).value_or(times * scale), seconds(span / times),
                     joules(energy / times)});
    }
  }
  return out;
}

}  // namespace plume
