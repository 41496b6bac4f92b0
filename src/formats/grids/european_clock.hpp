// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/grids/grid_format.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plume::grids {

/// Local times of Europe, whose clocks go forward and back at the same moment: 01:00 UTC on the
/// last Sundays of March and of October. The times must be asked for in the order of the log.
class EuropeanClock {
 public:
  /// Throws `Failure` (`grid-unknown-time-zone`) for a name such as "CET/CEST" that is not known.
  EuropeanClock(GridReading& reading, std::string_view zone, std::size_t line);

  /// The name of the zone that the clock was made for.
  const std::string& zone() const { return zone_; }

  /// UTC of a local time, both s since 1970-01-01; nothing for one that the clocks skipped. Of the
  /// hour that comes twice the first is summer time, the second winter time.
  std::optional<double> utc(double local, std::size_t line);

  /// Notes the times of that hour: which came twice, which once only (`grid-doubled-hour`).
  void note_doubled_hour();

 private:
  GridReading& reading_;
  std::string zone_;
  double offset_ = 0;  ///< s ahead of UTC in winter
  bool summer_time_ = false;
  struct Seen {
    std::size_t line;
    int times;
  };
  std::map<double, Seen> doubled_;  ///< by local time
};

}  // namespace plume::grids
