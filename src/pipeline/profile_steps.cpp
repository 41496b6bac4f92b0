// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"

#include <algorithm>
#include <limits>

namespace plume {

namespace {

/// Into how many stretches a series without marks is cut.
constexpr std::size_t most_stretches = 60;

double rest_of(const ProfileOptions& options, double span) {
  return options.rest_of_system ? options.rest_of_system->in(watts)*span : 0;
}

/// Marks of a log, beside what the meters read.
struct Marked {
  const EnergyLog& log;
  std::span<const LoggedMeter> counted;
  const ProfileOptions& options;
  double shift = 0;  ///< of the log's clock
  bool own = false;  ///< all meters of the log count: its own energies of its marks do, too

  /// The energy of a stretch: what the log says of it itself, else what its meters read then, and
  /// what those of other logs read.
  double joules_of(const StepMark& mark) const {
    const bool said = own && mark.joules;
    double sum =
        rest_of(options, mark.end - mark.begin) + (said ? *mark.joules / log.pue_inside : 0);
    for (const LoggedMeter& logged : counted) {
      if (!said || logged.log != &log) {
        sum += joules_between({&logged, 1}, mark.begin - shift, mark.end - shift);
      }
    }
    return sum;
  }
};

Marked marked_of(const EnergyLog& log, std::span<const EnergyLog> logs,
                 std::span<const LoggedMeter> counted, const ProfileOptions& options) {
  const auto meters = std::count_if(counted.begin(), counted.end(),
                                    [&](const LoggedMeter& logged) { return logged.log == &log; });
  const auto place = static_cast<std::size_t>(&log - logs.data());
  return {log, counted, options, clock_shifts(logs)[place],
          static_cast<std::size_t>(meters) == log.meters.size()};
}

/// Marks count their own steps, unless it was said how many they are together. Parts of an epoch
/// are steps, too.
std::vector<ProfiledStep> marked_steps(const Marked& marked) {
  const auto& marks = marked.log.steps;
  const double sum = steps_in(marks);
  const bool told = marked.options.done && !marked.options.in_epochs && sum > 0;
  const double scale = told ? *marked.options.done / sum : 1;
  std::vector<ProfiledStep> out;
  for (const StepMark& mark : marks) {
    if (mark.kind == StepKind::train && mark.end > mark.begin) {
      out.push_back(
          {mark.steps * scale, seconds(mark.end - mark.begin), joules(marked.joules_of(mark))});
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

/// The series in equal stretches of time, at least two readings each; none where the meters did not
/// run through.
std::vector<ProfiledStep> stretches(std::span<const LoggedMeter> counted, const Profile& profile,
                                    double covered, const ProfileOptions& options) {
  constexpr double least_covered = 0.9;
  double begin = std::numeric_limits<double>::infinity();
  double end = -begin;
  for (const LoggedMeter& logged : counted) {
    const MeteredEnergy& metered = profile.meters[logged.place].metered;
    begin = std::min(begin, metered.begin - logged.shift);
    end = std::max(end, metered.end - logged.shift);
  }
  const std::size_t count = std::min(most_stretches, most_readings(counted) / 2);
  if (count < 2 || profile.duration.in(seconds) < least_covered * (end - begin)) {
    return {};
  }
  const auto parts = static_cast<double>(count);
  const double length = (end - begin) / parts;
  std::vector<ProfiledStep> out;
  for (std::size_t i = 0; i < count; ++i) {
    const double from = begin + length * static_cast<double>(i);
    out.push_back(
        {covered / parts, seconds(length),
         joules(joules_between(counted, from, from + length) + rest_of(options, length))});
  }
  return out;
}

std::optional<double> asked_times(StepKind kind, const ProfileOptions& options) {
  return kind == StepKind::evaluation   ? options.evaluations
         : kind == StepKind::checkpoint ? options.checkpoints
                                        : std::nullopt;
}

/// What was seen of a kind.
struct Seen {
  double times = 0;
  double seconds = 0;
  double joules = 0;
};

Seen seen_of(StepKind kind, const Marked& marked) {
  Seen out;
  for (const StepMark& mark : marked.log.steps) {
    if (mark.kind == kind) {
      out.times += 1;
      out.seconds += mark.end - mark.begin;
      out.joules += marked.joules_of(mark);
    }
  }
  return out;
}

void add(const ProfiledStep& more, ProfiledStep& sum) {
  sum = {sum.steps + more.steps, sum.duration + more.duration, sum.energy + more.energy};
}

/// Evaluations and checkpoints; adds what was measured of them to `seen_in_all`.
std::vector<ProfiledPhase> phases_of(const Marked& marked, double unit, ProfiledStep& seen_in_all) {
  std::vector<ProfiledPhase> out;
  const double scale = marked.options.total.value_or(0) / (unit * seen_in_all.steps);
  for (const StepKind kind : {StepKind::evaluation, StepKind::checkpoint}) {
    const Seen seen = seen_of(kind, marked);
    if (seen.times > 0) {
      add({0, seconds(seen.seconds), joules(seen.joules)}, seen_in_all);
      out.push_back({asked_times(kind, marked.options).value_or(seen.times * scale),
                     seconds(seen.seconds / seen.times), joules(seen.joules / seen.times)});
    }
  }
  return out;
}

}  // namespace

const EnergyLog* marking_log(std::span<const EnergyLog> logs) {
  const auto found = std::find_if(logs.begin(), logs.end(),
                                  [](const EnergyLog& log) { return !log.steps.empty(); });
  return found == logs.end() ? nullptr : &*found;
}

double steps_in(std::span<const StepMark> marks) {
  double sum = 0;
  for (const StepMark& mark : marks) {
    sum += mark.kind == StepKind::train ? mark.steps : 0;
  }
  return sum;
}

ProfileRecords records_of(std::span<const EnergyLog> logs, std::span<const LoggedMeter> counted,
                          const Profile& profile, const ProfileOptions& options) {
  ProfileRecords out;
  const EnergyLog* const log = marking_log(logs);
  if (log != nullptr) {
    const Marked marked = marked_of(*log, logs, counted, options);
    out.steps = marked_steps(marked);
    ProfiledStep seen{0, {}, {}};
    std::for_each(out.steps.begin(), out.steps.end(), [&](const auto& step) { add(step, seen); });
    if (out.steps.size() > 1) {
      out.unit = options.in_epochs && options.done ? *options.done / seen.steps : 1;
      out.phases = phases_of(marked, out.unit, seen);
      out.whole_cycles = seen_of(StepKind::evaluation, marked).times >= 2;
      out.besides = joules(std::max(0.0, (profile.energy - seen.energy).in(joules)));
      out.time_besides = seconds(std::max(0.0, (profile.duration - seen.duration).in(seconds)));
      return out;
    }
  }
  const double covered = options.done.value_or(log == nullptr ? 0 : steps_in(log->steps));
  out.steps = stretches(counted, profile, covered, options);
  if (options.in_epochs && !out.steps.empty()) {
    out.unit = out.steps.front().steps;
    std::for_each(out.steps.begin(), out.steps.end(), [](auto& step) { step.steps = 1; });
  }
  if (out.steps.empty()) {
    out.steps = {{covered, profile.duration, profile.energy}};
  }
  return out;
}

}  // namespace plume
