// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/batch.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace plume {

/// One line on a terminal that says how far a batch has come; nothing on anything else.
class ProgressLine {
 public:
  /// `size`: bytes of the input, where known.
  explicit ProgressLine(std::optional<std::uint64_t> size);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Shows the line anew, some times a second at most.
  void show(const Progress& progress);

  /// Makes room for other lines.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::optional<std::uint64_t> size_;
  bool enabled_;
  bool shown_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace plume
