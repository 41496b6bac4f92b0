// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/answer_format.hpp"
#include "cli/flags.hpp"
#include "plume/gate/budget.hpp"
#include "plume/support/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Which service the check runs in.
enum class CiService { automatic, none, github };
inline constexpr std::array<std::string_view, 3> ci_service_names{"auto", "none", "github"};

/// One more copy of the answer: "sarif=plume.sarif".
struct CheckCopy {
  std::size_t format = 0;  ///< of `answer_format_names`
  std::string file;
};

/// The command line of `plume check`.
struct CheckFlags {
  CommonFlags common;
  std::vector<std::string> files;  ///< or patterns; none for those of the settings' budgets
  std::vector<std::string> with;   ///< files that complete each of them
  std::vector<FieldFlag> fields;
  std::vector<Limit> limits;
  std::vector<Limit> total;
  std::optional<Limit> most_increase;
  std::optional<FailOn> fail_on;
  std::string baseline;
  std::string settings;
  std::optional<std::size_t> format;  ///< of `answer_format_names`
  std::vector<CheckCopy> copies;
  CiService service = CiService::automatic;
  bool update_baseline = false;
  bool no_settings = false;
  bool show = false;
  bool strict = false;
};

/// Checks the files and delivers the answer.
ExitCode run_check(const CheckFlags& flags);

}  // namespace plume
