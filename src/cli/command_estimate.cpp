// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/log.hpp"
#include "cli/read_run.hpp"
#include "plume/pipeline/estimate.hpp"

namespace plume {

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
    log_inputs(report);
  }
  deliver_answer(flags.common, render(report, render_options(flags.common)));
  return ExitCode::done;
}

}  // namespace plume
