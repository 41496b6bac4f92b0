// SPDX-License-Identifier: Apache-2.0
#include "cli/interrupt.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace plume {

namespace {

/// The end of the pipe that the handler writes to.
volatile std::sig_atomic_t write_end = -1;

void remember(int /*signal*/) {
  constexpr char wish = 1;
  [[maybe_unused]] const auto written = ::write(write_end, &wish, 1);
}

}  // namespace

Interrupt::Interrupt() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    return;  // Ctrl-C ends at once, as without it
  }
  wake_ = ends[0];
  write_end = ends[1];
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
}

Interrupt::~Interrupt() {
  if (wake_ >= 0) {
    std::signal(SIGINT, SIG_DFL);
    ::close(wake_);
    ::close(static_cast<int>(write_end));
    write_end = -1;
  }
}

}  // namespace plume
