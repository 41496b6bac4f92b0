// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>

namespace plume {

/// A pipe whose ends close with it, and are closed in a command.
class Pipe {
 public:
  Pipe();
  ~Pipe();
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int read_end() const { return read_; }
  int write_end() const { return write_; }
  void close_read();
  void close_write();

 private:
  int read_ = -1;
  int write_ = -1;
};

/// Where a command's output goes: descriptors, or -1 for where the caller's goes.
struct ChildOutput {
  int out = -1;
  int error = -1;
};

/// A command that waits to be let go, so that what was opened meanwhile is not its own. It stays in
/// the caller's group of processes. Gone before it was let go, it never was.
class Child {
 public:
  /// `mask`: the signals that the command holds back.
  Child(std::span<const std::string> command, const ChildOutput& output, const sigset_t& mask);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Lets the command run: 0, or the error for which it could not.
  int let_go();

  /// The process; 0 once it has ended.
  pid_t process() const { return process_; }

  /// How it ended, as `waitpid` says; nothing while it runs.
  std::optional<int> ended();

 private:
  pid_t process_ = 0;
  Pipe gate_;
  Pipe fault_;
};

}  // namespace plume
