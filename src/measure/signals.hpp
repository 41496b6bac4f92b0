// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <csignal>
#include <sys/types.h>

namespace plume {

/// Signals that are passed on to the command.
inline constexpr std::array<int, 8> relayed_signals{SIGINT,  SIGTERM, SIGHUP,  SIGQUIT,
                                                    SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT};

/// Holds these signals and SIGCHLD back as long as it lives, and hands them over one by one. What a
/// terminal sends goes to all of its group, the command included: it is not passed on. A broken
/// pipe is an error meanwhile, no signal.
class SignalRelay {
 public:
  SignalRelay();
  ~SignalRelay();
  SignalRelay(const SignalRelay&) = delete;
  SignalRelay& operator=(const SignalRelay&) = delete;

  /// Readable when there is a signal.
  int descriptor() const { return descriptor_; }

  /// Takes what has come, and passes it on to the process; drops it where
  /// there is none (0).
  void relay(pid_t child) const;

  /// The mask that was there before, for the command.
  const sigset_t& mask_before() const { return before_; }

 private:
  sigset_t before_{};
  struct sigaction pipe_before_ {};
  int descriptor_ = -1;
};

}  // namespace plume
