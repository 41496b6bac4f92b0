// SPDX-License-Identifier: Apache-2.0
/// A log as it is read, reading by reading, and what every log of meters needs at its end.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "formats/logs/log_number.hpp"
#include "plume/formats/log.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace plume::logs {

/// What all readings of one meter share.
struct MeterFacts {
  MeterScope scope = MeterScope::board;
  ReadingKind kind = ReadingKind::power;
  std::string_view sensor{};
  double update = 0;  ///< s
  double range = 0;   ///< J
};

/// Gathers meters by host and device, counts rows, and sees to it that energy follows from them.
class LogDraft {
 public:
  LogDraft(std::string_view format, std::span<const LogFile> files, const LogOptions& options);

  /// The meter of a device, which is made when it is met first. The reference lasts until the next
  /// meter is made.
  Meter& meter(std::string_view host, std::string_view device, const MeterFacts& facts);

  /// Adds a reading, in the meter's unit. One without a sound value stays as a gap, and is noted
  /// (`log-missing-value`, `log-bad-value`).
  void add(Meter& meter, std::size_t line, Reading reading, CellKind kind = CellKind::number);

  /// Counts a row that is left out, and says why.
  void reject(std::string_view code, std::size_t line, std::string message, std::string cure);

  /// Puts readings in the order of time and leaves out those that repeat the time of another.
  void merge_by_time();

  /// The log. Of a device with a counter and a power the counter is kept; a single reading is
  /// energy where `interval` is given. Throws `Failure` (bad input) where no meter has a value
  /// (`log-no-readings`), or none has two (`log-single-sample`, `log-single-scrape`).
  EnergyLog finish();

  EnergyLog log{};
  Notes notes{};

 private:
  void reject_value(const Meter& meter, std::size_t line, CellKind kind);
  void keep_counters();
  void stretch_single_readings();
  void require_energy() const;
  void drop_single_readings();
  void describe_devices();

  std::span<const LogFile> files_;
  const LogOptions& options_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// How many readings have a value.
std::size_t values_of(const Meter& meter);

/// The largest value of a reading: W of a power, J of the others.
double largest_value(ReadingKind kind);

/// A number from 0 to the largest of its kind; bad where it is none.
CellNumber read_value(std::string_view text, ReadingKind kind, double scale = 1,
                      std::string_view unit = {});

}  // namespace plume::logs
