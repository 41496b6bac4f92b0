// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plume {

/// Where and why a text is no JSON.
struct JsonFault {
  std::size_t offset = 0;
  std::string reason;  ///< empty when the text is JSON
};

/// Finds the first fault; only for a text that a quicker reader has refused.
JsonFault find_json_fault(std::string_view text);

/// Whether a token is a number by JSON's grammar, however large.
bool is_json_number(std::string_view token);

}  // namespace plume
