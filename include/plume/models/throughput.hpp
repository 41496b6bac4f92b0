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
  double stack = 1;       ///< v: vendor-tuned recipe, software era
  double precision = 1;   ///< p: speed of the matrix products over that at 16 bits
};

/// The coefficients of the steady-rate model of dense transformers.
struct DenseCoefficients {
  double small_model = 0;  ///< N0: parameters at which size begins to matter
  double size_exponent = 0;
  double one_node = 0;  ///< n0: devices up to which count does not matter
  double count_exponent = 0;
};

/// The coefficients of the steady-rate model of mixtures of experts.
struct MoeCoefficients {
  double reference_size = 0;  ///< N_r: active parameters at which the size term is one
  double size_exponent = 0;
  double sparsity_exponent = 0;
};

/// What the steady rate of a transformer depends on.
struct MfuInputs {
  double parameters = 0;        ///< N, those active for a token
  double total_parameters = 0;  ///< N_total, of a mixture of experts
  double devices = 1;           ///< n
  double attention = 0;         ///< work of the attention scores over 6 N D
};

/// Work of the attention scores over that of the matrix products with weights, of a transformer of
/// this width: s / (6 d), which is 12 L d s tokens over 6 (12 L d^2) tokens. Both in tokens and
/// scalars.
double attention_share(double sequence_length, double width);

/// Model FLOP utilisation (6 N D over the dense 16-bit peak) of a well-run dense transformer:
///   MFU = base g v (1 + N0/N)^a max(1, n/n0)^b / (1/p + attention).
/// A lower precision speeds up the products with weights alone, not the attention scores. Fitted to
/// the catalogue's table of measurements (docs/explanation/method.md, Throughput); valid from
/// 20 million parameters to about a trillion, 1 to 16,384 devices.
double dense_mfu(const MfuFactors& factors, const DenseCoefficients& coefficients,
                 const MfuInputs& inputs);

/// The same of a mixture of experts, N being the active parameters:
///   MFU = base g v (N/N_r)^a (N_total/N)^b / (1/p + attention).
/// Fitted to measurements of a dozen models; a factor of two is an honest band.
double moe_mfu(const MfuFactors& factors, const MoeCoefficients& coefficients,
               const MfuInputs& inputs);

/// How the lost time of whole runs grows.
struct OverheadCoefficients {
  double devices = 0;     ///< n1: up to here count does not matter
  double parameters = 0;  ///< N1: models well above this keep any number of devices busy
  double exponent = 0;    ///< b
};

/// Central time of a whole run over its time at the steady rate, lost time and untuned layouts
/// included: max(1, n/n1)^(b / (1 + N/N1)). Small models on many devices lose most. Fitted to
/// published runs (docs/explanation/method.md, Overhead).
double expected_overhead(const OverheadCoefficients& coefficients, double devices,
                         double parameters);

/// Device time of a run at its steady rate: model FLOP / (peak x MFU).
/// `peak` is dense, at the precision on which the utilisation is defined.
Estimate<Time> steady_device_time(const Estimate<Work>& model_work, const Estimate<WorkRate>& peak,
                                  const Estimate<double>& mfu);

/// The utilisation that a run achieved: model FLOP / (peak x device time).
Estimate<double> achieved_mfu(const Estimate<Work>& model_work, const Estimate<WorkRate>& peak,
                              const Estimate<Time>& device_time);

}  // namespace plume
