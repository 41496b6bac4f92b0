// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/log.hpp"
#include "cli/read_run.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/method.hpp"
#include "plume/report/methods.hpp"

#include <algorithm>

namespace plume {

namespace {

bool asks_for_every_method(const FieldFlag& flag) {
  return flag.field->key == Key::method && flag.text == every_method;
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
      log_inputs(outcome.report);
    }
  }
  deliver_answer(flags.common, render_methods(outcomes, render_options(flags.common)));
  return ExitCode::done;
}

}  // namespace

ExitCode run_estimate(const EstimateFlags& flags) {
  lay_over(flags.common);
  const Manifest manifest = open_manifest(flags.manifest);
  std::vector<FieldFlag> fields = flags.fields;
  const bool by_every_method = std::erase_if(fields, asks_for_every_method) > 0;
  const Run run = read_run(manifest, fields);
  if (by_every_method) {
    return run_every_method(flags, run, manifest);
  }
  Faults faults;
  const Report report = estimate(run, faults, flags.explain ? Detail::steps : Detail::result);
  refuse(faults, manifest);
  if (flags.strict) {
    refuse(strict_faults(report), manifest);
  }
  if (flags.common.verbose) {
    log_inputs(report);
  }
  deliver_answer(flags.common, render(report, render_options(flags.common)));
  return ExitCode::done;
}

}  // namespace plume
