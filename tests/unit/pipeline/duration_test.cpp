// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

TEST_CASE("Hours given are wall-clock hours of every accelerator", "[pipeline]") {
  const Report report = estimated(asked(timed()));
  CHECK_THAT(report.device_time.value.in(hours), WithinRel(355.0 * 64, 1e-12));
  CHECK_THAT(report.wall_time.value.in(hours), WithinRel(355.0, 1e-12));
  CHECK(report.device_time.low() == report.device_time.high());
  CHECK_FALSE(report.mfu);
}

TEST_CASE("Hours and device hours that agree are one time", "[pipeline]") {
  CHECK(code_of(with(timed(), {{Key::device_hours, "22720"}})).empty());
  CHECK(code_of(with(timed(), {{Key::device_hours, "22800"}})).empty());
}

TEST_CASE("Hours and device hours that differ contradict each other", "[pipeline]") {
  CHECK(code_of(with(timed(), {{Key::device_hours, "355"}})) == "contradiction");
  CHECK(code_of(with(timed(), {{Key::device_hours, "23500"}})) == "contradiction");
}

TEST_CASE("More active parameters than parameters contradict each other", "[pipeline]") {
  CHECK(code_of(with(predicted(), {{Key::active_parameters, "8B"}})) == "contradiction");
}

TEST_CASE("More work than the device's peak allows is refused", "[pipeline]") {
  // 64 H100 for 355 hours at 989 TFLOP/s are 8.09e22 FLOP at most.
  CHECK(code_of(with(timed(), {{Key::flops, "8e22"}})).empty());
  CHECK(code_of(with(timed(), {{Key::flops, "8.2e22"}})) == "beyond-peak");
  CHECK(code_of(with(predicted(), {{Key::tokens_per_second, "100M"}})) == "beyond-peak");
}

TEST_CASE("Work at low precision is held against the peak of that precision", "[pipeline]") {
  CHECK(code_of(with(timed(), {{Key::flops, "1.2e23"}, {Key::precision, "fp8"}})).empty());
  CHECK(code_of(with(timed(), {{Key::flops, "1.7e23"}, {Key::precision, "fp8"}})) == "beyond-peak");
}

TEST_CASE("A measured rate gives the time of all tokens", "[pipeline]") {
  const Report report =
      estimated(with(predicted(), {{Key::tokens_per_second, "640K"}, {Key::overhead, "1.2"}}));
  CHECK_THAT(report.wall_time.value.in(hours), WithinRel(2e12 / 640e3 / 3600 * 1.2, 1e-12));
  CHECK_THAT(report.device_time.value.in(hours),
             WithinRel(64 * report.wall_time.value.in(hours), 1e-12));
  REQUIRE(report.mfu);
  CHECK_THAT(report.mfu->value, WithinRel(6 * 7e9 * 640e3 / (64 * 989.4e12) / 1.2, 1e-9));
}

TEST_CASE("A given utilisation gives the time of the work", "[pipeline]") {
  const Report report = estimated(with(predicted(), {{Key::mfu, "0.4"}, {Key::overhead, "1.25"}}));
  CHECK_THAT(report.device_time.value.in(hours),
             WithinRel(6 * 7e9 * 2e12 / (989.4e12 * 0.4) / 3600 * 1.25, 1e-9));
  CHECK(report.device_time.low() == report.device_time.high());
}

TEST_CASE("Hours win over a rate, a rate over a utilisation, and the loser is named",
          "[pipeline]") {
  const Report by_hours =
      estimated(with(timed(), {{Key::mfu, "0.4"}, {Key::tokens_per_second, "640K"}}));
  CHECK_THAT(by_hours.wall_time.value.in(hours), WithinRel(355.0, 1e-12));
  CHECK(by_hours.warnings.size() == 2);
  CHECK(warns(by_hours, "unused-input"));
  const Report by_rate =
      estimated(with(predicted(), {{Key::tokens_per_second, "640K"}, {Key::mfu, "0.4"}}));
  CHECK(warns(by_rate, "unused-input"));
  CHECK(has_input(by_rate, "tokens_per_second"));
  CHECK_FALSE(warns(estimated(with(predicted(), {{Key::mfu, "0.4"}})), "unused-input"));
}

TEST_CASE("Full recomputation takes a third more time and the same model work", "[pipeline]") {
  const Report plain = estimated(asked(predicted()));
  const Report again = estimated(with(predicted(), {{Key::recompute, "full"}}));
  CHECK_THAT(again.device_time.value / plain.device_time.value, WithinRel(4.0 / 3, 1e-12));
  CHECK(again.work == plain.work);
  CHECK_THAT(again.mfu->value / plain.mfu->value, WithinRel(3.0 / 4, 1e-12));
}

