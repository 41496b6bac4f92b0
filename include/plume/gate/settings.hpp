// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/training_config.hpp"
#include "plume/gate/budget.hpp"
#include "plume/pipeline/field.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// A value of a run that somebody gave beside its file: a flag, a variable, a line of the settings.
struct GivenValue {
  const Field* field = nullptr;
  Evidence source;  ///< key "--region", "PLUME_REGION" or "defaults.site.region"; value as written
};

/// Limits and defaults of the files that a pattern names.
struct FileBudget {
  std::string pattern;  ///< from the folder of the settings
  std::vector<GivenValue> defaults;
  std::vector<Limit> limits;
};

/// What a repository says of all its runs: a file `.plume.yaml` (docs/reference/check.md).
struct Settings {
  std::string file;    ///< empty when there is none
  std::string folder;  ///< in which it lies; patterns and relative paths begin there
  std::vector<GivenValue> defaults;
  std::vector<KnownDataset> datasets;
  std::vector<FileBudget> budgets;
  std::vector<Limit> total;
  std::optional<FailOn> fail_on;
  std::string baseline;  ///< path from the folder; empty for none
  std::optional<Limit> most_increase;
};

inline constexpr std::string_view settings_name = ".plume.yaml";

/// The settings that hold in a folder: the nearest `.plume.yaml` upwards, no further than the
/// folder that holds `.git`; outside of a repository that of the folder itself. An empty path when
/// there is none.
std::string find_settings(const std::string& folder);

/// Reads settings. Throws `Failure` (bad input) with everything that is wrong, at line and column.
Settings read_settings(const std::string& file, std::string text);

/// The budgets whose pattern a file fits; the file's path is from the working directory, as are
/// the settings' own.
std::vector<const FileBudget*> budgets_of(const Settings& settings, const std::string& file);

/// What the environment says: PLUME_ and a flag's name, PLUME_GRID_INTENSITY for --grid-intensity.
/// Empty values say nothing. `unknown` takes the other names that begin so, but for those of the
/// program itself.
std::vector<GivenValue> given_by_environment(const char* const* environment,
                                             std::vector<std::string>& unknown);

/// The values as a run; what is wrong with them is added to `faults`.
Run run_of(std::span<const GivenValue> values, std::vector<Diagnostic>& faults);

}  // namespace plume
