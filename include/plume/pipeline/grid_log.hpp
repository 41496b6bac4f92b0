// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/energy_log.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Whether an intensity is that of all plants together, or of those that answer to one load more.
enum class IntensityKind : std::uint8_t { average, marginal };

/// The carbon intensity of a stretch of time.
struct GridHour {
  double begin = 0;  ///< s since 1970-01-01 UTC
  double end = 0;
  double grams_per_kilowatt_hour = 0;
  bool estimated = false;  ///< by whoever published it
  bool forecast = false;
};

/// A log of carbon intensity over time.
struct GridLog {
  std::string_view format;  ///< "electricity-maps"
  std::string file;
  IntensityKind kind = IntensityKind::average;
  std::string basis;            ///< "life-cycle", "direct", "operational"
  std::string zone;             ///< as written
  std::vector<GridHour> hours;  ///< by time, without overlap
  std::vector<LogNote> notes;
};

/// The intensity that a load met: the mean of the hours, by the energy drawn in each.
struct MetIntensity {
  double grams_per_kilowatt_hour = 0;
  double low = 0;  ///< least and largest hour that the load met
  double high = 0;
  double covered = 1;      ///< share of the energy for which the log has an hour
  double uncovered_s = 0;  ///< s of the load without one; of stretches that overlap, once
  double estimated = 0;    ///< share of all energy in hours that are estimated or forecast
};

/// Energy drawn in a stretch of time, s since 1970-01-01 UTC; evenly, or at an instant.
struct DrawnEnergy {
  double begin = 0;
  double end = 0;
  double joules = 0;
};

/// The load in any order; its stretches may overlap, as those of several meters do. An hour counts
/// from its begin up to its end. Nothing where the log has no hour of the load, or no energy was
/// drawn in one. A stretch of time, an energy or an hour that is no number, negative or beyond 1e15
/// counts as none.
std::optional<MetIntensity> met_intensity(const GridLog& log, std::span<const DrawnEnergy> load);

/// The means of a run of a length in s that begins at any hour of the log: the best and the worst
/// start, of equals the first. Only runs for which the log has every hour are compared; nothing
/// where there is none.
struct StartRange {
  MetIntensity best;
  MetIntensity worst;
  double best_begin = 0;
  double worst_begin = 0;
};
std::optional<StartRange> start_range(const GridLog& log, double length);

}  // namespace plume
