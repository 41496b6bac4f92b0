// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace plume {

/// Where a value of a run was written.
struct Origin {
  enum class Where : std::uint8_t { nowhere, manifest, flag };
  Where where = Where::nowhere;
  std::uint32_t offset = 0;  ///< byte in the manifest's text
  std::uint32_t width = 0;   ///< bytes to underline
};

/// What is wrong with a run, and with which of its values.
struct Fault {
  std::string code;  ///< a stable word, listed in docs/reference/diagnostics.md
  std::string message;
  std::string cure;
  std::string key{};  ///< dotted key, "hardware.power"; empty when none is to blame
  Origin origin{};
};

using Faults = std::vector<Fault>;

}  // namespace plume
