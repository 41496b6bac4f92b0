// SPDX-License-Identifier: Apache-2.0
// A whole file in memory: 8 bytes of length, the header, the data.
#include "formats/safetensors.hpp"

#include "formats/config_reader.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plume;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  try {
    const std::uint64_t length = safetensors_header_length(file.substr(0, 8), size);
    const WeightCount count = count_weights(file.substr(8, length), size - 8 - length);
    // A weight takes half a byte at least, and an empty tensor has none.
    const bool sound = count.parameters >= 0 && count.packed >= 0 &&
                       count.parameters + count.packed <= 2 * static_cast<double>(size);
    if (!std::isfinite(count.parameters) || !sound) {
      std::abort();
    }
  } catch (const Unusable& why) {
    if (why.code != "bad-safetensors" || why.message.empty() || why.cure.empty()) {
      std::abort();
    }
  }
  return 0;
}
