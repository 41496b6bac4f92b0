// SPDX-License-Identifier: Apache-2.0
#include "measure/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

namespace plume {

namespace {

/// Stops this process as the signal would have, had it not been held back.
void stop_here() {
  sigset_t stop;
  ::sigemptyset(&stop);
  ::sigaddset(&stop, SIGTSTP);
  ::raise(SIGTSTP);
  ::sigprocmask(SIG_UNBLOCK, &stop, nullptr);
  ::sigprocmask(SIG_BLOCK, &stop, nullptr);
}

}  // namespace

SignalRelay::SignalRelay() {
  sigset_t held;
  ::sigemptyset(&held);
  ::sigaddset(&held, SIGCHLD);
  for (const int signal : relayed_signals) {
    ::sigaddset(&held, signal);
  }
  ::sigprocmask(SIG_BLOCK, &held, &before_);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &pipe_before_);
  descriptor_ = ::signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK);
}

SignalRelay::~SignalRelay() {
  relay(0);
  ::close(descriptor_);
  ::sigaction(SIGPIPE, &pipe_before_, nullptr);
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

void SignalRelay::relay(pid_t child) const {
  signalfd_siginfo info{};
  while (::read(descriptor_, &info, sizeof info) == sizeof info) {
    const int signal = static_cast<int>(info.ssi_signo);
    if (signal == SIGCHLD) {
      continue;
    }
    if (info.ssi_code != SI_KERNEL && child > 0) {
      ::kill(child, signal);
    }
    if (signal == SIGTSTP) {
      stop_here();
    }
  }
}

}  // namespace plume
