// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/profile.hpp"

#include <span>
#include <vector>

namespace plume {

/// A meter with the log that it stands in and what became of it.
struct LoggedMeter {
  const Meter* meter = nullptr;
  const EnergyLog* log = nullptr;
  std::size_t place = 0;  ///< in `Profile::meters`
  EnergyCurve curve;      ///< of its readings
  double shift = 0;       ///< s that the log's clock is ahead of the one common to all logs
};

/// How far the clocks of the logs are ahead of one that is common to all: UTC where a log has it,
/// else local time, else the beginning. Logs by another clock are taken to begin with the others.
std::vector<double> clock_shifts(std::span<const EnergyLog> logs);

/// Says of which logs that had to be assumed.
void warn_of_clocks(std::span<const EnergyLog> logs, std::vector<Warning>& warnings);

/// The first log that marks steps: each rank marks the same. Null where none does.
const EnergyLog* marking_log(std::span<const EnergyLog> logs);

/// How many training steps marks stand for.
double steps_in(std::span<const StepMark> marks);

/// Refuses what is asked of the whole run where it is not enough, or not what the logs say.
void check_asked(std::span<const EnergyLog> logs, const ProfileOptions& options, Faults& faults);

/// Says what is asked for and cannot be given.
void warn_of_asked(std::span<const EnergyLog> logs, const ProfileOptions& options,
                   std::vector<Warning>& warnings);

/// Says what was given of the machine and is not what the logs show, or is not used.
void warn_of_given(const Run& given, Profile& profile);

/// Integrates every meter and decides which of them count.
std::vector<LoggedMeter> add_meters(std::span<const EnergyLog> logs, Profile& profile);

/// Whether a meter shows a device of the machines, though it may lie within another that counts.
bool is_of_machine(const ProfiledMeter& meter);

/// What the meters that count read between two times of the common clock, J of the machines.
double joules_between(std::span<const LoggedMeter> counted, double begin, double end);

/// Those of the catalogue.
ProfileErrors profile_errors();

/// A profile in the order of time, with the rest of the system's energy.
struct ProfileRecords {
  std::vector<ProfiledStep> steps;  ///< marked ones, or stretches; empty without a series
  std::vector<ProfiledPhase>
      phases;                 ///< what is marked besides: the mean of each kind, as often as
                              ///< the options say, else for every step as often as was seen
  double unit = 1;            ///< of what was asked for, steps or epochs, in one of these
  bool whole_cycles = false;  ///< two evaluations are marked, or more
  Energy besides;             ///< that was measured and is in none of them
  Time time_besides;
};
ProfileRecords records_of(std::span<const EnergyLog> logs, std::span<const LoggedMeter> counted,
                          const Profile& profile, const ProfileOptions& options);

/// The intensity that the load of the meters met in the hours of the grid log, and that of the best
/// and the worst start of what was predicted. Adds a fault where the times of the logs cannot be
/// laid beside it.
void meet_grid(std::span<const LoggedMeter> counted, const ProfileOptions& options,
               Profile& profile, Faults& faults);

/// Whether nothing was read at all, and only how long it took is known.
bool is_unmetered(std::span<const EnergyLog> logs);

/// Such a run, whose power the rated power of the machine has to stand for.
Run unmetered_run(const EnergyLog& log, const Run& given, Faults& faults);

}  // namespace plume
