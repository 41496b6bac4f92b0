// SPDX-License-Identifier: Apache-2.0
#include "plume/measure/measure.hpp"

#include "measure/child.hpp"
#include "measure/measuring.hpp"
#include "measure/sampler.hpp"
#include "measure/signals.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <sys/resource.h>
#include <sys/wait.h>

namespace plume {

namespace {

constexpr double seconds_an_hour = 3600;
constexpr int shell_not_found = 127;
constexpr int shell_not_executable = 126;
constexpr int shell_signal = 128;
constexpr double dear = 0.01;      ///< of a core, that measuring should not exceed
constexpr double long_enough = 5;  ///< s, to tell

/// The processor time that this process has used, s.
double own_cpu() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

void require_sound(std::span<const std::string> command, const MeasureOptions& options) {
  if (command.empty() || command.front().empty()) {
    throw Failure(Diagnostic{.code = "no-command",
                             .message = "no command is given to be measured",
                             .cure = "write it behind two dashes: plume measure -- COMMAND"});
  }
  if (!(options.interval >= shortest_interval && options.interval <= longest_interval)) {
    throw Failure(Diagnostic{
        .code = "bad-interval",
        .message = fmt::format("{} s is no interval to measure at: counters update a thousand "
                               "times a second at best, and begin anew after minutes",
                               options.interval),
        .cure = fmt::format("give {} s to {} s", shortest_interval, longest_interval),
        .file = "--interval"});
  }
}

Diagnostic not_started(const std::string& command, int error) {
  return {.code = error == ENOENT ? "command-not-found" : "command-not-executable",
          .message = fmt::format("cannot run `{}`: {}", command, std::strerror(error)),
          .cure = error == ENOENT ? "see how it is written, and PATH"
                                  : "give it the right to be executed: chmod +x"};
}

void enter_status(int status, MeasuredCommand& out) {
  out.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  out.exit_status = out.signal != 0 ? shell_signal + out.signal : WEXITSTATUS(status);
}

LogNote costs(double share) {
  return {"measuring-is-dear",
          fmt::format("measuring took {:.1f} % of a core, which the processors' energy includes",
                      share * 100),
          "give a longer --interval"};
}

void deliver(const Measuring& measuring, Sampler& sampler, MeasuredCommand& out) {
  out.log.format = "plume-log";
  out.log.file = "plume measure";
  out.log.clock = LogClock::utc;
  out.log.steps = measuring.marks();
  out.wall_seconds = measuring.wall_seconds();
  sampler.deliver(out.log);
  out.log.hours = out.wall_seconds / seconds_an_hour;
  out.notes = sampler.notes();
  const auto more = measuring.notes();
  out.notes.insert(out.notes.end(), more.begin(), more.end());
  if (out.own_cpu_seconds > dear * out.wall_seconds && out.wall_seconds > long_enough) {
    out.notes.push_back(costs(out.own_cpu_seconds / out.wall_seconds));
  }
  out.log.notes = out.notes;
}

}  // namespace

MeasuredCommand measure_command(std::span<const std::string> command, const MeasureOptions& options,
                                const LogWriter& write_log) {
  require_sound(command, options);
  const double cpu_before = own_cpu();
  const StampClock clock;
  const SignalRelay signals;
  Measuring measuring(options, clock, write_log);
  Child child(command, measuring.output(), signals.mask_before());
  Sampler sampler(find_sensors(options), host_name(), clock);
  MeasuredCommand out;
  const std::string first = sampler.sample();
  if (const int error = measuring.start(child); error != 0) {
    out.exit_status = error == ENOENT ? shell_not_found : shell_not_executable;
    out.not_started = not_started(command.front(), error);
    return out;
  }
  measuring.write(sampler.header() + first);
  enter_status(measuring.run(child, signals, sampler), out);
  out.own_cpu_seconds = own_cpu() - cpu_before;
  deliver(measuring, sampler, out);
  return out;
}

}  // namespace plume
