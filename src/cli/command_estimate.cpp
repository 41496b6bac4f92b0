// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "plume/formats/model_config.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
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

}  // namespace

ExitCode run_estimate(const EstimateFlags& flags) {
  lay_over(flags.common);
  const Manifest manifest = open_manifest(flags);
  const Run run = read_run(flags, manifest);
  Faults faults;
  const Report report = estimate(run, faults, flags.explain ? Detail::steps : Detail::result);
  refuse(faults, manifest);
  if (flags.strict) {
    refuse(strict_faults(report), manifest);
  }
  if (flags.common.verbose) {
    log_steps(report);
  }
  const bool to_file = !flags.common.output.empty();
  const std::string text =
      render(report, {.format = flags.common.format,
                      .colour = !to_file && use_colour(flags.common.colour, STDOUT_FILENO),
                      .unicode = speaks_unicode()});
  const bool answer_only = flags.common.quiet && flags.common.format == Format::text;
  deliver(flags.common, answer_only ? first_line(text) : text);
  return ExitCode::done;
}

}  // namespace plume
