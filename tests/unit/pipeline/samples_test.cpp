// SPDX-License-Identifier: Apache-2.0
#include "plume/models/sample_workload.hpp"
#include "unit/pipeline/asked.hpp"

#include <algorithm>

using namespace plume;
using namespace plume::test;

namespace {

using Flags = std::vector<std::pair<Key, std::string>>;

struct Result {
  Report report;
  Faults faults;
};

Result estimate_of(Flags flags) {
  flags.insert(flags.end(), {{Key::region, "fr"}, {Key::year, "2024"}, {Key::pue, "1.1"}});
  Result out;
  out.report = estimate(asked(flags), out.faults);
  return out;
}

Flags on_a100(Flags flags) {
  flags.insert(flags.end(), {{Key::accelerator, "a100-sxm-80gb"}, {Key::count, "8"}});
  return flags;
}

double flops_of(const Flags& flags) {
  const Result result = estimate_of(on_a100(flags));
  REQUIRE(code_of(result.faults).empty());
  REQUIRE(result.report.work);
  return result.report.work->in(flop);
}

double hours_of(const Flags& flags) {
  const Result result = estimate_of(flags);
  REQUIRE(code_of(result.faults).empty());
  return result.report.device_time.value.in(hours);
}

const Flags resnet{{Key::architecture, "resnet50"}, {Key::samples, "1M"}, {Key::epochs, "2"}};

}  // namespace

TEST_CASE("A listed architecture gives work and parameters", "[pipeline]") {
  CHECK_THAT(flops_of(resnet), WithinRel(2e6 * 3 * 8.22e9, 1e-9));
}

TEST_CASE("Another image size scales by area, or by tokens where there are patches", "[pipeline]") {
  Flags larger = resnet;
  larger.emplace_back(Key::image_size, "448");
  CHECK_THAT(flops_of(larger), WithinRel(4 * flops_of(resnet), 1e-9));
  const Flags vit{{Key::architecture, "vit-b-16"}, {Key::samples, "1M"}};
  Flags vit_larger = vit;
  vit_larger.emplace_back(Key::image_size, "384");
  CHECK_THAT(flops_of(vit_larger),
             WithinRel(flops_of(vit) * image_tokens(384, 16) / image_tokens(224, 16), 1e-9));
  CHECK(warns(estimate_of(on_a100(vit_larger)).report, "scaled-architecture"));
  CHECK_FALSE(warns(estimate_of(on_a100(vit)).report, "scaled-architecture"));
}

TEST_CASE("Given operations of a sample win over the listed ones", "[pipeline]") {
  Flags given = resnet;
  given.emplace_back(Key::flops_per_sample, "10 GFLOP");
  CHECK_THAT(flops_of(given), WithinRel(2e6 * 3e10, 1e-9));
}

TEST_CASE("A vision transformer's work follows from its parameters and tokens", "[pipeline]") {
  const Flags vit{
      {Key::kind, "vision-transformer"}, {Key::parameters, "86M"}, {Key::image_size, "224"},
      {Key::patch_size, "16"},           {Key::samples, "1M"},     {Key::epochs, "3"}};
  CHECK_THAT(flops_of(vit), WithinRel(6 * 86e6 * 197 * 3e6, 1e-9));
}

TEST_CASE("Adapters of a diffusion model spare a third of the work", "[pipeline]") {
  const Flags full{{Key::architecture, "sd-v1"}, {Key::samples, "1M"}};
  Flags adapters = full;
  adapters.insert(adapters.end(),
                  {{Key::training_method, "lora"}, {Key::adapter_parameters, "859521"}});
  CHECK_THAT(flops_of(full), WithinRel(1e6 * (3 * 803.3e9 + 1130e9), 1e-9));
  CHECK_THAT(flops_of(adapters), WithinRel(1e6 * (2.003 * 803.3e9 + 1130e9), 1e-4));
}

