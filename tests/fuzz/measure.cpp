// SPDX-License-Identifier: Apache-2.0
/// Measures and units, and what follows from giving them to every flag.
#include "carry_on.hpp"
#include "plume/units/text.hpp"

#include <cmath>
#include <cstdint>
#include <string>

using namespace plume;

namespace {

void read_alone(std::string_view text) {
  Measure m;
  if (parse_measure(text, m) == MeasureFault::none) {
    fuzz::require(std::isfinite(m.low) && std::isfinite(m.value) && std::isfinite(m.high));
    fuzz::require(m.value < 0 || (m.low <= m.value && m.value <= m.high));
    fuzz::require(!print_machine(m.value).empty() && !print_human(m.value).empty());
  }
  const auto unit = parse_unit(text);
  fuzz::require(!unit || (unit->factor > 0 && std::isfinite(unit->factor)));
}

/// A run that can be estimated, with one of its values replaced.
void read_as_flag(const Field& field, std::string_view text) {
  Run run;
  Faults faults;
  read_manifest(R"({"model": {"parameters": "7B"}, "training": {"tokens": "2T"},
                    "hardware": {"accelerator": "h100-sxm", "count": 64},
                    "site": {"region": "fr"}})",
                "base.json", run, faults);
  read_flag(field, text, run, faults);
  if (faults.empty()) {
    fuzz::carry_on(run);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    read_alone("");
    return 0;
  }
  const std::string text(data + 1, data + size);
  read_alone(text);
  const Field& field = fields()[data[0] % key_count];
  if (!field.flag.empty()) {
    read_as_flag(field, text);
  }
  return 0;
}
