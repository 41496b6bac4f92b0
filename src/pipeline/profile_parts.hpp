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
};

/// Integrates every meter and decides which of them count.
std::vector<LoggedMeter> add_meters(std::span<const EnergyLog> logs, Profile& profile);

/// What the meters that count read between two times of the log's clock, J of the machines.
double joules_between(std::span<const LoggedMeter> counted, double begin, double end);

/// Steps or stretches of the profile in the order of time, with their energies and the rest of the
/// system's; empty where the logs hold no series.
std::vector<ProfiledStep> profiled_steps(std::span<const EnergyLog> logs,
                                         std::span<const LoggedMeter> counted,
                                         const Profile& profile, const ProfileOptions& options);

/// What the log marks as something else than steps: the mean of each kind, as often as the options
/// say, else for every step of the run as often as it was seen.
std::vector<ProfiledPhase> profiled_phases(std::span<const EnergyLog> logs,
                                           std::span<const LoggedMeter> counted,
                                           const ProfileOptions& options);

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
