// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/compare.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// A field that takes several values in turn, each as written.
struct Axis {
  const Field* field = nullptr;
  std::vector<std::string> values;
};

/// The most runs of one table.
inline constexpr std::size_t most_combinations = 10'000;

/// What a table is sorted by, the least first.
enum class SortKey { emissions, energy, device_time, name };
inline constexpr std::array<std::string_view, 4> sort_names{"emissions", "energy", "hours", "name"};

/// The values of a flag that holds a list, "a, b": one for a value without comma, for a place whose
/// name has a comma, and for a field of free text. The method "all" is a list of all of them.
std::vector<std::string> list_of(const Field& field, std::string_view text);

/// One combination: its report, or why there is none.
struct WhatIfRow {
  std::vector<std::string> values;  ///< one for each axis, as written
  std::optional<Report> report;
  Faults faults;
  Ratio to_best{};     ///< over the run that emits least
  Levers from_base{};  ///< what changes against the base
};

/// A value of an axis that is not the id of what it means.
struct Alias {
  std::string written;
  std::string_view id;
  std::string_view name;
};

/// A table of runs that differ in the values of the axes.
struct WhatIf {
  std::vector<const Field*> axes;
  Report base;
  bool base_is_row = false;  ///< the base is the first combination: what was given alone is no run
  std::vector<WhatIfRow> rows;  ///< sorted; those without a report come last
  std::vector<Alias> aliases;
  std::vector<Warning> warnings;
  std::size_t estimated = 0;  ///< rows that have a report
};

/// Every combination of the axes' values over the base run. Adds to `faults` what keeps the table
/// from being made: values that cannot be read, more combinations than `most_combinations`, or no
/// combination that can be estimated (then the faults of all, each once).
WhatIf what_if(const Run& base, std::span<const Axis> axes, SortKey sort, Faults& faults);

}  // namespace plume
