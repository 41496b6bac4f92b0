// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/json_lines.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume::logs {

namespace {

constexpr std::size_t points_of_history = 500;

/// "3" of "system.gpu.3.powerWatts" and "gpu.3.powerWatts"; nothing of "system.gpu.process.3..." ,
/// which is the same GPU once more.
std::optional<std::string_view> gpu_of(std::string_view key) {
  constexpr std::string_view end = ".powerwatts";
  for (const std::string_view front : {"system.gpu.", "system/gpu.", "gpu."}) {
    const std::string name = small_letters(key.substr(0, std::min<std::size_t>(key.size(), 80)));
    if (!name.starts_with(front) || !name.ends_with(end) ||
        name.size() <= front.size() + end.size()) {
      continue;
    }
    const std::string_view number =
        key.substr(front.size(), key.size() - front.size() - end.size());
    return std::all_of(number.begin(), number.end(), is_digit) ? std::optional(number)
                                                               : std::nullopt;
  }
  return std::nullopt;
}

/// Reads the system metrics of a run, as a table or as lines of JSON.
class Reader {
 public:
  explicit Reader(const LogFile& file) : file_(file) {}

  EnergyLog read() {
    if (first_line(file_.text).starts_with('{')) {
      read_lines();
    } else {
      read_table();
    }
    if (log_.rows.read == points_of_history) {
      notes_.add("log-sampled-down", 0,
                 "the log has 500 points, to which run.history() samples a run down",
                 "write all of them, by run.scan_history() or with samples=1000000");
    }
    log_.clock = absolute_ ? LogClock::utc : LogClock::relative;
    log_.year = absolute_ && last_ > 0 ? std::optional(year_of(last_)) : std::nullopt;
    return finish({&file_, 1}, std::move(log_), notes_);
  }

 private:
  void read_table() {
    Table table(file_, notes_, log_.rows);
    std::vector<std::pair<std::size_t, std::string_view>> gpus;
    for (std::size_t i = 0; i < table.names().size(); ++i) {
      if (const auto gpu = gpu_of(table.names()[i])) {
        gpus.emplace_back(i, *gpu);
      }
    }
    if (gpus.empty()) {
      table.need({"system.gpu.0.powerwatts"});
    }
    absolute_ = table.find({"_timestamp"}).has_value();
    const std::size_t time = table.need({"_timestamp", "_runtime"});
    for (Row row; table.next(row);) {
      std::size_t added = 0;
      const CellNumber seconds = read_amount(row[time], largest_seconds);
      for (const auto& [place, gpu] : gpus) {
        added += seconds.is_number() && enter(gpu, row.line, seconds.value, row[place]) ? 1U : 0U;
      }
      count(row.line, seconds.is_number(), added);
    }
  }

  void read_lines() {
    JsonLine json;
    Lines lines(file_.text);
    std::string_view line;
    while (lines.next(line)) {
      if (trimmed(line).empty()) {
        continue;
      }
      ++log_.rows.read;
      if (const auto object = json.read(line)) {
        read_object(*object, lines.number());
      } else {
        ++log_.rows.rejected;
        notes_.add("log-bad-row", lines.number(), "the line is no object of JSON, and is left out",
                   "mend the line");
      }
    }
  }

  void read_object(const simdjson::dom::object& object, std::size_t line) {
    const auto stamp = number_at(object, "_timestamp");
    const auto time = stamp ? stamp : number_at(object, "_runtime");
    if (log_.rows.used == 0) {
      absolute_ = stamp.has_value();
    }
    const bool sound =
        time && *time >= 0 && *time <= largest_seconds && absolute_ == stamp.has_value();
    std::size_t added = 0;
    for (const auto& [key, value] : object) {
      const auto gpu = gpu_of(key);
      const auto watts = gpu && sound ? number_of(value) : std::nullopt;
      added += watts && enter(*gpu, line, *time, fmt::format("{}", *watts)) ? 1U : 0U;
    }
    count(line, sound, added);
  }

  /// False for an empty cell: other metrics have rows of their own.
  bool enter(std::string_view gpu, std::size_t line, double time, std::string_view cell) {
    const CellNumber watts = read_amount(cell, largest_power);
    if (watts.kind == CellKind::bad) {
      notes_.add("log-bad-value", line,
                 fmt::format("`{}` is no power in W, and is left out", shown(cell)),
                 "see what the sensor gave there");
    }
    if (!watts.is_number()) {
      return false;
    }
    Meter meter = make_meter(MeterScope::board, ReadingKind::power,
                             fmt::format("gpu {}", shown(gpu)), "powerWatts");
    index_.find_or_add(gpu, meter).readings.push_back({time, watts.value, 0});
    last_ = std::max(last_, time);
    return true;
  }

  void count(std::size_t line, bool has_time, std::size_t added) {
    ++(added > 0 ? log_.rows.used : log_.rows.rejected);
    if (added == 0) {
      notes_.add("log-row-without-power", line,
                 has_time ? "the row has no power, and is left out"
                          : "the row has no time that can be read, and is left out",
                 "nothing is wrong where other metrics have rows of their own",
                 has_time ? "power" : "time");
    }
  }

  const LogFile& file_;
  EnergyLog log_;
  Notes notes_;
  MeterIndex index_{log_.meters};
  bool absolute_ = false;
  double last_ = 0;
};

bool has_power(std::string_view text) {
  return small_letters(text).find(".powerwatts") != std::string::npos;
}

}  // namespace

bool recognises_wandb(std::string_view text) {
  const std::string_view line = first_line(text);
  const std::string_view head = line.starts_with('{') ? first_lines(text, 100) : line;
  const bool timed = head.find("_timestamp") != std::string_view::npos ||
                     head.find("_runtime") != std::string_view::npos;
  return timed && has_power(head);
}

EnergyLog read_wandb(std::span<const LogFile> files, const LogOptions&) {
  return Reader(files.front()).read();
}

}  // namespace plume::logs
