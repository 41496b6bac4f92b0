// SPDX-License-Identifier: Apache-2.0
#include "plume/measure/measure.hpp"
#include "support/folder.hpp"
#include "unit/measure/finding.hpp"

#include <cmath>
#include <csignal>
#include <unistd.h>

using namespace plume;
using test::codes_of;
using test::Folder;
using test::Names;

namespace {

/// A machine with one processor, and no library of accelerators.
MeasureOptions options_of(const Folder& folder) {
  const std::string zone = "class/powercap/intel-rapl:0/";
  folder.holding(zone + "name", "package-0\n");
  folder.holding(zone + "energy_uj", "999000000\n");
  folder.holding(zone + "max_energy_range_uj", "1000000000\n");
  MeasureOptions options;
  options.interval = shortest_interval;
  options.sysfs = folder.path();
  options.nvml = "";
  options.amd = "";
  return options;
}

struct Outcome {
  MeasuredCommand measured;
  std::string log;
};

Outcome run(const MeasureOptions& options, const std::vector<std::string>& command) {
  std::string log;
  MeasuredCommand measured =
      measure_command(command, options, [&](std::string_view lines) { log += lines; });
  return {std::move(measured), std::move(log)};
}

Outcome run_script(const Folder& folder, const std::string& script,
                   const std::string& pattern = {}) {
  MeasureOptions options = options_of(folder);
  options.step_pattern = pattern;
  return run(options, {"sh", "-c", script});
}

std::string code_of(const MeasureOptions& options, const std::vector<std::string>& command) {
  try {
    run(options, command);
  } catch (const Failure& failure) {
    return failure.diagnostics().front().code;
  }
  return "none";
}

}  // namespace

TEST_CASE("A command's own exit code comes back", "[measure]") {
  const Folder folder;
  CHECK(run_script(folder, "exit 0").measured.exit_status == 0);
  CHECK(run_script(folder, "exit 42").measured.exit_status == 42);
  const auto killed = run_script(folder, "kill -9 $$").measured;
  CHECK(killed.exit_status == 137);
  CHECK(killed.signal == 9);
  const auto missing = run(options_of(folder), {"plume-has-no-such-command"});
  CHECK(missing.measured.exit_status == 127);
  REQUIRE(missing.measured.not_started.has_value());
  CHECK(missing.log.empty());
  const auto folder_run = run(options_of(folder), {folder.path()});
  CHECK(folder_run.measured.exit_status == 126);
  CHECK(folder_run.measured.not_started->code == "command-not-executable");
}

TEST_CASE("What is read while a command runs is in the log", "[measure]") {
  const Folder folder;
  const std::string energy = folder.file("class/powercap/intel-rapl:0/energy_uj");
  const auto [measured, log] = run_script(folder, "sleep 0.2; echo 4000000 >new; mv new '" +
                                                      energy + "'; rm -f new; sleep 0.1");
  REQUIRE(measured.log.meters.size() == 1);
  const Meter& meter = measured.log.meters[0];
  CHECK(meter.readings.size() >= 4);
  const auto total = metered_energy(meter.kind, meter.readings, meter.range);
  REQUIRE(total.has_value());
  CHECK(total->wraps == 1);
  CHECK_THAT(total->energy.in(joules), WithinAbs(5, 1e-6));
  CHECK(measured.log.clock == LogClock::utc);
  CHECK(measured.wall_seconds >= 0.3);
  CHECK_THAT(*measured.log.hours * 3600, WithinAbs(measured.wall_seconds, 1e-9));
  CHECK_THAT(log, StartsWith("# plume-log/1\n"));
  CHECK_THAT(log, ContainsSubstring(",package-0,package,powercap energy_uj,counter,999,J,1000,"));
  CHECK_THAT(log, EndsWith(",package-0,package,powercap energy_uj,counter,4,J,1000,\n"));
}

TEST_CASE("Lines of output mark steps as they come", "[measure]") {
  const Folder folder;
  const auto [measured, log] = run_script(
      folder, "for i in 1 2 3; do sleep 0.06; echo; printf 'step %s' $i >&2; echo >&2; done",
      "step (\\d)");
  REQUIRE(measured.log.steps.size() == 3);
  CHECK(measured.log.steps[1].begin == measured.log.steps[0].end);
  CHECK(measured.log.steps[2].end - measured.log.steps[0].begin > 0.15);
  CHECK_THAT(log, ContainsSubstring("\n# mark,train,"));
  CHECK(codes_of(measured.notes).empty());
}

TEST_CASE("Without a sensor the time is measured, and a note says so", "[measure]") {
  const Folder folder;
  MeasureOptions options;
  options.sysfs = folder.path();
  options.nvml = "";
  options.amd = "";
  const auto [measured, log] = run(options, {"sleep", "0.1"});
  CHECK(measured.log.meters.empty());
  CHECK(*measured.log.hours > 0);
  CHECK(codes_of(measured.log.notes) == Names{"no-processor-sensor", "no-sensor"});
  CHECK_THAT(log, ContainsSubstring("# note no-sensor: "));
}

TEST_CASE("A log that cannot be written ends, and the command does not", "[measure]") {
  const Folder folder;
  const std::vector<std::string> command{"sh", "-c", "sleep 0.2; exit 5"};
  int calls = 0;
  const auto measured = measure_command(command, options_of(folder), [&](std::string_view) {
    if (++calls == 2) {
      throw Failure(ExitCode::write_failed, {Diagnostic{.code = "x", .message = "full"}});
    }
  });
  CHECK(calls == 2);
  CHECK(measured.exit_status == 5);
  CHECK(measured.log.meters[0].readings.size() >= 4);
  CHECK(codes_of(measured.notes) == Names{"log-not-written"});
}

TEST_CASE("What cannot be asked for is refused before the command starts", "[measure]") {
  const Folder folder;
  MeasureOptions options = options_of(folder);
  const std::vector<std::string> touch{"touch", folder.file("started")};
  CHECK(code_of(options, {}) == "no-command");
  for (const double interval : {0.0, -1.0, 31.0, 1e308, std::nan("")}) {
    options.interval = interval;
    CHECK(code_of(options, touch) == "bad-interval");
  }
  options.interval = 1;
  options.step_pattern = "(";
  CHECK(code_of(options, touch) == "bad-pattern");
  options.step_pattern = "";
  options.devices = {"GPU-00000000"};
  CHECK(code_of(options, touch) == "unknown-device");
  CHECK_FALSE(folder.has("started"));
}

TEST_CASE("The signals of this process are as they were before", "[measure]") {
  const Folder folder;
  sigset_t before;
  sigset_t after;
  ::sigprocmask(SIG_BLOCK, nullptr, &before);
  run_script(folder, "exit 0");
  ::sigprocmask(SIG_BLOCK, nullptr, &after);
  for (int signal = 1; signal < 32; ++signal) {
    CHECK(::sigismember(&before, signal) == ::sigismember(&after, signal));
  }
}

TEST_CASE("A signal to this process alone reaches the command", "[measure]") {
  const Folder folder;
  const auto killed = run_script(folder, "kill -USR1 $PPID; sleep 5").measured;
  CHECK(killed.signal == SIGUSR1);
  CHECK(killed.exit_status == 128 + SIGUSR1);
}
