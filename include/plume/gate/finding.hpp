// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/location.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

enum class Severity : std::uint8_t { note, warning, error };
inline constexpr std::array<std::string_view, 3> severity_names{"note", "warning", "error"};

/// One thing that a check, a lint or a measurement has to say of a place in a file.
struct Finding {
  std::string code;  ///< a stable word: "over-budget"
  Severity severity = Severity::warning;
  std::string message;
  std::string cure{};     ///< what to do; empty when the message says it
  std::string file{};     ///< empty when no file is to blame
  Position position{};    ///< line 0 when no line is to blame
  std::size_t width = 0;  ///< bytes of the line that are meant; 0 when only the line is
  /// The whole text of that line; empty when it is not at hand. Formats whose columns count
  /// characters leave columns out without it.
  std::string line{};
  /// What of the file is meant, whatever its figures: a key, a budget. With code and file it tells
  /// the problem from others, from one check to the next; empty when the message's words do.
  std::string about{};
};

/// What a code stands for, for formats that carry a list of rules.
struct FindingRule {
  std::string_view code;
  std::string_view summary;
};

/// A set of findings, and what was looked at: formats of test results also count what passed.
struct Findings {
  /// One thing that was checked, with what was found of it.
  struct Case {
    std::string name;  ///< of the run
    std::string file;
    double seconds = 0;  ///< that looking at it took; 0 when that is not measured
    bool passed = true;
    bool broken = false;                ///< it failed because it could not be checked at all
    std::string summary;                ///< one line: "412 kg of 500 kg: within"
    std::vector<std::size_t> findings;  ///< places in `all`
  };

  std::vector<Finding> all;
  std::vector<Case> cases;
};

}  // namespace plume
