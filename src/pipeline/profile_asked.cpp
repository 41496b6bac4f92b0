// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

/// What the marks of these count, where that is known.
constexpr std::array<std::string_view, 2> mark_steps{"steps", "plume-log"};
constexpr std::array<std::string_view, 3> mark_epochs{"carbontracker", "eco2ai", "zeus-trace"};

template <std::size_t n>
bool is_one_of(std::string_view format, const std::array<std::string_view, n>& formats) {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

void refuse(std::string_view code, std::string message, std::string cure, Faults& faults) {
  faults.push_back({std::string(code), std::move(message), std::move(cure), {}, {}});
}

std::string_view unit_of(const ProfileOptions& options) {
  return options.in_epochs ? "epochs" : "steps";
}

/// A total needs to know what the logs cover, and this a total.
void check_both(double marked, const ProfileOptions& options, Faults& faults) {
  const auto unit = unit_of(options);
  if (!options.total && (options.done || options.evaluations || options.checkpoints)) {
    refuse("missing-total", "without the length of the whole run nothing can be predicted",
           fmt::format("give --{}-total", unit), faults);
  }
  if (options.total && !options.done && !(marked > 0)) {
    refuse("missing-done", fmt::format("the logs do not mark their {}", unit),
           fmt::format("give --{0}-done, the {0} that they cover", unit), faults);
  }
}

void check_unit(const EnergyLog& log, const ProfileOptions& options, Faults& faults) {
  const bool other =
      options.in_epochs ? is_one_of(log.format, mark_steps) : is_one_of(log.format, mark_epochs);
  if (options.total && !options.done && other) {
    refuse("other-marks",
           fmt::format("`{}` marks {}, and the total is in {}", log.file,
                       options.in_epochs ? "steps" : "epochs", unit_of(options)),
           fmt::format("give the total in {}, or --{}-done beside it",
                       options.in_epochs ? "steps" : "epochs", unit_of(options)),
           faults);
  }
}

/// What is said of the steps of a log that marks them must be what it marks.
void check_done(const EnergyLog& log, double marked, const ProfileOptions& options,
                Faults& faults) {
  constexpr double rounding = 0.01;
  const bool comparable =
      options.in_epochs ? is_one_of(log.format, mark_epochs) : is_one_of(log.format, mark_steps);
  if (options.done && comparable && std::abs(*options.done - marked) > rounding * marked) {
    refuse("done-contradicts",
           fmt::format("`{}` marks {} {}, not {}", log.file, print_human(marked, 6),
                       unit_of(options), print_human(*options.done, 6)),
           fmt::format("leave out --{}-done", unit_of(options)), faults);
  }
}

void check_at_least(std::string_view flag, std::optional<double> total, double done,
                    Faults& faults) {
  if (total && *total < done) {
    refuse("total-below-done",
           fmt::format("--{} is {}, and the logs cover {} already", flag, print_human(*total, 6),
                       print_human(done, 6)),
           "give the number of the whole run, what the logs cover included", faults);
  }
}

double times_of(StepKind kind, std::span<const StepMark> marks) {
  return static_cast<double>(std::count_if(
      marks.begin(), marks.end(), [kind](const StepMark& mark) { return mark.kind == kind; }));
}

}  // namespace

void check_asked(std::span<const EnergyLog> logs, const ProfileOptions& options, Faults& faults) {
  const EnergyLog* const log = marking_log(logs);
  const std::span<const StepMark> marks =
      log == nullptr ? std::span<const StepMark>() : std::span<const StepMark>(log->steps);
  const double marked = steps_in(marks);
  check_both(marked, options, faults);
  if (marked > 0) {
    check_unit(*log, options, faults);
    check_done(*log, marked, options, faults);
  }
  if (faults.empty()) {
    check_at_least(fmt::format("{}-total", unit_of(options)), options.total,
                   options.done.value_or(marked), faults);
    check_at_least("evaluations", options.evaluations, times_of(StepKind::evaluation, marks),
                   faults);
    check_at_least("checkpoints", options.checkpoints, times_of(StepKind::checkpoint, marks),
                   faults);
  }
}

void warn_of_asked(std::span<const EnergyLog> logs, const ProfileOptions& options,
                   std::vector<Warning>& warnings) {
  const EnergyLog* const log = marking_log(logs);
  const auto warn = [&](std::optional<double> asked, StepKind kind, std::string_view what) {
    if (asked && (log == nullptr || times_of(kind, log->steps) == 0)) {
      warnings.push_back(
          {"unmarked-phase",
           fmt::format("--{0} counts for nothing: the logs mark no {0}, and what one takes is not "
                       "known",
                       what),
           "profile one, and mark it in the log: docs/reference/log-formats.md"});
    }
  };
  warn(options.evaluations, StepKind::evaluation, "evaluations");
  warn(options.checkpoints, StepKind::checkpoint, "checkpoints");
}

}  // namespace plume
