// SPDX-License-Identifier: Apache-2.0
#include "carry_on.hpp"

#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plume;
  const std::string text(data, data + size);
  Run run;
  Faults faults;
  read_manifest(R"({"training": {"tokens": "2T"}, "site": {"region": "fr"},
                    "hardware": {"accelerator": "h100-sxm", "count": 64}})",
                "base.json", run, faults);
  run.set_text(Key::config, "{" + text, {});  // a text without a brace would be the name of a file
  fuzz::carry_on(run);
  return 0;
}
