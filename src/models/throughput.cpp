// SPDX-License-Identifier: Apache-2.0
#include "plume/models/throughput.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

double rate_over_peak(const MfuFactors& f, double attention) {
  return f.base * f.generation * f.stack / (1 / f.precision + attention);
}

}  // namespace

double attention_share(double sequence_length, double width) {
  return sequence_length / (6 * width);
}

double dense_mfu(const MfuFactors& factors, const DenseCoefficients& c, const MfuInputs& in) {
  return rate_over_peak(factors, in.attention) *
         std::pow(1 + c.small_model / in.parameters, c.size_exponent) *
         std::pow(std::max(1.0, in.devices / c.one_node), c.count_exponent);
}

double moe_mfu(const MfuFactors& factors, const MoeCoefficients& c, const MfuInputs& in) {
  return rate_over_peak(factors, in.attention) *
         std::pow(in.parameters / c.reference_size, c.size_exponent) *
         std::pow(in.total_parameters / in.parameters, c.sparsity_exponent);
}

double expected_overhead(const OverheadCoefficients& c, double devices, double parameters) {
  return std::pow(std::max(1.0, devices / c.devices), c.exponent / (1 + parameters / c.parameters));
}

Estimate<Time> steady_device_time(const Estimate<Work>& model_work, const Estimate<WorkRate>& peak,
                                  const Estimate<double>& mfu) {
  return model_work / (peak * mfu);
}

Estimate<double> achieved_mfu(const Estimate<Work>& model_work, const Estimate<WorkRate>& peak,
                              const Estimate<Time>& device_time) {
  return model_work / (peak * device_time);
}

}  // namespace plume
