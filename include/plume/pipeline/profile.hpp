// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/extrapolation.hpp"
#include "plume/pipeline/energy_log.hpp"
#include "plume/pipeline/grid_log.hpp"
#include "plume/pipeline/report.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// From logs of energy to the footprint of a run: measured, or predicted from a part of it.
namespace plume {

/// What the logs do not say.
struct ProfileOptions {
  std::optional<Power> rest_of_system;  ///< of all machines together, that no meter covers
  std::optional<double> done;           ///< steps or epochs that the logs cover
  std::optional<double> total;          ///< of the whole run
  bool in_epochs = false;               ///< both count epochs
  std::optional<double> evaluations;    ///< in the whole run
  std::optional<double> checkpoints;
  const GridLog* grid = nullptr;     ///< null where the intensity is that of the site
  std::optional<double> utc_offset;  ///< s that the logs' local times are ahead of UTC
};

/// A meter of the logs, with what it came to.
struct ProfiledMeter {
  MeterScope scope = MeterScope::board;
  ReadingKind kind = ReadingKind::power;
  std::string device;
  std::string name;
  std::string host;
  std::string sensor;
  std::string file;
  std::string_view format;
  MeteredEnergy metered;      ///< of the machine, without PUE
  std::string_view left_out;  ///< why it does not count: it lies within another; empty when it does
};

/// The grid log by which an intensity was met.
struct MetGrid {
  std::string file;
  std::string basis;  ///< "life-cycle"
  std::string zone;   ///< as written; empty when the log does not say
  IntensityKind kind = IntensityKind::average;
};

/// What the logs come to, all meters that count together.
struct Profile {
  std::vector<ProfiledMeter> meters;
  Energy energy;            ///< of the machines: meters and the rest of the system
  Energy rest;              ///< of the rest of the system
  Time duration;            ///< from the first reading to the last
  double accelerators = 0;  ///< that the boards' meters show, or the logs state; 0 when unknown
  std::string accelerator;  ///< name; empty when unknown
  std::string region;       ///< as the logs write it
  std::optional<int> year;
  bool whole_system = false;  ///< the figure is that of whole machines, not of boards alone
  bool unmetered = false;     ///< nothing was read: the rated power of the machine stands for it
  LogRows rows;               ///< of all logs
  std::optional<Extrapolation> prediction;  ///< of the whole run, where a part of it was measured
  bool in_epochs = false;                   ///< its steps are epochs
  std::optional<MetIntensity> met;          ///< of the grid log, by what was measured
  std::optional<MetIntensity> met_by_run;   ///< by the predicted run, which begins where the
                                            ///< measurement does and draws its energy evenly
  MetGrid grid;                             ///< which it is
  std::optional<StartRange> starts;         ///< of the predicted run
  std::vector<Warning> warnings;
};

/// Adds the meters of the logs up, each device once: of a host with a meter of the whole machine
/// that alone counts; a device that several logs show at one time counts once. Adds to `faults`
/// what makes that impossible.
Profile profile_of(std::span<const EnergyLog> logs, const ProfileOptions& options, Faults& faults);

/// A profile as a run: hours, count, power with the interval of the measurement, and of what was
/// predicted; intensity of the grid log. What `given` says of the machine and the site it keeps.
Run run_of(const Profile& profile, const Run& given, Faults& faults);

/// A profile, with the footprint of the run that it measured or predicts.
struct ProfiledRun {
  Profile profile;
  Report report;
  std::optional<Report> part;  ///< of what was measured, where more is predicted
};

/// The report's warnings are joined by those of the profile.
ProfiledRun estimate(std::span<const EnergyLog> logs, const ProfileOptions& options,
                     const Run& given, Faults& faults);

/// A run as it was estimated, beside what was measured of it.
struct Reconciliation {
  Report estimated;         ///< without the measurement
  double energy_ratio = 1;  ///< measured over estimated, of the machines
  double time_ratio = 1;
  double carbon_ratio = 1;
  double power = 0;           ///< W an accelerator, measured
  std::optional<double> mfu;  ///< that the measured time comes to, where the work is known
};

/// Holds a profile against the estimate of the run that it is of. Adds to `faults` what makes an
/// estimate of `run` impossible.
Reconciliation reconcile(const ProfiledRun& measured, const Run& run, Faults& faults);

}  // namespace plume
