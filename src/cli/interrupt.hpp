// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plume {

/// Takes the first Ctrl-C as a wish to end in good order; a second one ends at once. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Readable once the wish was made.
  int wake() const { return wake_; }

 private:
  int wake_ = -1;
};

}  // namespace plume
