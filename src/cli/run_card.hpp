// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/answer_format.hpp"
#include "cli/flags.hpp"
#include "plume/gate/card.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// How cards are written: as answers with findings, or a line of JSON each.
inline constexpr std::array<std::string_view, 1> lines_format_name{"jsonl"};
inline constexpr auto card_format_names = both(answer_format_names, lines_format_name);
inline constexpr std::size_t lines_format = answer_format_names.size();

/// The least severity at which the answer is no; the last is none at all.
inline constexpr std::array<std::string_view, 4> card_fail_on_names{"note", "warning", "error",
                                                                    "never"};

/// The command line of `plume card`.
struct CardFlags {
  CommonFlags common;
  std::vector<std::string> files;  ///< cards, patterns of them, or folders
  std::string list;                ///< a file that names more of them, a line each
  std::vector<std::string> metadata;
  std::string run;  ///< a manifest or a training configuration of the model; empty for none
  CardOptions options;
  std::optional<std::size_t> format;  ///< of `card_format_names`
  bool summary = false;
  bool fix = false;
  bool diff = false;
};

/// Looks at cards, or repairs them, and delivers the answer.
ExitCode run_card(CardFlags& flags);

}  // namespace plume
