// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/read_run.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/units/text.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <unistd.h>

namespace plume {

namespace {

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
  const Manifest manifest = open_manifest(flags.manifest);
  const Run run = read_run(manifest, flags.fields);
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
