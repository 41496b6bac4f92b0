// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/log.hpp"
#include "plume/pipeline/grid_log.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plume {

/// What a grid log does not say of itself.
struct GridLogOptions {
  std::string format;                  ///< id; empty to tell by the content
  std::string zone{};                  ///< of a log with several
  bool direct = false;                 ///< of a log with both bases: direct, not life-cycle
  std::optional<double> utc_offset{};  ///< s that local times are ahead of UTC
};

/// The ids of the formats, for help and messages: electricity-maps, neso, watttime, entso-e, table.
std::span<const std::string_view> grid_log_formats();

/// Reads a log of carbon intensity: Electricity Maps (CSV of both header generations, JSON bare or
/// wrapped), NESO (JSON, regional, historic CSV), WattTime (JSON, CSV; marginal), ENTSO-E
/// generation by type (XML, exports of the web page and of the file library; intensities by the
/// catalogue's emission factors), or a table of two columns, time and g/kWh. Throws `Failure` (bad
/// input) with line and column.
GridLog read_grid_log(const LogFile& file, const GridLogOptions& options);

/// Seconds since 1970-01-01 of a time stamp; a zone (`Z`, `+02:00`) counts, without one the time is
/// local. Nothing for what is no time.
struct TimeStamp {
  double seconds = 0;
  bool has_zone = false;
};
std::optional<TimeStamp> read_time_stamp(std::string_view text);

}  // namespace plume
