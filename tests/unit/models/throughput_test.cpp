// SPDX-License-Identifier: Apache-2.0
#include "plume/models/throughput.hpp"
#include "plume/models/workload.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace plume;

namespace {

/// Rounded coefficients, so that the sums can be done by hand.
constexpr DenseCoefficients coefficients{
    .small_model = 3e7, .size_exponent = -0.6, .one_node = 8, .count_exponent = -0.015};
constexpr double v100 = 0.87;
constexpr double a100 = 1.17;
constexpr double h100 = 0.95;
constexpr double old_stack = 0.67;

MfuInputs inputs(double parameters, double devices, double sequence_length) {
  return {.parameters = parameters,
          .devices = devices,
          .attention = attention_share(sequence_length, typical_width(parameters))};
}

double mfu(double generation, const MfuInputs& in, double stack = 1, double precision = 1) {
  return dense_mfu({.base = 0.43, .generation = generation, .stack = stack, .precision = precision},
                   coefficients, in);
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

TEST_CASE("Without attention the weights alone count", "[models]") {
  CHECK_THAT(mfu(1, inputs(7e9, 8, 0)), WithinRel(0.43 * std::pow(1 + 3e7 / 7e9, -0.6), 1e-12));
}

TEST_CASE("Attention's share of the work is s / 6 d", "[models]") {
  CHECK_THAT(attention_share(2048, 12288), WithinRel(2048.0 / 73728, 1e-12));
  const AttentionShape shape{.layers = 96, .width = 12288, .sequence_length = 2048};
  const double weights = 12 * 96 * 12288.0 * 12288;
  CHECK_THAT(attention_work(shape, 1) / flop(6 * weights),
             WithinRel(attention_share(2048, 12288), 1e-12));
}

TEST_CASE("Factors of generation and stack multiply the utilisation", "[models]") {
  const MfuInputs in = inputs(7e9, 64, 4096);
  CHECK_THAT(mfu(1.05, in, 1.3) / mfu(1, in), WithinRel(1.05 * 1.3, 1e-12));
}

TEST_CASE("A lower precision speeds up the weights, not the attention", "[models]") {
  const MfuInputs none = inputs(7e9, 64, 0);
  CHECK_THAT(mfu(1, none, 1, 1.4) / mfu(1, none), WithinRel(1.4, 1e-12));
  const MfuInputs half{.parameters = 7e9, .devices = 64, .attention = 0.5};
  CHECK_THAT(mfu(1, half, 1, 2) / mfu(1, half), WithinRel((1 + 0.5) / (0.5 + 0.5), 1e-12));
}

TEST_CASE("A mixture of experts is the slower the sparser it is", "[models]") {
  const MoeCoefficients c{
      .reference_size = 30e9, .size_exponent = 0.106, .sparsity_exponent = -0.139};
  MfuInputs in{.parameters = 30e9, .total_parameters = 30e9, .devices = 512};
  CHECK_THAT(moe_mfu({.base = 0.311}, c, in), WithinRel(0.311, 1e-12));
  in.total_parameters = 300e9;
  CHECK_THAT(moe_mfu({.base = 0.311}, c, in), WithinRel(0.311 * std::pow(10.0, -0.139), 1e-12));
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

namespace {

/// Round coefficients: three doublings of the devices above n1, a model of N1.
constexpr OverheadCoefficients lost_time{.devices = 128, .parameters = 50e9, .exponent = 0.1};

}  // namespace

TEST_CASE("Few devices lose no time to their number", "[models]") {
  CHECK(expected_overhead(lost_time, 1, 1e9) == 1);
  CHECK(expected_overhead(lost_time, 128, 1e9) == 1);
  CHECK(expected_overhead(lost_time, 128, 0) == 1);
}

TEST_CASE("Lost time is a power of the devices that halves at N1", "[models]") {
  CHECK_THAT(expected_overhead(lost_time, 1024, 0), WithinRel(std::pow(8, 0.1), 1e-12));
  CHECK_THAT(expected_overhead(lost_time, 1024, 50e9), WithinRel(std::pow(8, 0.05), 1e-12));
}

TEST_CASE("Lost time grows with devices and shrinks with the model", "[models]") {
  const double middle = expected_overhead(lost_time, 1024, 7e9);
  CHECK(expected_overhead(lost_time, 2048, 7e9) > middle);
  CHECK(expected_overhead(lost_time, 512, 7e9) < middle);
  CHECK(expected_overhead(lost_time, 1024, 70e9) < middle);
  CHECK(expected_overhead(lost_time, 1024, 1e9) > middle);
  CHECK(expected_overhead(lost_time, 1e6, 1e15) < 1.001);
}
