// SPDX-License-Identifier: Apache-2.0
#include "plume/data/overlay.hpp"

#include "cli/commands.hpp"

#include <cstdlib>
#include <sys/stat.h>

namespace plume {

namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// Where the user keeps figures of their own, by the rules of the desktop.
std::string user_data_folder() {
  const std::string data = environment("XDG_DATA_HOME");
  const std::string home = environment("HOME");
  return !data.empty() ? data + "/plume" : home.empty() ? home : home + "/.local/share/plume";
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return !path.empty() && ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

void lay_over(const CommonFlags& flags) {
  std::vector<std::string> folders;
  if (std::string own = user_data_folder(); is_folder(own)) {
    folders.push_back(std::move(own));
  }
  if (std::string named = environment("PLUME_DATA"); !named.empty()) {
    folders.push_back(std::move(named));
  }
  if (!flags.data.empty()) {
    folders.push_back(flags.data);
  }
  install_overlay(folders);
}

}  // namespace plume
