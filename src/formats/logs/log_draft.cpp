// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_draft.hpp"

#include "formats/logs/log_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace plume::logs {

namespace {

bool has_value(const Reading& reading) {
  return std::isfinite(reading.value);
}

/// Whether there is a value of energy, or values of the others at two times.
bool gives_energy(const Meter& meter) {
  const auto first = std::find_if(meter.readings.begin(), meter.readings.end(), has_value);
  return first != meter.readings.end() &&
         (meter.kind == ReadingKind::energy ||
          std::any_of(first, meter.readings.end(), [&](const Reading& one) {
            return has_value(one) && one.time != first->time;
          }));
}

std::string device_key(const Meter& meter) {
  return fmt::format("{}\n{}", meter.host, meter.device);
}

std::string names_of(std::span<const LogFile> files) {
  std::string out;
  for (const LogFile& file : files) {
    out += out.empty() ? file.name : ", " + file.name;
  }
  return out;
}

/// Sorts by time; of readings at one time the first with a value stays.
std::size_t sort_and_merge(std::vector<Reading>& readings) {
  std::stable_sort(readings.begin(), readings.end(), [](const Reading& a, const Reading& b) {
    return a.time != b.time ? a.time < b.time : has_value(a) && !has_value(b);
  });
  const auto last =
      std::unique(readings.begin(), readings.end(),
                  [](const Reading& a, const Reading& b) { return a.time == b.time; });
  const auto merged = static_cast<std::size_t>(
      std::count_if(last, readings.end(), [](const Reading& one) { return has_value(one); }));
  readings.erase(last, readings.end());
  return merged;
}

}  // namespace

LogDraft::LogDraft(std::string_view format, std::span<const LogFile> files,
                   const LogOptions& options)
    : files_(files), options_(options) {
  log.format = format;
  log.file = names_of(files);
}

Meter& LogDraft::meter(std::string_view host, std::string_view device, const MeterFacts& facts) {
  const std::string key = fmt::format("{}\n{}\n{}", host, device,
                                      reading_kind_names[static_cast<std::size_t>(facts.kind)]);
  const auto [place, is_new] = places_.try_emplace(key, log.meters.size());
  if (is_new) {
    log.meters.push_back({.scope = facts.scope,
                          .kind = facts.kind,
                          .device = std::string(device),
                          .name = {},
                          .host = std::string(host),
                          .sensor = std::string(facts.sensor),
                          .range = facts.range,
                          .update = facts.update,
                          .readings = {}});
  }
  return log.meters[place->second];
}

void LogDraft::add(Meter& meter, std::size_t line, Reading reading, CellKind kind) {
  const bool sound =
      kind == CellKind::number && reading.value >= 0 && reading.value <= largest_value(meter.kind);
  if (!sound) {
    reading.value = std::numeric_limits<double>::quiet_NaN();
    reject_value(meter, line, kind);
  }
  log.rows.used += sound ? 1U : 0U;
  meter.readings.push_back(reading);
}

void LogDraft::reject_value(const Meter& meter, std::size_t line, CellKind kind) {
  const bool missing = kind == CellKind::missing;
  const std::string_view code = missing ? "log-missing-value" : "log-bad-value";
  if (!notes.first(code)) {
    ++log.rows.rejected;
    return notes.count(code);
  }
  reject(code, line,
         missing ? fmt::format("a reading of {} has no value, and is left out", shown(meter.device))
                 : fmt::format("a reading of {} has a value that is no {}, and is left out",
                               shown(meter.device),
                               meter.kind == ReadingKind::power ? "power" : "energy"),
         missing ? "where they are few, nothing: the readings around them stand for them"
                 : "mend the row or leave it out");
}

void LogDraft::reject(std::string_view code, std::size_t line, std::string message,
                      std::string cure) {
  ++log.rows.rejected;
  notes.add(code, line, std::move(message), std::move(cure));
}

void LogDraft::merge_by_time() {
  for (Meter& meter : log.meters) {
    const std::size_t merged = sort_and_merge(meter.readings);
    log.rows.merged += merged;
    log.rows.used -= merged;
  }
}

