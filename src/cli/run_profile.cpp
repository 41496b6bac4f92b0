// SPDX-License-Identifier: Apache-2.0
#include "cli/run_profile.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "cli/read_run.hpp"
#include "plume/gate/check_file.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/report/profile.hpp"
#include "plume/support/file.hpp"

#include <algorithm>

namespace plume {

namespace {

/// The run that the logs are of, where a file tells: a manifest or a training configuration.
std::optional<Run> described(const ProfileFlags& flags) {
  if (flags.run.empty()) {
    return std::nullopt;
  }
  const auto given = given_by(flags.fields);
  CheckOptions options;
  options.flags = given;
  CheckedRun checked = check_file(flags.run, options);
  if (!checked.report) {
    throw Failure(ExitCode::bad_input, std::move(checked.faults));
  }
  return std::move(checked.report->run);
}

std::optional<GridLog> grid_of(const ProfileFlags& flags) {
  if (flags.grid_log.empty()) {
    return std::nullopt;
  }
  return read_grid_log({flags.grid_log, read_file(flags.grid_log)}, flags.grid);
}

/// What a run says of its time and its power was asked before it ran.
Run machine_of(Run run) {
  for (const Key key :
       {Key::power, Key::power_scope, Key::wall_hours, Key::device_hours, Key::mfu, Key::achieved,
        Key::tokens_per_second, Key::samples_per_second, Key::overhead}) {
    run.unset(key);
  }
  return run;
}

}  // namespace

std::string profile_text(const ProfileFlags& flags, std::span<const EnergyLog> logs) {
  const auto grid = grid_of(flags);
  const auto asked = described(flags);
  ProfileOptions options = flags.options;
  options.grid = grid ? &*grid : nullptr;
  const Run given = asked ? machine_of(*asked) : read_run({}, flags.fields);
  Faults faults;
  const ProfiledRun profiled = estimate(logs, options, given, faults);
  refuse(faults, {});
  if (flags.strict) {
    refuse(strict_faults(profiled.report), {});
  }
  ProfileView view{profiled, flags.requests, flags.tokens, nullptr};
  std::optional<Reconciliation> against;
  if (asked) {
    against = reconcile(profiled, *asked, faults);
    refuse(faults, {});
    view.against = &*against;
  }
  return render_profile(view, render_options(flags.common));
}

ExitCode run_profile(const ProfileFlags& flags, const std::vector<std::string>& files) {
  lay_over(flags.common);
  if (files.empty()) {
    throw usage("no log is given", "name the files of one run; - is standard input");
  }
  std::vector<LogFile> logs;
  for (const std::string& file : files) {
    logs.push_back({file == "-" ? "<stdin>" : file, read_file(file)});
  }
  deliver_answer(flags.common, profile_text(flags, read_logs(logs, flags.log)));
  return ExitCode::done;
}

}  // namespace plume
