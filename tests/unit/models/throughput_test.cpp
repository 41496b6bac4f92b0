// SPDX-License-Identifier: Apache-2.0
#include "plume/models/throughput.hpp"
#include "plume/models/workload.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace plume;

namespace {

/// The rounded coefficients of the published fit.
constexpr MfuCoefficients coefficients{.small_model = 3e7,
                                       .size_exponent = -0.6,
                                       .count_exponent = -0.015,
                                       .one_node = 8,
                                       .attention_width = 6};
constexpr double v100 = 0.87;
constexpr double a100 = 1.17;
constexpr double h100 = 0.95;
constexpr double old_stack = 0.67;

MfuInputs inputs(double parameters, double devices, double sequence_length) {
  return {parameters, devices, sequence_length, typical_width(parameters)};
}

double mfu(double generation, const MfuInputs& in, double stack = 1) {
  return dense_mfu({.base = 0.43, .generation = generation, .stack = stack}, coefficients, in);
}

}  // namespace

TEST_CASE("The worked examples of the throughput notes come out", "[models]") {
  CHECK_THAT(mfu(a100, inputs(7e9, 64, 4096)), WithinAbs(0.419, 5e-4));
  CHECK_THAT(mfu(h100, inputs(70e9, 512, 8192)), WithinAbs(0.334, 5e-4));
  CHECK_THAT(mfu(a100, inputs(124e6, 8, 1024)), WithinAbs(0.382, 5e-4));
  CHECK_THAT(mfu(v100, inputs(175e9, 10000, 2048), old_stack), WithinAbs(0.219, 5e-4));
}

TEST_CASE("Utilisation grows with the model and falls with devices and sequence", "[models]") {
  const double middle = mfu(a100, inputs(7e9, 64, 4096));
  CHECK(mfu(a100, inputs(14e9, 64, 4096)) > middle);
  CHECK(mfu(a100, inputs(7e9, 128, 4096)) < middle);
  CHECK(mfu(a100, inputs(7e9, 64, 8192)) < middle);
}

TEST_CASE("Within one node the number of devices does not matter", "[models]") {
  CHECK(mfu(a100, inputs(7e9, 1, 4096)) == mfu(a100, inputs(7e9, 8, 4096)));
  CHECK_THAT(mfu(a100, inputs(7e9, 16, 4096)) / mfu(a100, inputs(7e9, 8, 4096)),
             WithinRel(std::pow(2.0, -0.015), 1e-12));
}

TEST_CASE("Without sequence length the attention term is one", "[models]") {
  const MfuInputs none{7e9, 8, 0, typical_width(7e9)};
  CHECK_THAT(mfu(1, none), WithinRel(0.43 * std::pow(1 + 3e7 / 7e9, -0.6), 1e-12));
}

TEST_CASE("Factors multiply the utilisation", "[models]") {
  const MfuInputs in = inputs(7e9, 64, 4096);
  const double plain = dense_mfu({.base = 0.43}, coefficients, in);
  const double all = dense_mfu({.base = 0.43, .generation = 1.05, .precision = 1.5, .stack = 1.3},
                               coefficients, in);
  CHECK_THAT(all / plain, WithinRel(1.05 * 1.5 * 1.3, 1e-12));
}

TEST_CASE("A mixture of experts is the slower the sparser it is", "[models]") {
  const MoeCoefficients c{.base = 0.311,
                          .reference_size = 30e9,
                          .size_exponent = 0.106,
                          .sparsity_exponent = -0.139,
                          .attention_width = 6};
  const MfuInputs in{30e9, 512, 0, typical_width(30e9)};
  CHECK_THAT(moe_mfu({.base = c.base}, c, in, 30e9), WithinRel(0.311, 1e-12));
  CHECK_THAT(moe_mfu({.base = c.base}, c, in, 300e9),
             WithinRel(0.311 * std::pow(10.0, -0.139), 1e-12));
}

TEST_CASE("Steady time and achieved utilisation are each other's inverse", "[models]") {
  const auto peak = exactly(teraflop_per_second(312));
  const auto time = steady_device_time(exactly(flop(1e21)), peak, exactly(0.4));
  CHECK_THAT(time.value.in(hours), WithinRel(1e21 / (312e12 * 0.4) / 3600, 1e-12));
  CHECK_THAT(achieved_mfu(exactly(flop(1e21)), peak, time).value, WithinRel(0.4, 1e-12));
}

TEST_CASE("A utilisation that is too high makes a time that is too low", "[models]") {
  const Estimate<double> utilisation{0.4, spread_between(0.65, 1, 1.33)};
  const auto time =
      steady_device_time(exactly(flop(1e21)), exactly(teraflop_per_second(312)), utilisation);
  CHECK_THAT(time.high() / time.value, WithinRel(1 / 0.65, 1e-6));
  CHECK_THAT(time.low() / time.value, WithinRel(1 / 1.33, 1e-6));
}
