// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/estimate.hpp"
#include "plume/units/units.hpp"

#include <array>
#include <string_view>

namespace plume {

/// The number format of the matrix products.
enum class Precision { fp32, tf32, fp16, bf16, fp8, fp4 };
inline constexpr std::array<std::string_view, 6> precision_names{"fp32", "tf32", "fp16",
                                                                 "bf16", "fp8",  "fp4"};

/// How well the software stack uses the device: a vendor's tuned recipe, what most people run
/// today, or the stacks up to 2022.
enum class Stack { tuned, standard, old };
inline constexpr std::array<std::string_view, 3> stack_names{"tuned", "default", "old"};

/// The factors of the steady-rate model that are looked up: all dimensionless.
struct MfuFactors {
  double base = 0;        ///< utilisation of a large model on few devices
  double generation = 1;  ///< g: fraction that the device generation achieves
  double precision = 1;   ///< p: gain of a lower precision over the 16-bit peak
  double stack = 1;       ///< v x e: vendor-tuned recipe, software era
};

/// The coefficients of the steady-rate model.
struct MfuCoefficients {
  double small_model = 0;  ///< parameters at which size begins to matter
  double size_exponent = 0;
  double count_exponent = 0;
  double one_node = 0;         ///< devices up to which count does not matter
  double attention_width = 0;  ///< widths per sequence length in the attention term
};

/// What the steady rate of a transformer depends on.
struct MfuInputs {
  double parameters = 0;       ///< N, those active for a token
  double devices = 1;          ///< n
  double sequence_length = 0;  ///< s, tokens
  double width = 0;            ///< d
};

/// Model FLOP utilisation (6 N D over the 16-bit peak) of a well-run dense transformer:
///   MFU = base g p v e (1 + N0/N)^a max(1, n/n0)^b / (1 + s/(c d)).
/// A fit to 776 measured steady rates from 33 sources (docs/explanation/method.md); valid from
/// 20 million parameters to about a trillion, 1 to 16,384 devices.
double dense_mfu(const MfuFactors& factors, const MfuCoefficients& coefficients,
                 const MfuInputs& inputs);

/// The coefficients of the mixture-of-experts model.
struct MoeCoefficients {
  double base = 0;
  double reference_size = 0;  ///< active parameters at which the size term is one
  double size_exponent = 0;
  double sparsity_exponent = 0;
  double attention_width = 0;
};

/// MFU (6 N_active D over the 16-bit peak) of a mixture of experts:
///   MFU = base g p v (N_a/N_r)^a (N_total/N_a)^b / (1 + s/(c d)).
/// A fit to 162 rows of 12 models; a factor of two is an honest band.
double moe_mfu(const MfuFactors& factors, const MoeCoefficients& coefficients,
               const MfuInputs& inputs, double total_parameters);

/// Device time of a run at its steady rate: model FLOP / (peak x MFU).
/// `peak` is dense, at the precision on which the utilisation is defined.
Estimate<Time> steady_device_time(Estimate<Work> model_work, Estimate<WorkRate> peak,
                                  Estimate<double> mfu);

/// The utilisation that a run achieved: model FLOP / (peak x device time).
Estimate<double> achieved_mfu(Estimate<Work> model_work, Estimate<WorkRate> peak,
                              Estimate<Time> device_time);

}  // namespace plume
