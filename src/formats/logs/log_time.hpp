// SPDX-License-Identifier: Apache-2.0
/// Times as logs write them.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "plume/formats/grid_log.hpp"
#include "plume/formats/log.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace plume::logs {

/// Seconds since 1970-01-01 of a date and a time of the Gregorian calendar; nothing where there is
/// no such day or time. A leap second counts as the next one.
std::optional<double> seconds_since_1970(int year, int month, int day, int hour, int minute,
                                         double second);

/// The calendar year of seconds since 1970-01-01.
int year_of(double seconds);

/// Seconds of a duration: "0:01:30.52", "1 day, 2:03:04", "2 days, 0:00:01", "1-02:03:04",
/// "03:04". Nothing for anything else.
std::optional<double> read_duration(std::string_view text);

/// Reads the time stamps of one log, which all have a zone or all have none. Without a zone they
/// are UTC when the user says how far they are ahead of it, else local.
class Times {
 public:
  explicit Times(const LogOptions& options) : utc_offset_(options.utc_offset) {}

  /// Nothing for what is no time, and for a zone where others have none (or the reverse) and
  /// nobody says how far these are ahead.
  std::optional<double> read(std::string_view text);
  /// Of the stamps that were read; UTC of none.
  LogClock clock() const;

 private:
  std::optional<double> utc_offset_;
  std::optional<bool> has_zone_;
};

/// Where a local clock was put back at the end of summer time, 3000 to 3600 s from one reading to
/// the next, the readings behind it are put 3600 s later, and it is noted (`log-clock-put-back`).
/// Other falls of time are left as they are.
void straighten(std::vector<Reading>& readings, LogClock clock, Notes& notes);

}  // namespace plume::logs
