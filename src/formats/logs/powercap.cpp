// SPDX-License-Identifier: Apache-2.0
/// Snapshots of the counters below /sys/class/powercap, in either of two forms:
///   time zone name energy_uj max_energy_range_uj        a line for each zone and time
///   date +%s; grep . /sys/class/powercap/*/{name,energy_uj,max_energy_range_uj}   again and again
/// Zones within zones count once (docs.kernel.org/power/powercap/powercap.html).
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_parts.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_words.hpp"
#include "formats/logs/powercap_zones.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace plume::logs {

namespace {

constexpr double most_microjoules = 1.9e19;  ///< beyond 64 bits
constexpr std::array<std::string_view, 3> zone_files{"name", "energy_uj", "max_energy_range_uj"};

/// "/sys/class/powercap/intel-rapl:0/energy_uj:123" in its pieces.
struct ZoneLine {
  std::string_view zone;
  std::string_view file;
  std::string_view value;
};

std::optional<ZoneLine> read_zone_line(std::string_view line) {
  const auto stroke = line.rfind('/');
  const auto colon = stroke == std::string_view::npos ? stroke : line.find(':', stroke);
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view folder = line.substr(0, stroke);
  const std::string_view zone = folder.substr(folder.rfind('/') + 1);
  const std::string_view file = line.substr(stroke + 1, colon - stroke - 1);
  return !zone.empty() && is_one_of(file, zone_files)
             ? std::optional(ZoneLine{zone, file, trimmed(line.substr(colon + 1))})
             : std::nullopt;
}

bool is_refused(std::string_view line) {
  return line.find("energy_uj") != std::string_view::npos &&
         line.find("ermission denied") != std::string_view::npos;
}

/// A line with nothing but a number: what `date +%s` prints.
std::optional<double> read_date(std::string_view line) {
  const CellNumber number = line.empty() || !is_digit(line.front())
                                ? CellNumber{.kind = CellKind::bad}
                                : read_plain(line);
  return number.is_number() && number.value <= largest_seconds ? std::optional(number.value)
                                                               : std::nullopt;
}

class PowercapReader {
 public:
  PowercapReader(std::span<const LogFile> files, const LogOptions& options)
      : files_(files), options_(options), draft_("powercap", files, options) {}

  EnergyLog read() {
    for (const LogFile& file : files_) {
      begin_snapshot();
      Lines lines(file.text);
      std::string_view line;
      while (lines.next(line)) {
        take(trimmed(line), lines.number(), file);
      }
    }
    draft_.log.clock = dated_ ? LogClock::utc : LogClock::relative;
    enter_zones(zones_, draft_, files_.front());
    return draft_.finish();
  }

 private:
  void begin_snapshot() {
    snapshot_ += seen_.empty() ? 0U : 1U;
    seen_.clear();
    date_.reset();
  }

  void take(std::string_view line, std::size_t number, const LogFile& file) {
    if (is_refused(line)) {
      refuse(file, "powercap-not-readable", number, 1, "the counters may not be read by this user",
             "run it as root, or let others read them: sudo chmod a+r "
             "/sys/class/powercap/*/energy_uj");
    }
    if (const auto date = read_date(line)) {
      begin_snapshot();
      date_ = *date;
      dated_ = true;
    } else if (const auto zone = read_zone_line(line)) {
      take_zone(*zone, number, file);
    } else if (!line.empty()) {
      take_row(words_of(line), number);
    }
  }

  void take_zone(const ZoneLine& line, std::size_t number, const LogFile& file) {
    PowercapZone& zone = zones_.zone(line.zone);
    if (line.file == "name") {
      zone.name = line.value;
    } else if (line.file == "max_energy_range_uj") {
      zone.range = microjoules(line.value).value;
    } else {
      add(zone, number, time_of(line.zone, number, file), line.value);
    }
  }

  double time_of(std::string_view zone, std::size_t line, const LogFile& file) {
    if (!date_ && seen_.contains(std::string(zone))) {
      begin_snapshot();
    }
    seen_.emplace(zone);
    if (date_) {
      return *date_;
    }
    if (dated_ || (snapshot_ > 0 && !options_.interval)) {
      refuse(file, "log-no-times", line, 1, "a snapshot of the counters has no time",
             "print the time before each: date +%s; or give --interval, the time between them");
    }
    return static_cast<double>(snapshot_) * options_.interval.value_or(0);
  }

  /// "time zone name energy_uj max_energy_range_uj"
  void take_row(const std::vector<std::string_view>& words, std::size_t number) {
    if (words.size() > 1 && words[0] == "time" && words[1] == "zone") {
      return;
    }
    const auto time = words.size() == 5 ? read_date(words[0]) : std::nullopt;
    if (!time) {
      ++draft_.log.rows.read;
      return draft_.reject("powercap-bad-row", number,
                           "the line is neither a time, nor a file of a zone with its value, nor a "
                           "row `time zone name energy_uj max_energy_range_uj`",
                           "record it as docs/reference/log-formats.md shows");
    }
    dated_ = true;
    PowercapZone& zone = zones_.zone(words[1]);
    zone.name = words[2];
    zone.range = microjoules(words[4]).value;
    add(zone, number, *time, words[3]);
  }

  static CellNumber microjoules(std::string_view text) {
    return read_amount(text, most_microjoules);
  }

  void add(PowercapZone& zone, std::size_t line, double time, std::string_view value) {
    ++draft_.log.rows.read;
    const CellNumber number = microjoules(value);
    if (!zone.readings.empty() && zone.readings.back().time == time) {
      ++draft_.log.rows.merged;
      return;
    }
    zone.readings.push_back({line, time, number});
  }

  std::span<const LogFile> files_;
  const LogOptions& options_;
  LogDraft draft_;
  PowercapZones zones_;
  std::unordered_set<std::string> seen_;
  std::optional<double> date_;
  std::size_t snapshot_ = 0;
  bool dated_ = false;
};

}  // namespace

bool recognises_powercap(std::string_view text) {
  Lines lines(first_lines(text, 20));
  std::string_view line;
  while (lines.next(line)) {
    const auto words = words_of(line);
    const auto zone = read_zone_line(trimmed(line));
    const bool row =
        words.size() == 5 && read_date(words[0]) && words[1].find("rapl") != std::string_view::npos;
    if (row || (zone && line.find("powercap") != std::string_view::npos)) {
      return true;
    }
  }
  return false;
}

EnergyLog read_powercap(std::span<const LogFile> files, const LogOptions& options) {
  return PowercapReader(files, options).read();
}

}  // namespace plume::logs
