// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/append_line.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace plume {

/// Styles of a terminal.
inline constexpr std::string_view bold = "1";
inline constexpr std::string_view faint = "2";
inline constexpr std::string_view red = "31";
inline constexpr std::string_view green = "32";
inline constexpr std::string_view yellow = "33";
inline constexpr std::string_view cyan = "36";

/// A text in a style, where colour is wanted and there is one.
inline std::string styled(bool colour, std::string_view style, std::string_view text) {
  return colour && !style.empty() ? fmt::format("\033[{}m{}\033[0m", style, text)
                                  : std::string(text);
}

/// A text for people that grows line by line: what writes one derives from it.
class Lines {
 protected:
  explicit Lines(bool colour) : colour_(colour) {}

  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    append_line(out_, format, std::forward<Args>(args)...);
  }

  std::string styled(std::string_view style, std::string_view text) const {
    return plume::styled(colour_, style, text);
  }

  void heading(std::string_view text) { line("\n{}", styled(bold, text)); }

  bool colour_;
  std::string out_;
};

}  // namespace plume
