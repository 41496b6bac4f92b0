// SPDX-License-Identifier: Apache-2.0
/// What nvidia-smi and hl-smi print with a list of queries: cells that nothing quotes.
#pragma once

#include "plume/formats/log.hpp"

#include <span>
#include <string_view>

namespace plume::logs {

struct SmiDialect {
  std::string_view format;
  double update = 0;  ///< s between changes of the sensor
};

/// A column's name without its unit: "power.draw" of "power.draw [W]".
std::string_view query_of(std::string_view cell);

/// Whether a line names the columns of such a table.
bool is_smi_header(std::string_view line);

EnergyLog read_smi_table(const SmiDialect& dialect, std::span<const LogFile> files,
                         const LogOptions& options);

}  // namespace plume::logs