void LogDraft::keep_counters() {
  std::unordered_set<std::string> counted;
  std::unordered_set<std::string> powered;
  for (const Meter& meter : log.meters) {
    if (gives_energy(meter)) {
      (meter.kind == ReadingKind::power ? powered : counted).insert(device_key(meter));
    }
  }
  const auto repeats = [&](const Meter& meter) {
    const std::string key = device_key(meter);
    return meter.kind == ReadingKind::power ? counted.contains(key)
                                            : !counted.contains(key) && powered.contains(key);
  };
  for (const Meter& meter : log.meters) {
    const std::size_t moved = repeats(meter) ? values_of(meter) : 0;
    log.rows.merged += moved;
    log.rows.used -= moved;
  }
  std::erase_if(log.meters, repeats);
}

void LogDraft::stretch_single_readings() {
  for (Meter& meter : log.meters) {
    const auto found = std::find_if(meter.readings.begin(), meter.readings.end(), has_value);
    if (!options_.interval || meter.kind != ReadingKind::power || found == meter.readings.end() ||
        gives_energy(meter)) {
      continue;
    }
    const Reading one = *found;
    const std::size_t others = values_of(meter) - 1;
    log.rows.merged += others;
    log.rows.used -= others;
    meter.kind = ReadingKind::energy;
    meter.readings = {
        {one.time + *options_.interval, one.value * *options_.interval, *options_.interval}};
    notes.add("log-one-sample", 0,
              fmt::format("{} has one reading of power, which is taken for {} s",
                          shown(meter.device), *options_.interval),
              "record power every second while the run lasts");
  }
}

void LogDraft::require_energy() const {
  if (std::any_of(log.meters.begin(), log.meters.end(), gives_energy)) {
    return;
  }
  const LogFile& file = files_.front();
  if (std::none_of(log.meters.begin(), log.meters.end(),
                   [](const Meter& meter) { return values_of(meter) > 0; })) {
    refuse(file, "log-no-readings", 0, 0, "there is no reading of power or energy in it",
           "see that the sensor works and that the whole log is given");
  }
  if (std::any_of(log.meters.begin(), log.meters.end(),
                  [](const Meter& meter) { return meter.kind == ReadingKind::counter; })) {
    refuse(file, "log-single-scrape", 0, 0,
           "a counter of energy was read once, and only the difference of two readings is energy",
           "read it before and after the run, and give both, with --interval where they have no "
           "times");
  }
  refuse(file, "log-single-sample", 0, 0, "there is one reading of power, and no time for it",
         "record several, or say with --interval how long it held");
}

void LogDraft::drop_single_readings() {
  for (const Meter& meter : log.meters) {
    if (!gives_energy(meter)) {
      log.rows.rejected += values_of(meter);
      log.rows.used -= values_of(meter);
      notes.add("log-lost-meter", 0,
                fmt::format("{} has too few readings to give an energy: it is not counted",
                            shown(meter.device)),
                "see why its sensor stopped; add it with --rest-of-system");
    }
  }
  std::erase_if(log.meters, [](const Meter& meter) { return !gives_energy(meter); });
}

void LogDraft::describe_devices() {
  double boards = 0;
  bool same = true;
  for (const Meter& meter : log.meters) {
    if (meter.scope == MeterScope::board) {
      same = same && (boards == 0 || meter.name == log.accelerator);
      log.accelerator = meter.name;
      ++boards;
    }
  }
  log.accelerator = same ? log.accelerator : std::string();
  if (boards > 0) {
    log.accelerators = boards;
  }
  if (log.clock != LogClock::relative) {
    log.year = year_of(log.meters.front().readings.front().time);
  }
}

EnergyLog LogDraft::finish() {
  keep_counters();
  stretch_single_readings();
  require_energy();
  drop_single_readings();
  describe_devices();
  log.notes = notes.take();
  return std::move(log);
}

std::size_t values_of(const Meter& meter) {
  return static_cast<std::size_t>(
      std::count_if(meter.readings.begin(), meter.readings.end(), has_value));
}

double largest_value(ReadingKind kind) {
  return kind == ReadingKind::power ? largest_power : largest_energy;
}

CellNumber read_value(std::string_view text, ReadingKind kind, double scale,
                      std::string_view unit) {
  CellNumber number = read_cell(text, unit);
  number.value *= scale;
  const bool beyond =
      number.is_number() && !(number.value >= 0 && number.value <= largest_value(kind));
  return beyond ? CellNumber{.kind = CellKind::bad} : number;
}

}  // namespace plume::logs
