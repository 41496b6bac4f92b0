// SPDX-License-Identifier: Apache-2.0
/// `amd-smi metric --csv`: power (-p, with -w for one row a second) and counters of energy (-E).
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"

#include <fmt/format.h>

#include <optional>
#include <unordered_map>

namespace plume::logs {

namespace {

class AmdReader {
 public:
  AmdReader(std::span<const LogFile> files, const LogOptions& options)
      : files_(files), options_(options), times_(options), draft_("amd-smi", files, options) {}

  EnergyLog read() {
    for (const LogFile& file : files_) {
      read_file(file);
    }
    draft_.log.clock = stamped_ ? times_.clock() : LogClock::relative;
    return draft_.finish();
  }

 private:
  struct Columns {
    std::optional<std::size_t> stamp;
    std::size_t gpu;
    std::optional<std::size_t> power;
    std::optional<std::size_t> energy;
  };

  void read_file(const LogFile& file) {
    Table table(file, draft_.notes, draft_.log.rows);
    const Columns columns{
        table.find({"timestamp"}), table.need({"gpu"}),
        table.find({"socket_power", "current_socket_power", "average_socket_power"}),
        table.find({"total_energy_consumption"})};
    if (!columns.power && !columns.energy) {
      table.need({"socket_power"});
    }
    stamped_ = stamped_ || columns.stamp;
    for (Row row; table.next(row);) {
      take(row, columns);
    }
  }

  void take(const Row& row, const Columns& columns) {
    const std::string device = fmt::format("gpu {}", row[columns.gpu]);
    const auto time = columns.stamp ? times_.read(row[*columns.stamp]) : time_of_round(device);
    if (!time) {
      return draft_.reject("log-bad-time", row.line,
                           fmt::format("`{}` is no time", shown(row[*columns.stamp])),
                           "give the log as it was written");
    }
    if (columns.power) {
      Meter& meter = draft_.meter({}, device, {.sensor = "socket_power"});
      const CellNumber watts = read_value(row[*columns.power], ReadingKind::power, 1, "W");
      draft_.add(meter, row.line, {*time, watts.value}, watts.kind);
    }
    if (columns.energy) {
      draft_.log.rows.read += columns.power ? 1U : 0U;
      Meter& meter = draft_.meter(
          {}, device, {.kind = ReadingKind::counter, .sensor = "total_energy_consumption"});
      const CellNumber joules = read_value(row[*columns.energy], ReadingKind::counter, 1, "J");
      draft_.add(meter, row.line, {*time, joules.value}, joules.kind);
    }
  }

  /// Without a column of times a device's rows are `interval` apart.
  std::optional<double> time_of_round(const std::string& device) {
    const double round = rounds_[device]++;
    if (round > 0 && !options_.interval) {
      refuse(files_.front(), "log-no-times", 1, 1, "there is no column `timestamp`",
             "record with amd-smi metric -w 1, or say with --interval how far apart the rows of a "
             "device are");
    }
    return round * options_.interval.value_or(0);
  }

  std::span<const LogFile> files_;
  const LogOptions& options_;
  Times times_;
  LogDraft draft_;
  std::unordered_map<std::string, double> rounds_;
  bool stamped_ = false;
};

}  // namespace

bool recognises_amd_smi(std::string_view text) {
  const std::string line = small_letters(first_line(text).substr(0, 4096));
  const bool first = line.starts_with("gpu,") || line.starts_with("timestamp,gpu,");
  return first && (line.find("socket_power") != std::string::npos ||
                   line.find("total_energy_consumption") != std::string::npos);
}

EnergyLog read_amd_smi(std::span<const LogFile> files, const LogOptions& options) {
  return AmdReader(files, options).read();
}

}  // namespace plume::logs
