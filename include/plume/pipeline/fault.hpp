// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
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

/// The faults as diagnostics that point into the manifest, or name the flag; in the order of the
/// text, what has no place comes last.
std::vector<Diagnostic> locate(const Faults& faults, std::string_view name, std::string_view text);

}  // namespace plume
