// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/profile.hpp"

#include "pipeline/profile_parts.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace plume {

namespace {

void add_rows(const LogRows& more, LogRows& sum) {
  sum.read += more.read;
  sum.used += more.used;
  sum.merged += more.merged;
  sum.rejected += more.rejected;
}

/// What the logs say of the machine; the first to say something counts.
void take_over(std::span<const EnergyLog> logs, Profile& profile) {
  for (const EnergyLog& log : logs) {
    add_rows(log.rows, profile.rows);
    profile.accelerator = profile.accelerator.empty() ? log.accelerator : profile.accelerator;
    profile.region = profile.region.empty() ? log.region : profile.region;
    profile.year = profile.year ? profile.year : log.year;
    if (profile.accelerators == 0) {
      profile.accelerators = log.accelerators.value_or(0);
    }
    for (const LogNote& note : log.notes) {
      const std::string place =
          note.line == 0 ? log.file : fmt::format("{}:{}", log.file, note.line);
      profile.warnings.push_back(
          {note.code, fmt::format("{}: {}", place, note.message), note.cure});
    }
  }
}

using Stretch = std::pair<double, double>;

/// When a meter ran, on the common clock: energies their stretches, others from the first reading
/// to the last.
void add_stretches(const LoggedMeter& logged, const MeteredEnergy& metered,
                   std::vector<Stretch>& out) {
  if (logged.meter->kind != ReadingKind::energy) {
    out.emplace_back(metered.begin - logged.shift, metered.end - logged.shift);
    return;
  }
  for (const Reading& reading : usable_readings(logged.meter->readings)) {
    out.emplace_back(reading.time - reading.span - logged.shift, reading.time - logged.shift);
  }
}

double length_together(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end());
  double length = 0;
  double end = stretches.empty() ? 0 : stretches.front().first;
  for (const auto& [from, to] : stretches) {
    length += std::max(0.0, to - std::max(end, from));
    end = std::max(end, to);
  }
  return length;
}

/// The time in which any meter ran; runs that lie apart in a log have nothing between them.
Time duration_of(std::span<const LoggedMeter> counted, const Profile& profile) {
  double longest = 0;
  std::vector<Stretch> stretches;
  for (const LoggedMeter& logged : counted) {
    const MeteredEnergy& metered = profile.meters[logged.place].metered;
    longest = std::max(longest, metered.covered.in(seconds));
    if (logged.log->hours) {
      longest = std::max(longest, *logged.log->hours * 3600);
    }
    add_stretches(logged, metered, stretches);
  }
  return seconds(std::max(longest, length_together(stretches)));
}

void count_boards(Profile& profile) {
  std::set<std::pair<std::string, std::string>> boards;
  for (const ProfiledMeter& meter : profile.meters) {
    if (meter.scope == MeterScope::board && is_of_machine(meter)) {
      boards.emplace(meter.host, meter.device);
      profile.accelerator = profile.accelerator.empty() ? meter.name : profile.accelerator;
    }
  }
  profile.accelerators = std::max(profile.accelerators, static_cast<double>(boards.size()));
}

/// Whether a host has boards that count, and no other meter; of one host, meters may not name it.
bool has_bare_boards(const Profile& profile) {
  std::set<std::string_view> bare;
  std::set<std::string_view> others;
  for (const ProfiledMeter& meter : profile.meters) {
    if (meter.left_out.empty()) {
      (meter.scope == MeterScope::board ? bare : others).insert(meter.host);
    }
  }
  const bool some_unnamed = bare.contains("") || others.contains("");
  return !some_unnamed && !std::includes(others.begin(), others.end(), bare.begin(), bare.end());
}

/// Boards alone are not the machine; the meters of processors and memory miss what is left.
void say_scope(std::span<const LoggedMeter> counted, const ProfileOptions& options,
               Profile& profile) {
  const auto any = [&](auto is) {
    return std::any_of(counted.begin(), counted.end(), [&](const LoggedMeter& logged) {
      return is(profile.meters[logged.place].scope);
    });
  };
  const bool node = any([](MeterScope scope) { return scope == MeterScope::node; });
  const bool host = any(
      [](MeterScope scope) { return scope == MeterScope::package || scope == MeterScope::memory; });
  profile.whole_system = node || host || options.rest_of_system;
  const bool partly = (host && !node) || (profile.whole_system && has_bare_boards(profile));
  if (partly && !options.rest_of_system) {
    profile.warnings.push_back(
        {"rest-of-system-missing",
         "the meters cover processors or boards of a machine, and nothing of its fans, power "
         "supplies, disks and mainboard",
         "give --rest-of-system, its power in W (77 to 91 W were measured of one desktop)"});
  }
}

