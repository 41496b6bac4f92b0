// SPDX-License-Identifier: Apache-2.0
/// What readers of energies share: meters found by name, readings kept apart, and the end.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "plume/formats/log.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume::logs {

inline constexpr double joules_per_kilowatt_hour = 3.6e6;

/// A meter without readings.
Meter make_meter(MeterScope scope, ReadingKind kind, std::string_view device,
                 std::string_view sensor);

/// The meters of a log by a key of the reader's choice, made when they are met first.
class MeterIndex {
 public:
  explicit MeterIndex(std::vector<Meter>& meters) : meters_(meters) {}

  /// The meter of a key, or null. The pointer lasts until the next meter is made.
  Meter* find(std::string_view key);
  /// The meter of a key, made from `meter` where there is none yet.
  Meter& find_or_add(std::string_view key, const Meter& meter);

 private:
  std::vector<Meter>& meters_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

/// Sorts energies by time, and puts those at the time of another a millisecond later: they are of
/// different stretches, and each counts.
void keep_apart(std::vector<Reading>& energies);

/// Leaves out meters without a reading, and hands over the notes. Throws `Failure` (bad input,
/// `log-no-readings`) where no meter has a value, with the first note as its reason.
EnergyLog finish(std::span<const LogFile> files, EnergyLog log, Notes& notes);

/// "2 x NVIDIA A100", "NVIDIA A100 2 device(s)", "AMD Ryzen/1 device(s), TDP:105.0" without the
/// count and what follows it; 0 where there is no count.
struct CountedName {
  std::string_view name;
  double count = 0;
};
CountedName counted_name(std::string_view text);

/// Enters where a log is from, and notes where rows do not agree (`log-several-regions`).
void enter_region(EnergyLog& log, std::string_view region, std::size_t line, Notes& notes);

}  // namespace plume::logs
