// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/file.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace plume::test {

/// A folder of published material that is not part of the repository, in the folder that
/// PLUME_REFERENCE names, else in ../shared/reference.
class Reference {
 public:
  explicit constexpr Reference(std::string_view name) : name_(name) {}

  /// Says so where it is not here.
  bool is_here() const {
    const bool here = std::filesystem::is_directory(path());
    if (!here) {
      WARN("not compared: there is no "
           << path() << "; PLUME_REFERENCE names the folder that holds `" << name_ << '`');
    }
    return here;
  }

  std::string text_of(const std::string& file) const { return read_file((path() / file).string()); }

 private:
  std::filesystem::path path() const {
    const char* const given = std::getenv("PLUME_REFERENCE");
    return std::filesystem::path(given != nullptr ? given : "../shared/reference") / name_;
  }

  std::string_view name_;
};

}  // namespace plume::test