TEST_CASE("A measured rate of samples gives the time", "[pipeline]") {
  Flags rate = on_a100(resnet);
  rate.insert(rate.end(), {{Key::samples_per_second, "2000"}, {Key::overhead, "1"}});
  CHECK_THAT(hours_of(rate), WithinRel(8 * 2e6 / 2000 / 3600, 1e-9));
  rate.emplace_back(Key::wall_hours, "1");
  CHECK(warns(estimate_of(rate).report, "unused-input"));
}

TEST_CASE("Activations, not operations, decide the time of an image", "[pipeline]") {
  Flags base = on_a100({{Key::kind, "cnn"},
                        {Key::flops_per_sample, "8 GFLOP"},
                        {Key::samples, "1M"},
                        {Key::precision, "fp16"},
                        {Key::overhead, "1"}});
  Flags few = base;
  few.emplace_back(Key::activations, "10M");
  Flags many = base;
  many.emplace_back(Key::activations, "20M");
  CHECK(hours_of(many) > 1.7 * hours_of(few));
  CHECK(warns(estimate_of(base).report, "assumed-activations"));
  CHECK_FALSE(warns(estimate_of(few).report, "assumed-activations"));
}

TEST_CASE("A described accelerator needs its bandwidth for the model of images", "[pipeline]") {
  Answer answer = read(R"({"model": {"architecture": "resnet50"}, "training": {"samples": 1e6},
    "hardware": {"accelerator": {"tdp": 400, "fp16": 312, "bandwidth": "2039 GB/s", "embodied": 150}},
    "site": {"region": "fr", "year": 2024, "pue": 1.1}})");
  REQUIRE(code_of(answer.faults).empty());
  Faults faults;
  CHECK_FALSE(warns(estimate(answer.run, faults), "assumed-utilisation"));
  answer.run.unset(Key::accelerator_bandwidth);
  CHECK(warns(estimate(answer.run, faults), "assumed-utilisation"));
}

TEST_CASE("What contradicts an architecture is refused", "[pipeline]") {
  const auto code = [](Flags more) {
    more.insert(more.end(), resnet.begin(), resnet.end());
    return code_of(estimate_of(on_a100(more)).faults);
  };
  CHECK(code({{Key::kind, "diffusion"}}) == "contradiction");
  CHECK(code({{Key::kind, "cnn"}}).empty());
  const Flags vit{{Key::architecture, "vit-b-16"}, {Key::samples, "1M"}, {Key::patch_size, "14"}};
  CHECK(code_of(estimate_of(on_a100(vit)).faults) == "contradiction");
}

TEST_CASE("What is missing of an image model is said", "[pipeline]") {
  const auto code = [](const Flags& flags) { return code_of(estimate_of(on_a100(flags)).faults); };
  CHECK(code({{Key::architecture, "resnet-51"}, {Key::samples, "1M"}}) == "unknown-architecture");
  CHECK(code({{Key::architecture, "resnet50"}}) == "missing-work");
  CHECK(code({{Key::kind, "cnn"}, {Key::samples, "1M"}}) == "missing-work");
  CHECK(code({{Key::kind, "vision-transformer"},
              {Key::parameters, "86M"},
              {Key::samples, "1M"},
              {Key::patch_size, "16"}}) == "missing-image-size");
  CHECK(code({{Key::kind, "vision-transformer"},
              {Key::parameters, "86M"},
              {Key::samples, "1M"},
              {Key::image_size, "8"},
              {Key::patch_size, "16"}}) == "contradiction");
  CHECK(code({{Key::samples_per_second, "100"}, {Key::architecture, "resnet50"}}) ==
        "missing-samples");
}

TEST_CASE("Active parameters alone are an input, before which none was entered", "[pipeline]") {
  const Report report = estimated(with(timed(), {{Key::active_parameters, "8B"}}));
  CHECK(input(report, "active_parameters").value == 8e9);
  CHECK_FALSE(has_input(report, "parameters"));
}
