// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/record.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// A sum without rounding, so that it comes out the same in whatever order and in whatever parts it
/// was added up: doubles that do not overlap (Shewchuk 1997).
class ExactSum {
 public:
  void add(double number);
  void add(const ExactSum& other);

  /// The double nearest to it.
  double value() const;

  /// The sum in full: each double is the nearest to what those before it leave. None for zero.
  std::vector<double> parts() const;

 private:
  std::vector<double> parts_;  ///< the smallest first
};

/// Totals of runs: base units throughout.
struct Totals {
  std::uint64_t records = 0;  ///< bad ones included
  std::uint64_t bad = 0;
  std::uint64_t assumed = 0;  ///< figures, over all records
  ExactSum carbon;            ///< central figures
  ExactSum carbon_low;        ///< 5th percentiles
  ExactSum carbon_high;       ///< 95th percentiles
  ExactSum carbon_mean;       ///< expectations
  ExactSum carbon_variance;
  ExactSum operational;
  ExactSum embodied;
  ExactSum energy;
  ExactSum device_time;
  ExactSum work;  ///< of the runs whose work is known

  void add(const RecordResult& result);
  void add(const Totals& other);

  /// Where the runs share their assumptions (the same grid, the same model of utilisation), all are
  /// high together: percentiles add up.
  Percentiles correlated() const;

  /// Where each run is off on its own: the first two moments add up, and a log-normal has them
  /// (Fenton 1960, Wilkinson). Never without the central sum; of one run, its own.
  Percentiles uncorrelated() const;
};

/// Expectation and variance of a figure with this centre and spread, a two-piece normal in the
/// logarithm.
struct Moments {
  double mean = 0;
  double variance = 0;
};
Moments moments(double value, const Spread& spread);

/// What a batch adds up to.
class Summary {
 public:
  /// No batch is grouped into more.
  static constexpr std::size_t most_groups = 10'000;

  /// Adds a result, to its group where there are groups.
  void add(const RecordResult& result, std::string_view group, bool grouped);

  /// Adds what another part of the batch came to. Throws `Failure` (bad input) when there are too
  /// many groups.
  void add(const Summary& other);

  Totals total;
  std::map<std::string, Totals, std::less<>> groups;  ///< an empty name is that of the rest
  std::map<std::string, std::uint64_t, std::less<>> warnings;  ///< records by code
  std::map<std::string, std::uint64_t, std::less<>> errors;    ///< likewise
};

/// A summary as it was printed, with what it holds for.
struct PrintedSummary {
  std::string version;
  std::string catalogue;
  std::string group_by;  ///< empty where there are no groups
  Summary summary;
};

/// Reads what `plume batch --summary` printed. Throws `Failure` (bad input), naming the file.
PrintedSummary read_summary(std::string_view text, const std::string& file);

/// Adds a part to a whole that was made in the same way. Throws `Failure` (bad input) otherwise.
void add_part(PrintedSummary& whole, const PrintedSummary& part, const std::string& file);

}  // namespace plume
