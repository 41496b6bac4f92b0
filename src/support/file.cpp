// SPDX-License-Identifier: Apache-2.0
#include "plume/support/file.hpp"

#include "plume/support/diagnostic.hpp"
#include "support/descriptor.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plume {

namespace {

void write_special(const std::string& path, std::string_view text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.number() < 0) {
    cannot_write(path, errno);
  }
  if (const int error = write_all(file.number(), text); error != 0) {
    cannot_write(path, error);
  }
}

int write_and_rename(const std::string& temporary, const std::string& path, int descriptor,
                     std::string_view text) {
  if (const int error = write_all(descriptor, text); error != 0) {
    return error;
  }
  if (::fchmod(descriptor, mode_for(path)) != 0 || ::fsync(descriptor) != 0 ||
      ::rename(temporary.c_str(), path.c_str()) != 0) {
    return errno;
  }
  return 0;
}

}  // namespace

mode_t mode_for(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) {
    return info.st_mode & 07777;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

bool is_special(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

void cannot_write(const std::string& path, int error) {
  throw Failure(
      ExitCode::write_failed,
      {Diagnostic{.code = "cannot-write",
                  .message = fmt::format("cannot write {}: {}", path, std::strerror(error)),
                  .cure = "see that the place exists, is writable and has room"}});
}

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

void cannot_read(const std::string& path, const std::string& why) {
  throw Failure(Diagnostic{.code = "cannot-read",
                           .message = fmt::format("cannot read `{}`: {}", path, why),
                           .cure = "give the name of a readable file, or - for standard input"});
}

std::string read_file(const std::string& path, std::size_t largest) {
  const bool standard_input = path == "-";
  const Descriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) {
    cannot_read(path, std::strerror(errno));
  }
  std::string text;
  std::array<char, std::size_t{16} << 10> block;
  while (true) {
    const auto got = ::read(file.number(), block.data(), block.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      cannot_read(path, std::strerror(errno));
    }
    if (got == 0) {
      return text;
    }
    text.append(block.data(), static_cast<std::size_t>(got));
    if (text.size() > largest) {
      cannot_read(path, fmt::format("it is larger than {} MiB", largest >> 20));
    }
  }
}

void write_file(const std::string& path, std::string_view text) {
  if (is_special(path)) {
    return write_special(path, text);
  }
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.number() < 0) {
    cannot_write(path, errno);
  }
  if (const int error = write_and_rename(temporary, path, file.number(), text); error != 0) {
    ::unlink(temporary.c_str());
    cannot_write(path, error);
  }
}

void append_to_file(const std::string& path, std::string_view text) {
  constexpr mode_t readable_by_all = 0666;
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, readable_by_all));
  const int error = file.number() < 0 ? errno : write_all(file.number(), text);
  if (error != 0) {
    cannot_write(path, error);
  }
}

void write_standard_output(std::string_view text) {
  const int error = write_all(STDOUT_FILENO, text);
  if (error == EPIPE) {
    throw Failure(ExitCode::write_failed, {});
  }
  if (error != 0) {
    cannot_write("to standard output", error);
  }
}

}  // namespace plume
