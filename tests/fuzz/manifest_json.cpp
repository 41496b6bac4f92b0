// SPDX-License-Identifier: Apache-2.0
#include "carry_on.hpp"
#include "plume/pipeline/printed_report.hpp"

#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  plume::fuzz::read_and_carry_on(text, "fuzz.json");
  (void)plume::read_printed_report(text);
  return 0;
}
