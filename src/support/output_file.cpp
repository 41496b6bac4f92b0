// SPDX-License-Identifier: Apache-2.0
#include "plume/support/output_file.hpp"

#include "plume/support/diagnostic.hpp"
#include "support/descriptor.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace plume {

namespace {

std::string part_of(const std::string& path) {
  return path + ".part";
}

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

/// Whether the open file is still the one at the path: its writer may have given it its name.
bool is_at(int descriptor, const std::string& path) {
  struct stat opened {};
  struct stat there {};
  return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &there) == 0 &&
         opened.st_ino == there.st_ino && opened.st_dev == there.st_dev;
}

[[noreturn]] void written_by_another(const std::string& part) {
  throw Failure(ExitCode::write_failed,
                {Diagnostic{.code = "cannot-write",
                            .message = fmt::format("another process writes `{}`", part),
                            .cure = "wait for it, or give another -o"}});
}

/// Where the bytes are written: a whole file that is gone on with becomes its own part.
std::string place_of(const std::string& path, bool going_on) {
  if (is_special(path)) {
    return {};
  }
  if (std::filesystem::is_directory(path)) {
    cannot_write(path, EISDIR);
  }
  std::string part = part_of(path);
  if (going_on && !exists(part) && exists(path) && std::rename(path.c_str(), part.c_str()) != 0) {
    cannot_write(path, errno);
  }
  return part;
}

}  // namespace

OutputFile::OutputFile(std::string path, std::optional<std::uint64_t> keep)
    : path_(std::move(path)), part_(place_of(path_, keep.has_value())),
      descriptor_(::open(part_.empty() ? path_.c_str() : part_.c_str(),
                         O_WRONLY | O_CLOEXEC | (part_.empty() ? 0 : O_CREAT), 0666)) {
  if (descriptor_ < 0) {
    cannot_write(path_, errno);
  }
  if (part_.empty()) {
    return;
  }
  const auto kept = static_cast<off_t>(keep.value_or(0));
  empty_ = kept == 0;
  const bool locked = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
  if (!locked || !is_at(descriptor_, part_)) {  // disks that know no locks do without
    ::close(descriptor_);
    written_by_another(part_);
  }
  if (::ftruncate(descriptor_, kept) != 0 || ::lseek(descriptor_, kept, SEEK_SET) < 0) {
    const int error = errno;
    ::close(descriptor_);
    cannot_write(part_, error);
  }
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) {
    if (!part_.empty() && empty_) {
      ::unlink(part_.c_str());
    }
    ::close(descriptor_);
  }
}

void OutputFile::write(std::string_view text) {
  empty_ = empty_ && text.empty();
  if (const int error = write_all(descriptor_, text); error != 0) {
    cannot_write(path_, error);
  }
}

void OutputFile::finish() {
  const bool placed =
      part_.empty() || (::fchmod(descriptor_, mode_for(path_)) == 0 && ::fsync(descriptor_) == 0 &&
                        ::rename(part_.c_str(), path_.c_str()) == 0);
  const int error = errno;
  ::close(std::exchange(descriptor_, -1));
  if (!placed) {
    cannot_write(path_, error);
  }
}

std::string resumable(const std::string& path) {
  std::string part = part_of(path);
  return exists(part) ? part : path;
}

}  // namespace plume
