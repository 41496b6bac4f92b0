// SPDX-License-Identifier: Apache-2.0
#include "measure/pass_through.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace plume {

namespace {

constexpr std::size_t block = std::size_t{64} << 10;

/// A file takes everything at once; of a pipe or a terminal that has room only this much is sure.
std::size_t portion_of(int target) {
  struct stat status {};
  const bool file = ::fstat(target, &status) == 0 && S_ISREG(status.st_mode);
  return file ? block : PIPE_BUF;
}

}  // namespace

PassThrough::PassThrough(int target, Show show)
    : target_(target), portion_(portion_of(target)), show_(std::move(show)) {}

pollfd PassThrough::wish() const {
  return rest_.empty() ? pollfd{pipe_.read_end(), POLLIN, 0} : pollfd{target_, POLLOUT, 0};
}

void PassThrough::go_on() {
  if (rest_.empty()) {
    read_some();
  } else {
    write_some();
  }
}

void PassThrough::read_some() {
  std::array<char, block> room;
  const auto got = ::read(pipe_.read_end(), room.data(), room.size());
  if (got > 0) {
    rest_.assign(room.data(), static_cast<std::size_t>(got));
    show_(rest_);
  } else if (got == 0 || errno != EINTR) {
    pipe_.close_read();
  }
}

void PassThrough::write_some() {
  const auto written = ::write(target_, rest_.data(), std::min(rest_.size(), portion_));
  if (written >= 0) {
    rest_.erase(0, static_cast<std::size_t>(written));
  } else if (errno != EINTR && errno != EAGAIN) {
    rest_.clear();
    pipe_.close_read();
  }
}

bool is_same_place(int a, int b) {
  struct stat first {};
  struct stat second {};
  return ::fstat(a, &first) == 0 && ::fstat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino && first.st_rdev == second.st_rdev;
}

}  // namespace plume
