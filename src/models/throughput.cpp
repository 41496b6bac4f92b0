// SPDX-License-Identifier: Apache-2.0
#include "plume/models/throughput.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

double product(const MfuFactors& f) {
  return f.base * f.generation * f.precision * f.stack;
}

double without_attention(const MfuInputs& in, double widths) {
  return 1 / (1 + in.sequence_length / (widths * in.width));
}

}  // namespace

double dense_mfu(const MfuFactors& factors, const MfuCoefficients& c, const MfuInputs& in) {
  return product(factors) * std::pow(1 + c.small_model / in.parameters, c.size_exponent) *
         std::pow(std::max(1.0, in.devices / c.one_node), c.count_exponent) *
         without_attention(in, c.attention_width);
}

double moe_mfu(const MfuFactors& factors, const MoeCoefficients& c, const MfuInputs& in,
               double total_parameters) {
  return product(factors) * std::pow(in.parameters / c.reference_size, c.size_exponent) *
         std::pow(total_parameters / in.parameters, c.sparsity_exponent) *
         without_attention(in, c.attention_width);
}

Estimate<Time> steady_device_time(Estimate<Work> model_work, Estimate<WorkRate> peak,
                                  Estimate<double> mfu) {
  return model_work / (peak * mfu);
}

Estimate<double> achieved_mfu(Estimate<Work> model_work, Estimate<WorkRate> peak,
                              Estimate<Time> device_time) {
  return model_work / (peak * device_time);
}

}  // namespace plume
