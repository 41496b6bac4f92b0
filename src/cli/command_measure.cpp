// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/profile_flags.hpp"
#include "cli/run_measure.hpp"

namespace plume {

namespace {

constexpr std::string_view measure_examples = R"text(Examples:
  plume measure --region fr -- python train.py
  plume measure --log run.csv --interval 5s -- torchrun train.py
  plume measure --extrapolate "step (\d+)" --steps-total 100000 -- python train.py
  plume measure --devices gpu -o report.json --json -- ./serve --requests 12000

The command runs as it would without plume: its output, its signals and its exit code are its own. The
report goes to standard error, or to the file of -o; the log of --log is read again by `plume profile`.
Exit codes: the command's own, also where no report can be made; 128 + n where signal n ended it; 126 and
127 where it could not be started; 2 bad usage.)text";

class MeasureCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("COMMAND", flags_.command, "the command with its arguments, behind `--`")
        ->type_name("");
    constexpr auto group = "Measurement";
    app.add_option_function<std::string>(
           "--interval",
           [this](const std::string& text) {
             flags_.measure.interval = seconds_of("--interval", text);
           },
           "time between readings, 0.05 to 30 s; a bare number is in s")
        ->type_name("1s")
        ->group(group);
    app.add_option("--log", flags_.log, "write the readings there as they are made")
        ->type_name("FILE")
        ->group(group);
    app.add_option(
           "--extrapolate", flags_.measure.step_pattern,
           "a line of the command's output that fits this pattern ends a training step; its "
           "first group is the step's number")
        ->type_name("REGEX")
        ->group(group);
    app.add_option("--devices", flags_.measure.devices,
                   "what is measured: cpu, gpu, numbers, UUIDs or names, apart by commas")
        ->delimiter(',')
        ->type_name("LIST")
        ->allow_extra_args(false)
        ->group(group);
    add_profile_flags(app, flags_.profile, words);
    app.footer(std::string(measure_examples));
  }

  ExitCode run() override { return run_measure(flags_); }

 private:
  MeasureFlags flags_;
};

}  // namespace

std::unique_ptr<Command> make_measure_command() {
  return std::make_unique<MeasureCommand>();
}

}  // namespace plume
