// SPDX-License-Identifier: Apache-2.0
/// Reports in others' formats, for their tests.
#pragma once

#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/report/exports.hpp"
#include "support/awkward_runs.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>

namespace plume::export_test {

inline const ExportWords words{"2026-11-22T09:30:00Z", "greener", "The Authors"};

inline Report report_of(std::string_view manifest) {
  Run run;
  Faults faults;
  read_manifest(manifest, "run.json", run, faults);
  Report report = estimate(run, faults);
  REQUIRE(faults.empty());
  return report;
}

/// One of the awkward runs, by its name.
inline awkward::ExportCase example(std::string_view name) {
  const auto all = awkward::export_cases();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  REQUIRE(found != all.end());
  return *found;
}

inline std::string exported(std::string_view name, ExportFormat format) {
  const awkward::ExportCase found = example(name);
  return render_export(report_of(found.manifest), format, found.words);
}

}  // namespace plume::export_test
