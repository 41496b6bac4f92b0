// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/file.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace plume::test {

/// A folder of its own, gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "plume-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_.string(); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  bool has(const std::string& name) const { return std::filesystem::exists(file(name)); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_),
                                                  std::filesystem::directory_iterator()));
  }

  /// A file with this text, and the folders on the way to it.
  std::string holding(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories(std::filesystem::path(file(name)).parent_path());
    write_file(file(name), text);
    return file(name);
  }

  std::string pipe() const {
    REQUIRE(::mkfifo(file("pipe").c_str(), 0600) == 0);
    return file("pipe");
  }

 private:
  std::filesystem::path path_;
};

}  // namespace plume::test