void measure(std::span<const LoggedMeter> counted, const ProfileOptions& options,
             Profile& profile) {
  for (const LoggedMeter& logged : counted) {
    profile.energy = profile.energy + profile.meters[logged.place].metered.energy;
  }
  profile.duration = duration_of(counted, profile);
  if (options.rest_of_system) {
    profile.rest = *options.rest_of_system * profile.duration;
    profile.energy = profile.energy + profile.rest;
  }
}

double update_of(std::span<const LoggedMeter> counted) {
  double longest = 0;
  for (const LoggedMeter& logged : counted) {
    longest = std::max(longest, logged.meter->update);
  }
  return longest;
}

void warn_of_phases(std::span<const EnergyLog> logs, const Extrapolation& prediction,
                    std::vector<Warning>& warnings) {
  const bool evaluates = std::any_of(logs.begin(), logs.end(), [](const EnergyLog& log) {
    return std::any_of(log.steps.begin(), log.steps.end(),
                       [](const StepMark& mark) { return mark.kind == StepKind::evaluation; });
  });
  if (!evaluates) {
    warnings.push_back({"no-evaluation-in-profile",
                        "no evaluation is marked in the profile: where there are some, runs of "
                        "MLPerf drew 3 to 14 % more or less than a profile without them says",
                        "profile whole cycles of training and evaluation"});
  }
  if (prediction.verdict != ProfileVerdict::steady) {
    warnings.push_back(
        {"unsteady-profile",
         fmt::format("the verdict on the profile is `{}`: the prediction may be off by more than "
                     "its interval",
                     profile_verdict_names[static_cast<std::size_t>(prediction.verdict)]),
         "profile longer, and behind the warm-up"});
  }
}

/// Rates of what was asked for, where records count parts of it.
Extrapolation in_units(Extrapolation prediction, double unit) {
  prediction.energy_per_step = prediction.energy_per_step / unit;
  prediction.time_per_step = prediction.time_per_step / unit;
  prediction.batch_means_half_width /= unit;
  prediction.drift /= unit;
  return prediction;
}

void predict(std::span<const EnergyLog> logs, std::span<const LoggedMeter> counted,
             const ProfileOptions& options, Profile& profile) {
  if (!options.total) {
    return;
  }
  const ProfileRecords records = records_of(logs, counted, profile, options);
  ExtrapolationFacts facts;
  facts.total_steps = *options.total / records.unit;
  facts.errors = profile_errors();
  facts.phases = records.phases;
  facts.whole_cycles = records.whole_cycles;
  facts.setup = records.besides;
  facts.setup_time = records.time_besides;
  facts.update = seconds(update_of(counted));
  profile.prediction = in_units(extrapolate(records.steps, facts), records.unit);
  profile.in_epochs = options.in_epochs;
  warn_of_asked(logs, options, profile.warnings);
  warn_of_phases(logs, *profile.prediction, profile.warnings);
}

}  // namespace

ProfileErrors profile_errors() {
  return {.sensor = constant(Constant::profile_sensor_error).value,
          .model = constant(Constant::profile_model_error).value,
          .model_of_cycles = constant(Constant::profile_model_error_of_cycles).value};
}

Profile profile_of(std::span<const EnergyLog> logs, const ProfileOptions& options, Faults& faults) {
  Profile profile;
  take_over(logs, profile);
  if (is_unmetered(logs)) {
    profile.unmetered = true;
    profile.duration = seconds(*logs.front().hours * 3600);
    return profile;
  }
  check_asked(logs, options, faults);
  const auto counted = add_meters(logs, profile);
  if (counted.empty()) {
    faults.push_back({"no-energy",
                      "the logs hold too few readings to make an energy of",
                      "a series of power needs two of them, a counter two as well",
                      {},
                      {}});
    return profile;
  }
  count_boards(profile);
  measure(counted, options, profile);
  say_scope(counted, options, profile);
  if (!faults.empty()) {
    return profile;
  }
  predict(logs, counted, options, profile);
  if (options.grid != nullptr) {
    meet_grid(counted, options, profile, faults);
  }
  return profile;
}

}  // namespace plume
