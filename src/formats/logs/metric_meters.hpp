// SPDX-License-Identifier: Apache-2.0
/// Metrics of DCGM's exporter and of Kepler, and the meters that they are of.
#pragma once

#include "formats/logs/log_draft.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume::logs {

/// The labels of a series, name and value.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// The value of the first of these labels that is there and not empty.
std::string_view label(const Labels& labels, std::span<const std::string_view> names);

/// Gathers series under the meters that they are of.
class MetricMeters {
 public:
  MetricMeters(std::string_view format, std::span<const LogFile> files, const LogOptions& options)
      : draft(format, files, options), file_(files.front()) {}

  /// What a series is to the log.
  enum class Use { meter, repeated, unknown };

  /// Whether the name is that of a metric of power or energy, used or not.
  static bool knows(std::string_view metric);

  /// Tells how a series is used, and remembers which meter the next readings are of.
  Use open(std::string_view metric, const Labels& labels);

  /// Adds a reading to the series that was opened last, in the metric's own unit.
  void add(std::size_t line, double time, std::string_view value);

  /// The log: readings in the order of time, once each. Throws as `LogDraft::finish` does.
  EnergyLog finish();

  LogDraft draft;

 private:
  Meter& current();

  const LogFile& file_;
  std::string host_;
  std::string device_;
  std::string name_;
  std::string sensor_;
  MeterFacts facts_;
  double scale_ = 1;
  std::size_t parts_ = 0;
};

}  // namespace plume::logs