// A utilisation is defined on the model's work: what is computed again has lowered it already.
TEST_CASE("Recomputation changes no time that a given utilisation says", "[pipeline]") {
  const Report plain = estimated(with(predicted(), {{Key::mfu, "0.3"}}));
  const Report again = estimated(with(predicted(), {{Key::mfu, "0.3"}, {Key::recompute, "full"}}));
  CHECK(again.device_time.value == plain.device_time.value);
}

TEST_CASE("The software's era follows the year unless the stack is given", "[pipeline]") {
  const auto time = [](const Run& run) { return estimated(run).device_time.value; };
  std::vector<std::pair<Key, std::string>> of_2022 = predicted();
  of_2022[5].second = "2022";
  REQUIRE(of_2022[5].first == Key::year);
  CHECK_THAT(time(asked(of_2022)) / time(asked(predicted())),
             WithinRel(1 / constant(Constant::mfu_stack_old).value, 1e-9));
  CHECK_THAT(time(with(of_2022, {{Key::stack, "default"}})) / time(asked(predicted())),
             WithinRel(1.0, 1e-12));
  CHECK_THAT(time(asked(predicted())) / time(with(predicted(), {{Key::stack, "tuned"}})),
             WithinRel(constant(Constant::mfu_stack_tuned).value, 1e-9));
}

TEST_CASE("The constant method takes one utilisation for all and says that it is assumed",
          "[pipeline]") {
  const Report report = estimated(with(predicted(), {{Key::method, "constant"}}));
  CHECK(input(report, "mfu").value == 0.35);
  CHECK(input(report, "mfu").status == Status::assumed);
  CHECK(warns(report, "assumed-utilisation"));
}

TEST_CASE("No prediction goes above the ceiling", "[pipeline]") {
  const Report report = estimated(with(predicted(), {{Key::accelerator, "tpu-v5p"},
                                                     {Key::stack, "tuned"},
                                                     {Key::kind, "moe"},
                                                     {Key::parameters, "10T"},
                                                     {Key::active_parameters, "10T"},
                                                     {Key::sequence_length, "128"}}));
  CHECK_THAT(input(report, "mfu").value, WithinRel(0.75, 1e-12));
}

TEST_CASE("One accelerator is assumed where no count is given, and told", "[pipeline]") {
  const Report report = estimated(without(timed(), Key::count));
  CHECK(input(report, "count").value == 1);
  CHECK(input(report, "count").status == Status::assumed);
  CHECK(warns(report, "assumed-count"));
}

TEST_CASE("An instance gives accelerator and count", "[pipeline]") {
  const Report report = estimated(asked({{Key::instance, "aws:p5.48xlarge"},
                                         {Key::wall_hours, "10"},
                                         {Key::region, "aws:us-east-1"}}));
  CHECK(input(report, "count").value == 8);
  CHECK(input(report, "tdp").value == 700);
}

TEST_CASE("What is missing is named", "[pipeline]") {
  CHECK(code_of(without(predicted(), Key::accelerator)) == "missing-accelerator missing-power");
  CHECK(code_of(without(predicted(), Key::tokens)) == "missing-work");
  CHECK(code_of(without(predicted(), Key::parameters)) == "missing-work");
  CHECK(code_of(asked({{Key::wall_hours, "5"}, {Key::region, "fr"}})) == "missing-power");
  CHECK(code_of(with(predicted(), {{Key::kind, "cnn"}})) == "missing-work");
  CHECK(code_of(with(predicted(), {{Key::kind, "moe"}})) == "missing-active-parameters");
  CHECK(code_of(asked({{Key::parameters, "7B"},
                       {Key::samples, "1M"},
                       {Key::accelerator, "h100"},
                       {Key::region, "fr"}})) == "missing-sequence-length");
  CHECK(code_of(asked(
            {{Key::tokens_per_second, "1K"}, {Key::accelerator, "h100"}, {Key::region, "fr"}})) ==
        "missing-tokens");
  CHECK(code_of(with(predicted(), {{Key::accelerator, "v100"}, {Key::precision, "fp8"}})) ==
        "missing-peak");
}

TEST_CASE("Nothing said at all is answered with what to say", "[pipeline]") {
  Faults faults;
  estimate(Run{}, faults);
  REQUIRE_FALSE(faults.empty());
  for (const Fault& fault : faults) {
    CHECK_FALSE(fault.cure.empty());
  }
  CHECK_THAT(code_of(faults), ContainsSubstring("missing-work"));
}

TEST_CASE("A range of work or of the peak widens the time and not the utilisation", "[pipeline]") {
  const std::vector<std::pair<Key, std::string>> given{{Key::mfu, "0.4"}, {Key::overhead, "1"}};
  auto wide = given;
  wide.emplace_back(Key::tokens, "1..4T");
  const Report report = estimated(with(predicted(), wide));
  CHECK(report.device_time.high() > 3 * report.device_time.low());
  CHECK_THAT(report.mfu->low(), WithinRel(0.4, 1e-9));
  CHECK_THAT(report.mfu->high(), WithinRel(0.4, 1e-9));
}
