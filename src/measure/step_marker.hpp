// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/pattern.hpp"
#include "plume/pipeline/energy_log.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Cuts a stream into lines; a carriage return ends one, too: bars of progress use it. Of a line
/// that is too long its beginning is kept.
class LineCutter {
 public:
  static constexpr std::size_t longest_line = 4096;

  /// Calls `use` with each line that the bytes complete.
  template <class Use>
  void add(std::string_view bytes, Use use) {
    while (!bytes.empty()) {
      const auto end = bytes.find_first_of("\n\r");
      const std::string_view part = bytes.substr(0, end);
      line_ += part.substr(0, longest_line - line_.size());
      if (end == std::string_view::npos) {
        return;
      }
      bytes.remove_prefix(end + 1);
      finish(use);
    }
  }

  /// The last line may have no end.
  template <class Use>
  void finish(Use use) {
    if (!line_.empty()) {
      use(std::string_view(line_));
      line_.clear();
    }
  }

 private:
  std::string line_;
};

/// Makes marks of steps out of lines of output. A line that fits the pattern ends a stretch that
/// began with the line before it, the first with the command. The first group says how many steps
/// there were so far; a number that was there already (of another rank) is none, and a number that
/// falls (of a new epoch) counts as many steps as the stretch before. Without a group each line is
/// a step.
class StepMarker {
 public:
  /// Throws `Failure` (bad input) for a bad pattern.
  explicit StepMarker(std::string_view pattern) : pattern_(pattern) {}

  void begin(double time) { last_time_ = time; }

  /// A line that came at this time.
  void line(std::string_view text, double time);

  /// The marks since the last call.
  std::vector<StepMark> take();

  /// Ends the last stretch; the command has ended.
  void finish();

  /// What must be said of the marks.
  std::vector<LogNote> notes() const;

 private:
  double steps_since(std::optional<double> number);
  void mark(double steps, double time);

  Pattern pattern_;
  double last_time_ = 0;
  std::optional<double> last_number_;
  double last_steps_ = 1;
  std::optional<StepMark> first_;  ///< waits for the second to tell how many steps it is
  double first_number_ = 1;
  std::vector<StepMark> marks_;
  std::size_t count_ = 0;
  std::size_t at_once_ = 0;
  std::size_t unread_ = 0;
  std::size_t falls_ = 0;
};

}  // namespace plume
