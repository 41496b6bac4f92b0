// SPDX-License-Identifier: Apache-2.0
#include "plume/models/throughput.hpp"
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

double of_model(double devices, double parameters) {
  return constant(Constant::run_overhead).value *
         expected_overhead({.devices = constant(Constant::overhead_devices).value,
                            .parameters = constant(Constant::overhead_parameters).value,
                            .exponent = constant(Constant::overhead_exponent).value},
                           devices, parameters);
}

Report on(const std::string& devices, const std::string& parameters) {
  return estimated(with(predicted(), {{Key::count, devices}, {Key::parameters, parameters}}));
}

double whole_over_steady(const Report& report) {
  return report.device_time.value / report.steady_time->value;
}

}  // namespace

TEST_CASE("A predicted run takes its steady time times the lost time of published runs",
          "[pipeline]") {
  for (const auto& [devices, parameters] : {std::pair{64.0, 7e9}, {1024.0, 7e9}, {4096.0, 70e9}}) {
    const Report report = on(std::to_string(devices), std::to_string(parameters));
    INFO(devices << " devices, " << parameters << " parameters");
    REQUIRE(report.steady_time);
    CHECK_THAT(input(report, "overhead").value, WithinRel(of_model(devices, parameters), 1e-12));
    CHECK_THAT(whole_over_steady(report), WithinRel(of_model(devices, parameters), 1e-12));
    CHECK(input(report, "overhead").status == Status::assumed);
    CHECK(input(report, "overhead").low >= 1);
    CHECK(warns(report, "assumed-overhead"));
  }
}

TEST_CASE("Small models on many devices lose most time", "[pipeline]") {
  CHECK(whole_over_steady(on("64", "1B")) == constant(Constant::run_overhead).value);
  CHECK(whole_over_steady(on("2048", "1B")) > whole_over_steady(on("2048", "70B")));
  CHECK(whole_over_steady(on("2048", "1B")) > whole_over_steady(on("512", "1B")));
}

TEST_CASE("A given rate loses less than a predicted one", "[pipeline]") {
  const Figure& measured = constant(Constant::run_overhead_measured);
  for (const auto& [key, text] : {std::pair{Key::mfu, "0.4"}, {Key::tokens_per_second, "640K"}}) {
    const Report report = estimated(with(predicted(), {{key, text}}));
    INFO(text);
    CHECK(input(report, "overhead").value == measured.value);
    CHECK_THAT(input(report, "overhead").high, WithinRel(measured.high, 1e-9));
    CHECK_THAT(whole_over_steady(report), WithinRel(measured.value, 1e-12));
    CHECK(warns(report, "assumed-overhead"));
  }
}

TEST_CASE("Lost time that is given is taken, and none is assumed", "[pipeline]") {
  const Report report =
      estimated(with(predicted(), {{Key::overhead, "1.3"}, {Key::count, "2048"}}));
  CHECK(input(report, "overhead").status == Status::given);
  CHECK_THAT(whole_over_steady(report), WithinRel(1.3, 1e-12));
  CHECK_FALSE(warns(report, "assumed-overhead"));
}

TEST_CASE("Given hours hold the lost time already", "[pipeline]") {
  const Report report = estimated(asked(timed()));
  CHECK_FALSE(has_input(report, "overhead"));
  CHECK_FALSE(warns(report, "assumed-overhead"));
}
