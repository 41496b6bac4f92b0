// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/check.hpp"
#include "plume/gate/settings.hpp"

#include <span>
#include <string>
#include <vector>

namespace plume {

/// What holds for every file of a check.
struct CheckOptions {
  std::span<const GivenValue> flags{};      ///< win over the file
  std::span<const GivenValue> variables{};  ///< fill in what the file does not say
  const Settings* settings = nullptr;       ///< then these; null for none
  std::span<const Document> companions{};   ///< that complete every configuration
  std::span<const Limit> limits{};  ///< of each file; one of the settings for the same gives way
  std::optional<Limit> most_increase;
  std::span<const BaselineEntry> baseline{};
  bool has_baseline = false;
  bool strict = false;  ///< assumed and unconfirmed figures are faults
};

/// Reads a file, a manifest or a training configuration, estimates it, and holds it against its
/// limits. What is wrong with the file is in the result; nothing is thrown for it.
CheckedRun check_file(const std::string& file, const CheckOptions& options);

/// Whether a text is a manifest or a report of plume, rather than a training configuration.
bool is_manifest(const Document& document);

}  // namespace plume
