// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/measure/options.hpp"
#include "plume/pipeline/energy_log.hpp"
#include "plume/support/diagnostic.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What was measured while a command ran, and how it ended.
struct MeasuredCommand {
  EnergyLog log;        ///< without meters where there is no sensor; it holds the notes, too
  int exit_status = 0;  ///< as shells have it: the command's own, 128 + signal, 126, 127
  int signal = 0;       ///< that ended it; 0 for none
  double wall_seconds = 0;
  double own_cpu_seconds = 0;             ///< that measuring itself took
  std::vector<LogNote> notes;             ///< of the sensors and of the measuring
  std::optional<Diagnostic> not_started;  ///< why there was nothing to measure
};

/// Takes a part of the log as it is written: whole lines.
using LogWriter = std::function<void(std::string_view)>;

/// Runs a command and reads the sensors until it ends. The command stays in the process group of
/// its caller: what a terminal sends reaches it without help, and signals that are sent to this
/// process alone are passed on. Its output is not touched; with a step pattern it goes through a
/// pipe, byte for byte. Should `write_log` throw `Failure`, the command goes on, the log ends there
/// and a note says so. Throws `Failure` (bad input) before the command is started: options out of
/// range, a bad pattern, a device that is not there. One at a time, in one thread.
MeasuredCommand measure_command(std::span<const std::string> command, const MeasureOptions& options,
                                const LogWriter& write_log);

}  // namespace plume
