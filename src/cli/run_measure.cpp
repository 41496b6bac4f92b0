// SPDX-License-Identifier: Apache-2.0
#include "cli/run_measure.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "plume/support/output_file.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

namespace plume {

namespace {

/// Where sensors are looked for; tests name their own.
MeasureOptions options_of(const MeasureFlags& flags) {
  MeasureOptions out = flags.measure;
  const auto take = [](const char* name, std::string& into) {
    if (const char* const value = std::getenv(name); value != nullptr && *value != '\0') {
      into = value;
    }
  };
  take("PLUME_SYSFS", out.sysfs);
  take("PLUME_NVML", out.nvml);
  take("PLUME_AMD_SMI", out.amd);
  if (const char* const visible = std::getenv("CUDA_VISIBLE_DEVICES")) {
    out.visible_devices = visible;
  }
  return out;
}

MeasuredCommand measured(const MeasureFlags& flags) {
  const MeasureOptions options = options_of(flags);
  if (flags.log.empty()) {
    return measure_command(flags.command, options, [](std::string_view) {});
  }
  OutputFile log(flags.log);
  MeasuredCommand out =
      measure_command(flags.command, options, [&log](std::string_view text) { log.write(text); });
  log.finish();
  return out;
}

/// The processor as the kernel names it: where no sensor is, its rated power stands for it.
std::string processor_here() {
  constexpr std::string_view key = "model name";
  std::ifstream lines("/proc/cpuinfo");
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with(key) && colon != std::string::npos) {
      return line.substr(colon + 2);
    }
  }
  return {};
}

EnergyLog with_machine(EnergyLog log, const MeasureFlags& flags) {
  log.processor = processor_here();
  log.file = flags.log.empty() ? log.file : flags.log;
  return log;
}

/// Standard output is the command's own: the report goes beside it, or into the file of `-o`.
void deliver_beside(const CommonFlags& flags, const std::string& text) {
  if (!flags.output.empty()) {
    deliver_answer(flags, text);
  } else if (!flags.quiet) {
    std::fputs(text.c_str(), stderr);
  }
}

}  // namespace

ExitCode run_measure(const MeasureFlags& flags) {
  lay_over(flags.profile.common);
  if (flags.command.empty()) {
    throw usage("no command is given to measure", "write it behind `--`: `plume measure -- make`");
  }
  const ProfileOptions& asked = flags.profile.options;
  if (asked.total && !asked.done && flags.measure.step_pattern.empty()) {
    throw usage("nothing says how many steps of the whole run the command takes",
                "give --extrapolate, a pattern of lines that end a step, or --steps-done");
  }
  const MeasuredCommand run = measured(flags);
  const auto outcome = static_cast<ExitCode>(run.exit_status);
  if (run.not_started) {
    tell({&*run.not_started, 1}, flags.profile.common);
    return outcome;
  }
  const EnergyLog log = with_machine(run.log, flags);
  try {
    deliver_beside(flags.profile.common, profile_text(flags.profile, std::span(&log, 1)));
  } catch (const Failure& failure) {
    tell(failure.diagnostics(), flags.profile.common);
  }
  return outcome;
}

}  // namespace plume
