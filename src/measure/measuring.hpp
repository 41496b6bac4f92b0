// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/child.hpp"
#include "measure/clock.hpp"
#include "measure/pass_through.hpp"
#include "measure/sampler.hpp"
#include "measure/signals.hpp"
#include "measure/step_marker.hpp"
#include "plume/measure/measure.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace plume {

/// What happens while a command runs: readings at their time, output passed on, marks, the log.
class Measuring {
 public:
  Measuring(const MeasureOptions& options, const StampClock& clock, const LogWriter& write_log);

  /// Where the command is to write.
  ChildOutput output() const;

  /// Lets the command run: 0, or the error for which it could not.
  int start(Child& child);

  /// Goes on until the command has ended and its output is passed on; how it ended.
  int run(Child& child, const SignalRelay& signals, Sampler& sampler);

  /// Writes to the log, for as long as that works.
  void write(std::string_view lines);

  double wall_seconds() const { return end_ - begin_; }
  const std::vector<StepMark>& marks() const { return marks_; }
  std::vector<LogNote> notes() const;

 private:
  void add_stream(int target);
  void wait(int signals, int timer);
  void end(Sampler& sampler);
  void take_marks();
  void finish_marks();
  double deadline() const;
  bool passes_on() const;

  const MeasureOptions& options_;
  const StampClock& clock_;
  const LogWriter& write_log_;
  std::optional<StepMarker> marker_;
  std::vector<std::unique_ptr<PassThrough>> streams_;
  std::vector<std::unique_ptr<LineCutter>> cutters_;  ///< one a stream
  std::vector<StepMark> marks_;
  std::optional<LogNote> fault_;  ///< of the log
  double begin_ = 0;              ///< s, on the clock since it was made
  double end_ = 0;
  bool has_ended_ = false;
  double last_output_ = 0;  ///< when something was passed on
};

}  // namespace plume
