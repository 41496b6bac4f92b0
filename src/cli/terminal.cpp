// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace plume {

namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

}  // namespace

bool use_colour(ColourChoice choice, int descriptor) {
  if (choice != ColourChoice::automatic) {
    return choice == ColourChoice::always;
  }
  if (!environment("NO_COLOR").empty() || environment("TERM") == "dumb") {
    return false;
  }
  const auto forced = environment("CLICOLOR_FORCE");
  return (!forced.empty() && forced != "0") || ::isatty(descriptor) == 1;
}

bool speaks_unicode() {
  for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (const auto value = environment(name); !value.empty()) {
      return value.find("UTF-8") != std::string_view::npos ||
             value.find("utf8") != std::string_view::npos;
    }
  }
  return false;
}

}  // namespace plume
