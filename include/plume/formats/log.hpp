// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/energy_log.hpp"
#include "plume/support/diagnostic.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// A file to be read as a log.
struct LogFile {
  std::string name;  ///< as diagnostics call it
  std::string text;
};

/// A tool whose logs are read: one row of a table, one file a format.
struct LogFormat {
  std::string_view id;    ///< "nvidia-smi"
  std::string_view name;  ///< "nvidia-smi --query-gpu --format=csv"
  /// Whether a text is such a log, by its first lines. Formats are asked in the table's order.
  bool (*recognises)(std::string_view text);
  /// Reads files of one log, mostly one; two scrapes of counters are one log. Throws `Failure` (bad
  /// input) with line and column for what can not be used at all; what can be left out is noted.
  EnergyLog (*read)(std::span<const LogFile> files, const LogOptions& options);
  /// Whether files of this format that are given together are one log.
  bool joins_files = false;
};

/// All formats, in the order in which they are tried.
std::span<const LogFormat> log_formats();

/// Reads logs: each file by the format that is asked for, or that recognises it. Throws `Failure`
/// (bad input) with the list of formats for a file that none recognises.
std::vector<EnergyLog> read_logs(std::span<const LogFile> files, const LogOptions& options);

}  // namespace plume
