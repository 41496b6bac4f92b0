// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/child.hpp"

#include <functional>
#include <poll.h>
#include <string>
#include <string_view>

namespace plume {

/// Passes what a command writes on, byte for byte, and shows it to somebody. It never waits: it is
/// asked what it waits for, and told what has come. Where nobody reads any more, the command gets
/// to know as if nothing stood between.
class PassThrough {
 public:
  using Show = std::function<void(std::string_view)>;
  PassThrough(int target, Show show);

  int write_end() const { return pipe_.write_end(); }

  /// The command has its end.
  void close_write() { pipe_.close_write(); }

  /// What it waits for: bytes to come, or room for them. -1 when there is nothing to wait for.
  pollfd wish() const;

  /// Reads or writes, by what it waits for.
  void go_on();

  /// Whether it waits for room.
  bool is_writing() const { return !rest_.empty(); }

  /// Whether the last writer has closed, and all is passed on.
  bool is_done() const { return pipe_.read_end() < 0 && rest_.empty(); }

 private:
  void read_some();
  void write_some();

  Pipe pipe_;
  int target_;
  std::size_t portion_;  ///< bytes that may be written without waiting
  Show show_;
  std::string rest_;  ///< read, and not written
};

/// Whether both descriptors are one place: then one pipe keeps the order of what is written.
bool is_same_place(int a, int b);

}  // namespace plume
