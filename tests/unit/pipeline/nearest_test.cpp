// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "unit/pipeline/asked.hpp"

#include <cmath>

using namespace plume;
using namespace plume::test;

namespace {

Device device(std::string_view name) {
  Device out;
  out.listed = find_accelerator(name);
  REQUIRE(out.listed != nullptr);
  return out;
}

Job job(double parameters, double sequence_length, ModelKind kind = ModelKind::language) {
  Job out;
  out.kind = kind;
  out.parameters = parameters;
  out.sequence_length = sequence_length;
  return out;
}

const Measurement* nearest(std::string_view name, const Job& asked, double count,
                           Precision precision = Precision::bf16, Stack stack = Stack::standard) {
  return nearest_measurement(device(name), asked, count, precision, stack);
}

}  // namespace

TEST_CASE("A run that was measured is its own nearest measurement", "[pipeline]") {
  std::size_t tried = 0;
  for (const Measurement& m : measurements()) {
    if (m.kind.view() != "language" || m.precision.view() != "bf16" ||
        m.stack.view() != "default" || !(m.count > 0) || !(m.sequence_length > 0)) {
      continue;
    }
    const Accelerator& accelerator = accelerators()[m.accelerator];
    const Measurement* const found =
        nearest(accelerator.id.view(), job(m.active, m.sequence_length), m.count);
    INFO(m.id.view());
    if (accelerator.generation.empty()) {
      CHECK(found == nullptr);
      continue;
    }
    REQUIRE(found != nullptr);
    CHECK(found->active == m.active);
    ++tried;
  }
  CHECK(tried > 100);
}

TEST_CASE("The nearest measurement is of the same kind, generation, precision and stack",
          "[pipeline]") {
  const Measurement* const found =
      nearest("h100-sxm", job(8e9, 8192), 64, Precision::fp8, Stack::tuned);
  REQUIRE(found != nullptr);
  CHECK(found->kind.view() == "language");
  CHECK(found->precision.view() == "fp8");
  CHECK(found->stack.view() == "tuned");
  CHECK(accelerators()[found->accelerator].generation.view() ==
        find_accelerator("h100-sxm")->generation.view());
  CHECK(std::abs(std::log2(found->active / 8e9)) <= 1);
}

TEST_CASE("Nothing is near a model of another size or a device of no generation", "[pipeline]") {
  CHECK(nearest("h100-sxm", job(9e15, 4096), 64) == nullptr);
  CHECK(nearest("h100-sxm", job(7e9, 4096, ModelKind::cnn), 64) == nullptr);
  Device described;
  described.described = true;
  CHECK(nearest_measurement(described, job(7e9, 4096), 64, Precision::bf16, Stack::standard) ==
        nullptr);
}

TEST_CASE("The nearest measurement is shown among the steps", "[pipeline]") {
  const Report report = estimated(asked(predicted()), Detail::steps);
  const auto shown = std::find_if(report.steps.begin(), report.steps.end(), [](const auto& step) {
    return step.title == "Nearest measurement, to compare";
  });
  REQUIRE(shown != report.steps.end());
  CHECK_THAT(std::string(shown->numbers), ContainsSubstring("tokens/s on each of"));
}
