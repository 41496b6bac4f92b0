// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// The fit of the lost time of whole runs to the suite of published runs.
namespace plume::fit {

struct Overhead {
  double exponent = 0;  ///< with which it grows with devices
  double high = 1;      ///< 95th percentile over the central figure
};

/// How predictions of whole runs do on projects that the fit had not seen.
struct OverheadFit {
  Overhead overhead;
  std::size_t runs = 0;
  std::size_t projects = 0;
  double median_error = 0;  ///< of device hours
  double p90_error = 0;
  double coverage = 0;       ///< share of runs inside their 90 % interval
  double high_over_low = 0;  ///< median width of the interval
};

/// Dense language models of the suite `published`, by steady rates that are compiled in.
OverheadFit fit_overhead();

}  // namespace plume::fit
