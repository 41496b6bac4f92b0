// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

using Flags = std::vector<std::pair<Key, std::string>>;

Flags image() {
  return {{Key::architecture, "resnet50"},
          {Key::samples, "1M"},
          {Key::count, "8"},
          {Key::accelerator, "a100-sxm-80gb"},
          {Key::region, "fr"},
          {Key::pue, "1.1"},
          {Key::year, "2024"}};
}

Flags with_flops() {
  Flags flags = predicted();
  flags.emplace_back(Key::flops, "1e22");
  return flags;
}

bool tells(const Flags& base, Key key, const char* value) {
  const Report report = estimated(with(base, {{key, value}}));
  return std::any_of(report.warnings.begin(), report.warnings.end(), [key](const Warning& w) {
    return w.code == "unused-input" && w.message.find(field(key).path) != std::string::npos;
  });
}

double hours_of(const Run& run) {
  return estimated(run).device_time.value.in(hours);
}

}  // namespace

TEST_CASE("What a language model has no use for is told", "[pipeline]") {
  CHECK(tells(predicted(), Key::adapter_parameters, "5M"));
  CHECK(tells(predicted(), Key::power_scope, "board"));
  CHECK(tells(predicted(), Key::activations, "5M"));
  CHECK(tells(predicted(), Key::image_size, "224"));
  CHECK_FALSE(tells(predicted(), Key::sequence_length, "4096"));
}

TEST_CASE("What an image model has no use for is told", "[pipeline]") {
  CHECK(tells(image(), Key::active_parameters, "5M"));
  CHECK(tells(image(), Key::sequence_length, "77"));
  CHECK_FALSE(tells(image(), Key::activations, "5M"));
  CHECK_FALSE(tells(image(), Key::image_size, "256"));
}

TEST_CASE("Samples of unknown length are no fault where the time is given", "[pipeline]") {
  CHECK(tells(timed(), Key::samples, "1M"));
  CHECK(code_of(with(timed(), {{Key::kind, "moe"}, {Key::parameters, "100B"}})).empty());
  CHECK(code_of(
            with(timed(), {{Key::kind, "moe"}, {Key::parameters, "100B"}, {Key::tokens, "1B"}})) ==
        "missing-active-parameters");
}

TEST_CASE("Epochs do not repeat operations that are given", "[pipeline]") {
  CHECK(tells(with_flops(), Key::epochs, "3"));
}

TEST_CASE("Figures that the work does not follow from have no share in its spread", "[pipeline]") {
  Flags flags = predicted();
  flags[0].second = "6..8B";
  flags[1].second = "1..3T";
  CHECK(input(estimated(asked(flags)), "tokens").variance_share > 0);
  flags.emplace_back(Key::flops, "1e22");
  const Report given = estimated(asked(flags));
  CHECK(input(given, "tokens").variance_share == 0);
  CHECK(input(given, "parameters").variance_share == 0);
}

TEST_CASE("Given operations are done as fast as those of the architecture", "[pipeline]") {
  const Report by_samples = estimated(asked(image()));
  const Report given = estimated(with(image(), {{Key::flops, "1e20"}}));
  REQUIRE(by_samples.mfu);
  REQUIRE(given.mfu);
  CHECK_THAT(given.mfu->value, WithinRel(by_samples.mfu->value, 1e-12));
}

TEST_CASE("Rated power differs from plume's method in the power alone", "[pipeline]") {
  CHECK_THAT(hours_of(with(image(), {{Key::method, "tdp"}})),
             WithinRel(hours_of(asked(image())), 1e-12));
}

TEST_CASE("Operations of a sample need no length of it", "[pipeline]") {
  Flags flags = image();
  flags[0] = {Key::kind, "encoder"};
  flags.emplace_back(Key::flops_per_sample, "8 GFLOP");
  CHECK(code_of(asked(flags)).empty());
}

TEST_CASE("A rate of samples beyond the peak is the rate's fault", "[pipeline]") {
  Faults faults;
  estimate(with(image(), {{Key::samples_per_second, "1e9"}}), faults);
  REQUIRE(code_of(faults) == "beyond-peak");
  CHECK(faults[0].key == "hardware.samples_per_second");
}

TEST_CASE("Activations at another image size are no figure of the catalogue", "[pipeline]") {
  CHECK(input(estimated(asked(image())), "activations").status == Status::catalogue);
  CHECK(input(estimated(with(image(), {{Key::image_size, "256"}})), "activations").status ==
        Status::derived);
}

TEST_CASE("A method's own time gives way to a rate of samples, and that is told", "[pipeline]") {
  const Report report = estimated(
      with(image(), {{Key::samples_per_second, "2000"}, {Key::method, "opencarboneval-v2"}}));
  CHECK(warns(report, "time-given"));
  CHECK(warns(
      estimated(with(predicted(), {{Key::achieved, "400"}, {Key::method, "opencarboneval-v2"}})),
      "time-given"));
}
