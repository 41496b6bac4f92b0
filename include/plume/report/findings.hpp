// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/finding.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace plume {

/// How findings are written for those who collect them.
enum class FindingFormat {
  github,  ///< workflow commands: annotations at file and line
  gitlab,  ///< Code Quality report, JSON
  sarif,   ///< SARIF 2.1.0
  junit,   ///< JUnit XML
};
inline constexpr std::array<std::string_view, 4> finding_format_names{"github", "gitlab", "sarif",
                                                                      "junit"};

/// The findings as text, ending in a newline. `suite` names what was done ("plume check"); `rules`
/// explain the codes; a code that is not among them is its own explanation.
std::string render_findings(const Findings& findings, FindingFormat format, std::string_view suite,
                            std::span<const FindingRule> rules);

}  // namespace plume
