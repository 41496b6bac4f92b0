// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/byte_stream.hpp"

#include "batch/unpack.hpp"
#include "support/descriptor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace plume {

namespace {

enum class Packing { none, gzip, zstd };

constexpr std::size_t longest_mark = 4;

Packing packing_of(std::string_view head) {
  if (head.starts_with("\x1f\x8b")) {
    return Packing::gzip;
  }
  const bool frame = head.starts_with("\x28\xb5\x2f\xfd");
  const bool skippable = head.size() == longest_mark && (head.front() & 0xf0) == 0x50 &&
                         head.substr(1) == "\x2a\x4d\x18";
  return frame || skippable ? Packing::zstd : Packing::none;
}

/// A named pipe is opened without waiting for its other end, so that the wait can be woken.
int opened(const std::string& path) {
  const int file =
      path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    cannot_read(path, std::strerror(errno));
  }
  return file;
}

/// Ends the run where asking for the status failed, or where it is a folder's.
void require_file(const std::string& path, int result, const struct stat& status) {
  if (result != 0) {
    cannot_read(path, std::strerror(errno));
  }
  if (S_ISDIR(status.st_mode)) {
    cannot_read(path, std::strerror(EISDIR));
  }
}

/// Without opening it: whoever writes to a named pipe would take that for its reader.
bool is_regular(const std::string& path) {
  struct stat status {};
  const int result = path == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
  require_file(path, result, status);
  return S_ISREG(status.st_mode);
}

/// A regular file is read at a position of its own, so that readers of one file are independent.
class FileBytes : public RawBytes {
 public:
  FileBytes(std::string path, std::uint64_t begin, int wake)
      : path_(std::move(path)), file_(opened(path_)), wake_(wake) {
    struct stat status {};
    require_file(path_, ::fstat(file_.number(), &status), status);
    regular_ = S_ISREG(status.st_mode);
    if (!regular_ && begin > 0) {
      cannot_read(path_, "it can be read from its beginning only");
    }
    if (regular_) {
      const off_t passed = std::max<off_t>(::lseek(file_.number(), 0, SEEK_CUR), 0);
      size_ = static_cast<std::uint64_t>(std::max<off_t>(status.st_size - passed, 0));
      position_ = passed + static_cast<off_t>(begin);
    }
  }

  /// The first bytes, up to the longest mark; they are still to be read.
  std::string_view peek() {
    std::size_t got = 1;
    while (head_end_ < head_.size() && got > 0) {
      got = take(std::span(head_).subspan(head_end_));
      head_end_ += got;
    }
    return {head_.data(), head_end_};
  }

  std::size_t read(std::span<char> room) override {
    const std::size_t held = std::min(room.size(), head_end_ - head_begin_);
    if (held == 0) {
      return take(room);
    }
    std::copy_n(&head_[head_begin_], held, room.begin());
    head_begin_ += held;
    return held;
  }

  std::uint64_t taken() const override { return taken_; }
  bool woken() const override { return woken_; }
  std::uint64_t size() const { return size_; }

 private:
  /// Waits for bytes, their end or a wake-up.
  void wait() {
    std::array<pollfd, 2> watched{{{file_.number(), POLLIN, 0}, {wake_, POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0) {
      if (errno != EINTR) {
        cannot_read(path_, std::strerror(errno));
      }
    }
    woken_ = watched[1].revents != 0;
  }

  ssize_t try_to_read(std::span<char> room) {
    return regular_ ? ::pread(file_.number(), room.data(), room.size(), position_)
                    : ::read(file_.number(), room.data(), room.size());
  }

  std::size_t take(std::span<char> room) {
    while (!room.empty() && !ended_ && !woken_) {
      if (!regular_) {
        wait();
      }
      const ssize_t got = woken_ ? 0 : try_to_read(room);
      if (got >= 0) {
        ended_ = got == 0;
        position_ += got;
        taken_ += static_cast<std::uint64_t>(got);
        return static_cast<std::size_t>(got);
      }
      if (errno != EINTR && errno != EAGAIN) {
        cannot_read(path_, std::strerror(errno));
      }
    }
    return 0;
  }

  std::string path_;
  Descriptor file_;
  int wake_;
  bool regular_ = false;
  bool ended_ = false;
  bool woken_ = false;
  std::uint64_t size_ = 0;
  off_t position_ = 0;
  std::uint64_t taken_ = 0;
  std::array<char, longest_mark> head_{};
  std::size_t head_begin_ = 0;
  std::size_t head_end_ = 0;
};

}  // namespace

std::unique_ptr<ByteStream> open_bytes(const std::string& path, std::uint64_t begin, int wake) {
  auto file = std::make_unique<FileBytes>(path, begin, wake);
  switch (begin == 0 ? packing_of(file->peek()) : Packing::none) {
    case Packing::gzip:
      return unpacked(path, std::move(file), gzip_unpacker());
    case Packing::zstd:
      return unpacked(path, std::move(file), zstd_unpacker());
    case Packing::none:
      break;
  }
  return file;
}

std::optional<FileFacts> facts_of(const std::string& path) {
  if (!is_regular(path)) {
    return std::nullopt;
  }
  FileBytes file(path, 0, -1);
  const bool packed = packing_of(file.peek()) != Packing::none;
  return FileFacts{.size = file.size(), .packed = packed};
}

}  // namespace plume
