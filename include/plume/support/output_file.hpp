// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// A file that grows piece by piece beside its place, as `FILE.part`, and takes its name when it is
/// whole. What was written of one that never became whole stays there. Devices and pipes are
/// written to directly. Throws `Failure` (write failed).
class OutputFile {
 public:
  /// Begins anew, or goes on behind the first `keep` bytes of what is there (`resumable`). Another
  /// process that writes the same part is an error.
  explicit OutputFile(std::string path, std::optional<std::uint64_t> keep = std::nullopt);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);

  /// Gives the file its name.
  void finish();

 private:
  std::string path_;
  std::string part_;  ///< empty where the file is written directly
  int descriptor_;
  bool empty_ = true;
};

/// What there is of a file to go on with: its part, else itself. It need not exist.
std::string resumable(const std::string& path);

}  // namespace plume
