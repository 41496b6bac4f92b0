// SPDX-License-Identifier: Apache-2.0
/// Writes a report in another's format: awkward_exports spdx [full|awkward|bare]. For validate.sh.
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/report/exports.hpp"
#include "support/awkward_runs.hpp"

#include <algorithm>
#include <cstdio>

using namespace plume;

namespace {

std::string written(const awkward::ExportCase& example, ExportFormat format) {
  Run run;
  Faults faults;
  read_manifest(example.manifest, "run.json", run, faults);
  return faults.empty() ? render_export(estimate(run, faults), format, example.words) : "";
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view format = argc == 3 ? argv[1] : "";
  const std::string_view name = argc == 3 ? argv[2] : "";
  const auto* const found =
      std::find(export_format_names.begin(), export_format_names.end(), format);
  const auto examples = awkward::export_cases();
  const auto example = std::find_if(examples.begin(), examples.end(),
                                    [&](const auto& each) { return each.name == name; });
  if (found == export_format_names.end() || example == examples.end()) {
    std::fputs("usage: awkward_exports FORMAT full|awkward|bare\n", stderr);
    return 2;
  }
  const auto which = static_cast<ExportFormat>(found - export_format_names.begin());
  return std::fputs(written(*example, which).c_str(), stdout) == EOF ? 74 : 0;
}
