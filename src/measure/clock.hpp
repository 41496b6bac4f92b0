// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plume {

/// Time stamps in UTC that never go back: what the clock said once, and what has gone by since.
class StampClock {
 public:
  StampClock();

  /// s since 1970-01-01, to the millisecond.
  double now() const;

  /// s since the clock was made.
  double elapsed() const;

 private:
  double begin_;    ///< s since 1970-01-01
  double started_;  ///< s on the monotonic clock
};

}  // namespace plume
