// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>
#include <unistd.h>

namespace plume {

/// An open file descriptor that closes itself; the standard streams stay open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDERR_FILENO) {
      ::close(number_);
    }
  }
  int number() const { return number_; }

 private:
  int number_;
};

/// Ends the run with a `Failure` (bad input): the file at `path` cannot be read.
[[noreturn]] void cannot_read(const std::string& path, const std::string& why);

/// Likewise with write failed.
[[noreturn]] void cannot_write(const std::string& path, int error);

/// Writes everything, or returns the error.
int write_all(int descriptor, std::string_view text);

/// The mode that an ordinary new file would get, or the mode of the file to be replaced.
mode_t mode_for(const std::string& path);

/// Whether there is a device or a pipe at the path.
bool is_special(const std::string& path);

}  // namespace plume
