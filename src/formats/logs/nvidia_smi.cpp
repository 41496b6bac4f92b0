// SPDX-License-Identifier: Apache-2.0
/// `nvidia-smi --query-gpu=... --format=csv`, with or without header and units.
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_words.hpp"
#include "formats/logs/smi_table.hpp"

#include <algorithm>

namespace plume::logs {

namespace {

/// The power changes every 20 to 100 ms (Yang et al. 2024, arXiv 2312.02741).
constexpr SmiDialect dialect{.format = "nvidia-smi", .update = 0.1};

/// "2023/07/08 19:28:27.236" in the first cell: no other tool parts a date by strokes.
bool begins_with_stamp(std::string_view line) {
  constexpr std::string_view form = "####/##/## ##:##:##";
  const std::string_view head = line.substr(0, form.size());
  const bool fits =
      std::equal(head.begin(), head.end(), form.begin(), form.end(), [](char c, char pattern) {
        return pattern == '#' ? c >= '0' && c <= '9' : c == pattern;
      });
  return fits && line.find(',') != std::string_view::npos;
}

}  // namespace

bool recognises_nvidia_smi(std::string_view text) {
  const std::string_view line = first_line(text);
  const auto cells = cells_of(line.substr(0, 4096), ',');
  const bool queried = std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
    return query_of(cell).starts_with("power.draw");
  });
  return (queried && is_smi_header(line)) || begins_with_stamp(line);
}

EnergyLog read_nvidia_smi(std::span<const LogFile> files, const LogOptions& options) {
  return read_smi_table(dialect, files, options);
}

}  // namespace plume::logs
