// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace plume {

namespace {

/// The hours of a load need its time of day.
std::optional<double> shift_of(const EnergyLog& log, const ProfileOptions& options) {
  switch (log.clock) {
    case LogClock::utc:
      return 0;
    case LogClock::local:
      return options.utc_offset;
    case LogClock::relative:
      break;
  }
  return std::nullopt;
}

/// The load in stretches of at most five minutes.
std::vector<DrawnEnergy> load_of(const LoggedMeter& logged, const ProfiledMeter& meter,
                                 double shift) {
  constexpr double longest = 300;
  const double span = meter.metered.end - meter.metered.begin;
  const double parts = std::max(1.0, std::ceil(span / longest));
  std::vector<DrawnEnergy> out;
  for (double i = 0; i < parts; ++i) {
    const double begin = meter.metered.begin + span * i / parts;
    const double end = meter.metered.begin + span * (i + 1) / parts;
    out.push_back({begin - shift, end - shift,
                   joules_between({&logged, 1}, begin - logged.shift, end - logged.shift)});
  }
  return out;
}

void no_grid(std::string code, std::string message, std::string cure, Faults& faults) {
  faults.push_back({std::move(code),
                    std::move(message),
                    std::move(cure),
                    std::string(field(Key::grid_intensity).path),
                    {}});
}

void warn_of_grid(const GridLog& grid, const MetIntensity& met, std::vector<Warning>& warnings) {
  for (const LogNote& note : grid.notes) {
    const std::string place =
        note.line == 0 ? grid.file : fmt::format("{}:{}", grid.file, note.line);
    warnings.push_back({note.code, fmt::format("{}: {}", place, note.message), note.cure});
  }
  if (grid.kind == IntensityKind::marginal) {
    warnings.push_back({"marginal-intensity",
                        "the grid log is of marginal intensity: what one load more emits, not this "
                        "run's share of the grid",
                        "do not add it to, or hold it against, figures by average intensity"});
  }
  if (met.covered < 1) {
    warnings.push_back({"grid-log-too-short",
                        fmt::format("the grid log has no hour for {} % of the energy: the mean of "
                                    "the others stands for it",
                                    print_human(100 * (1 - met.covered))),
                        "give a log of the whole time"});
  }
}

/// Lays the predicted run beside the log, from where the load begins.
void meet_grid_by_run(const GridLog& grid, std::span<const DrawnEnergy> load, Profile& profile) {
  const double length = profile.prediction->time.value;
  const auto first =
      std::min_element(load.begin(), load.end(), [](const DrawnEnergy& a, const DrawnEnergy& b) {
        return a.begin < b.begin;
      });
  const DrawnEnergy even{first->begin, first->begin + length, 1};
  profile.met_by_run = met_intensity(grid, std::span(&even, 1));
  profile.starts = start_range(grid, length);
  if (profile.met_by_run && profile.met_by_run->covered < 1) {
    profile.warnings.push_back(
        {"grid-log-shorter-than-run",
         fmt::format("`{}` has no hour for {} % of the run that is predicted: the mean of the "
                     "others stands for it",
                     grid.file, print_human(100 * (1 - profile.met_by_run->covered))),
         "give a log of the whole run, or leave out --grid-log"});
  }
}

}  // namespace

void meet_grid(std::span<const LoggedMeter> counted, const ProfileOptions& options,
               Profile& profile, Faults& faults) {
  std::vector<DrawnEnergy> load;
  for (const LoggedMeter& logged : counted) {
    const auto shift = shift_of(*logged.log, options);
    if (!shift) {
      const bool local = logged.log->clock == LogClock::local;
      return no_grid(
          local ? "no-time-zone" : "no-time-of-day",
          local ? fmt::format("the times of `{}` say no zone", logged.log->file)
                : fmt::format("`{}` does not say at what time it was written", logged.log->file),
          local ? "give --tz, as +02:00" : "leave out --grid-log, or log times of day", faults);
    }
    const auto more = load_of(logged, profile.meters[logged.place], *shift);
    load.insert(load.end(), more.begin(), more.end());
  }
  profile.met = met_intensity(*options.grid, load);
  if (!profile.met) {
    return no_grid("grid-log-elsewhere",
                   fmt::format("`{}` has no hour of the measurement", options.grid->file),
                   "give a log of that time", faults);
  }
  warn_of_grid(*options.grid, *profile.met, profile.warnings);
  profile.grid = {options.grid->file, options.grid->basis, options.grid->zone, options.grid->kind};
  if (profile.prediction) {
    meet_grid_by_run(*options.grid, load, profile);
  }
}

}  // namespace plume
