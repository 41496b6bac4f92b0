// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "plume/formats/model_config.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/pipeline/method.hpp"
#include "plume/report/methods.hpp"
#include "plume/support/file.hpp"
#include "plume/units/text.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <unistd.h>

namespace plume {

namespace {

/// A manifest as read, kept so that faults can point into it.
struct Manifest {
  std::string name;
  std::string text;
};

Diagnostic locate(const Fault& fault, const Manifest& manifest) {
  Diagnostic out{.code = fault.code, .message = fault.message, .cure = fault.cure};
  if (fault.origin.where == Origin::Where::manifest) {
    out.file = manifest.name;
    out.position = position_at(manifest.text, fault.origin.offset);
    out.line = line_at(manifest.text, fault.origin.offset);
    out.width = fault.origin.width;
  } else if (fault.origin.where == Origin::Where::flag) {
    out.file = find_field(fault.key)->flag;
  }
  return out;
}

/// In the order of the file; what has no place comes last.
bool comes_first(const Diagnostic& a, const Diagnostic& b) {
  if (a.position.line == 0 || b.position.line == 0) {
    return a.position.line != 0 && b.position.line == 0;
  }
  return std::tie(a.position.line, a.position.column) <
         std::tie(b.position.line, b.position.column);
}

void refuse(const Faults& faults, const Manifest& manifest) {
  if (faults.empty()) {
    return;
  }
  std::vector<Diagnostic> diagnostics;
  diagnostics.reserve(faults.size());
  for (const Fault& fault : faults) {
    diagnostics.push_back(locate(fault, manifest));
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return comes_first(a, b); });
  throw Failure(ExitCode::bad_input, std::move(diagnostics));
}

Manifest open_manifest(const EstimateFlags& flags) {
  if (flags.manifest.empty()) {
    return {};
  }
  return {flags.manifest == "-" ? "<stdin>" : flags.manifest, read_file(flags.manifest)};
}

Run read_run(const EstimateFlags& flags, const Manifest& manifest) {
  Run run;
  Faults faults;
  if (!flags.manifest.empty()) {
    read_manifest(manifest.text, manifest.name, run, faults);
  }
  for (const FieldFlag& flag : flags.fields) {
    read_flag(*flag.field, flag.text, run, faults);
  }
  const auto folder = std::filesystem::path(flags.manifest).parent_path().string();
  load_model_config(run, folder, faults);
  if (!faults.empty()) {
    check_names(run, faults);
  }
  refuse(faults, manifest);
  return run;
}

void log_steps(const Report& report) {
  const auto logger = spdlog::stderr_color_st("plume");
  logger->set_pattern("%n: %v");
  logger->info("catalogue {}", catalogue_release());
  for (const Input& input : report.inputs) {
    logger->info("{} = {}{}{} ({})", input.name, print_machine(input.value),
                 input.unit == "1" ? "" : " ", input.unit == "1" ? "" : input.unit,
                 status_names[static_cast<std::size_t>(input.status)]);
  }
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n') + 1);
}

/// The whole text, or with `--quiet` its first line.
void deliver_answer(const CommonFlags& flags, const std::string& text) {
  const bool answer_only = flags.quiet && flags.format == Format::text;
  deliver(flags, answer_only ? first_line(text) : text);
}

RenderOptions rendering(const CommonFlags& flags) {
  return {.format = flags.format,
          .colour = flags.output.empty() && use_colour(flags.colour, STDOUT_FILENO),
          .unicode = speaks_unicode()};
}

/// One run by every method. Where all refuse it, there is no answer: the faults of the first are
/// told.
ExitCode run_every_method(const EstimateFlags& flags, const Run& run, const Manifest& manifest) {
  if (flags.explain && flags.common.format != Format::json) {
    throw Failure(Diagnostic{.code = "usage",
                             .message = "`--explain` writes the sum of one method",
                             .cure = "name the method, or give --json"});
  }
  const auto outcomes =
      estimate_by_every_method(run, flags.explain ? Detail::steps : Detail::result, flags.strict);
  const bool any = std::any_of(outcomes.begin(), outcomes.end(),
                               [](const MethodOutcome& outcome) { return !outcome.refused(); });
  if (!any) {
    refuse(outcomes.front().faults, manifest);
  }
  if (flags.common.verbose) {
    for (const MethodOutcome& outcome : outcomes) {
      log_steps(outcome.report);
    }
  }
  deliver_answer(flags.common, render_methods(outcomes, rendering(flags.common)));
  return ExitCode::done;
}

}  // namespace

ExitCode run_estimate(const EstimateFlags& flags) {
  lay_over(flags.common);
  const Manifest manifest = open_manifest(flags);
  const Run run = read_run(flags, manifest);
  if (flags.every_method) {
    return run_every_method(flags, run, manifest);
  }
  Faults faults;
  const Report report = estimate(run, faults, flags.explain ? Detail::steps : Detail::result);
  refuse(faults, manifest);
  if (flags.strict) {
    refuse(strict_faults(report), manifest);
  }
  if (flags.common.verbose) {
    log_steps(report);
  }
  const std::string text = render(report, rendering(flags.common));
  deliver_answer(flags.common, text);
  return ExitCode::done;
}

}  // namespace plume
