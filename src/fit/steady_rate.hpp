// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fit/regression.hpp"
#include "fit/statistics.hpp"
#include "plume/models/throughput.hpp"

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The fit of the steady-rate model to the catalogue's table of measurements.
namespace plume::fit {

/// How far predictions were off on rows that the fit had not seen.
struct Accuracy {
  std::size_t rows = 0;
  std::size_t groups = 0;   ///< sources, or models
  double median_error = 0;  ///< of time: |predicted / measured - 1|
  double p90_error = 0;
  double balanced_median = 0;  ///< the same, every group counting alike
  double balanced_p90 = 0;
};

/// One model with what it was fitted to and how well it does.
struct SteadyFit {
  std::map<std::string, double> coefficients;  ///< by name: "base", "generation/a100", "fp8"
  Accuracy accuracy;
  Band band;  ///< measured over predicted utilisation of unseen rows, every group counting alike
};

struct DenseFit {
  SteadyFit steady;
  Band low_precision;       ///< of fp8 and fp4 rows
  Band unknown_generation;  ///< leaving a generation out at a time
  Accuracy without_generation;
  Accuracy encoders;  ///< encoders and encoder-decoders, none of which was fitted
  Band encoder_band;
};

/// Dense language models; the errors leave whole sources out.
DenseFit fit_dense();

/// Mixtures of experts; the errors leave whole models out.
SteadyFit fit_moe();

}  // namespace plume::fit
