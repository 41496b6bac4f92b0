// SPDX-License-Identifier: Apache-2.0
/// `hl-smi -Q timestamp,index,power.draw -f csv`, of Gaudi accelerators: the names of its queries
/// are documented, the form of its times is not; any that has a date and a time is read.
#include "formats/letters.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_words.hpp"
#include "formats/logs/smi_table.hpp"

#include <algorithm>
#include <array>

namespace plume::logs {

namespace {

constexpr SmiDialect dialect{.format = "hl-smi"};
constexpr std::array<std::string_view, 3> own_queries{"module_id", "utilization.aip",
                                                      "temperature.aip"};
constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool has_own_query(std::string_view line) {
  const auto cells = cells_of(line, ',');
  return std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
    return is_one_of(small_letters(query_of(cell)), own_queries);
  });
}

/// "Sat Mar  7 09:00:00 UTC 2026" in the first cell.
bool begins_with_weekday(std::string_view line) {
  return line.size() > 4 && line[3] == ' ' && line.find(',') != std::string_view::npos &&
         is_one_of(small_letters(line.substr(0, 3)), weekdays);
}

}  // namespace

bool recognises_hl_smi(std::string_view text) {
  const std::string_view head = first_line(text).substr(0, 4096);
  Lines lines(first_lines(text, 8));
  std::string_view line;
  bool weekday = false;
  while (!weekday && lines.next(line)) {
    weekday = begins_with_weekday(trimmed(line));
  }
  const bool header = is_smi_header(head);
  return header ? weekday || has_own_query(head)
                : begins_with_weekday(head) && head.ends_with(" W");
}

EnergyLog read_hl_smi(std::span<const LogFile> files, const LogOptions& options) {
  return read_smi_table(dialect, files, options);
}

}  // namespace plume::logs
