// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <array>
#include <string>
#include <string_view>

namespace plume {

/// The figures of a compact record, in the order of its columns.
struct RecordFigures {
  static constexpr std::size_t count = 8;
  static constexpr std::array<std::string_view, count> names{
      "kgco2e",          "kgco2e_low", "kgco2e_high",  "operational_kgco2e",
      "embodied_kgco2e", "energy_kwh", "device_hours", "flops"};

  explicit RecordFigures(const Footprint& footprint);

  std::array<double, count> values;
  bool has_work;  ///< whether the last of them is known

  bool knows(std::size_t i) const { return has_work || i + 1 < count; }
};

/// The codes of a report's warnings, apart by blanks.
std::string codes_of(const Report& report);

}  // namespace plume
