// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_finish.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume::logs {

namespace {

constexpr double apart = 0.001;  ///< s
constexpr double largest_count = 1e6;

bool has_value(const Meter& meter) {
  return std::any_of(meter.readings.begin(), meter.readings.end(),
                     [](const Reading& reading) { return std::isfinite(reading.value); });
}

/// A whole number of devices; 0 where there is none.
double count_of(std::string_view digits) {
  const CellNumber number = digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)
                                ? CellNumber{}
                                : read_plain(digits);
  return number.is_number() && number.value <= largest_count ? number.value : 0;
}

/// "2 x NAME"
CountedName count_in_front(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view behind = trimmed(text.substr(digits));
  const double count = count_of(text.substr(0, digits));
  const bool sound =
      count > 0 && behind.size() > 2 && small_letter(behind[0]) == 'x' && is_blank(behind[1]);
  return sound ? CountedName{trimmed(behind.substr(2)), count} : CountedName{text, 0};
}

/// "NAME 2 device(s), TDP:105.0"
CountedName count_behind(std::string_view text) {
  const auto word = text.find(" device(s)");
  const std::string_view front = text.substr(0, word == std::string_view::npos ? 0 : word);
  const auto digits = front.find_last_not_of("0123456789");
  const double count = digits == std::string_view::npos ? 0 : count_of(front.substr(digits + 1));
  if (count == 0) {
    return {text, 0};
  }
  std::string_view name = trimmed(front.substr(0, digits + 1));
  name.remove_suffix(name.ends_with('/') ? 1 : 0);
  return {trimmed(name), count};
}

}  // namespace

Meter make_meter(MeterScope scope, ReadingKind kind, std::string_view device,
                 std::string_view sensor) {
  Meter meter;
  meter.scope = scope;
  meter.kind = kind;
  meter.device = device;
  meter.sensor = sensor;
  return meter;
}

Meter* MeterIndex::find(std::string_view key) {
  const auto found = places_.find(key);
  return found == places_.end() ? nullptr : &meters_[found->second];
}

Meter& MeterIndex::find_or_add(std::string_view key, const Meter& meter) {
  if (Meter* const known = find(key)) {
    return *known;
  }
  places_.emplace(key, meters_.size());
  return meters_.emplace_back(meter);
}

void keep_apart(std::vector<Reading>& energies) {
  std::stable_sort(energies.begin(), energies.end(),
                   [](const Reading& a, const Reading& b) { return a.time < b.time; });
  for (std::size_t i = 1; i < energies.size(); ++i) {
    energies[i].time = std::max(energies[i].time, energies[i - 1].time + apart);
  }
}

EnergyLog finish(std::span<const LogFile> files, EnergyLog log, Notes& notes) {
  std::erase_if(log.meters, [](const Meter& meter) { return meter.readings.empty(); });
  log.notes = notes.take();
  if (std::any_of(log.meters.begin(), log.meters.end(), has_value)) {
    return log;
  }
  const LogNote reason = log.notes.empty() ? LogNote{} : log.notes.front();
  refuse(
      files.front(), "log-no-readings", reason.line, 1,
      reason.message.empty()
          ? std::string("the log has no energy and no power")
          : fmt::format("the log has no energy and no power that can be used: {}", reason.message),
      reason.cure.empty() ? "give a log in which something was measured" : reason.cure);
}

CountedName counted_name(std::string_view text) {
  const CountedName front = count_in_front(trimmed(text));
  return front.count > 0 ? front : count_behind(trimmed(text));
}

void enter_region(EnergyLog& log, std::string_view region, std::size_t line, Notes& notes) {
  if (log.region.empty()) {
    log.region = region;
  } else if (!region.empty() && log.region != region) {
    notes.add("log-several-regions", line,
              fmt::format("the row is of `{}`, and others are of `{}`, which is taken",
                          shown(region), shown(log.region)),
              "give --region, or give the runs of each region on their own");
  }
}

}  // namespace plume::logs
