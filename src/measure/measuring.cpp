// SPDX-License-Identifier: Apache-2.0
#include "measure/measuring.hpp"

#include "plume/formats/own_log.hpp"
#include "support/descriptor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace plume {

namespace {

/// For so long output of what the command left behind is waited for.
constexpr double patience = 1;  ///< s

int timer_of(double interval) {
  const int out = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  const double whole = std::floor(interval);
  itimerspec times{};
  times.it_interval.tv_sec = static_cast<time_t>(whole);
  times.it_interval.tv_nsec = static_cast<long>((interval - whole) * 1e9);
  times.it_value = times.it_interval;
  ::timerfd_settime(out, 0, &times, nullptr);
  return out;
}

bool has_rung(int timer) {
  std::uint64_t times = 0;
  return ::read(timer, &times, sizeof times) == sizeof times;
}

}  // namespace

Measuring::Measuring(const MeasureOptions& options, const StampClock& clock,
                     const LogWriter& write_log)
    : options_(options), clock_(clock), write_log_(write_log) {
  if (options.step_pattern.empty()) {
    return;
  }
  marker_.emplace(options.step_pattern);
  add_stream(STDOUT_FILENO);
  if (!is_same_place(STDOUT_FILENO, STDERR_FILENO)) {
    add_stream(STDERR_FILENO);
  }
}

void Measuring::add_stream(int target) {
  cutters_.push_back(std::make_unique<LineCutter>());
  LineCutter& lines = *cutters_.back();
  streams_.push_back(std::make_unique<PassThrough>(target, [this, &lines](std::string_view bytes) {
    const double now = clock_.now();
    lines.add(bytes, [&](std::string_view line) { marker_->line(line, now); });
  }));
}

ChildOutput Measuring::output() const {
  return streams_.empty()
             ? ChildOutput{}
             : ChildOutput{streams_.front()->write_end(), streams_.back()->write_end()};
}

int Measuring::start(Child& child) {
  begin_ = clock_.elapsed();
  if (marker_) {
    marker_->begin(clock_.now());
  }
  const int error = child.let_go();
  for (const auto& stream : streams_) {
    stream->close_write();
  }
  return error;
}

/// Until the command ends there is none; then what it left behind may write for a while.
double Measuring::deadline() const {
  const bool writing = std::any_of(streams_.begin(), streams_.end(),
                                   [](const auto& stream) { return stream->is_writing(); });
  return has_ended_ && !writing ? std::max(last_output_, end_) + patience : HUGE_VAL;
}

bool Measuring::passes_on() const {
  const bool open = std::any_of(streams_.begin(), streams_.end(),
                                [](const auto& stream) { return !stream->is_done(); });
  return open && clock_.elapsed() < deadline();
}

void Measuring::wait(int signals, int timer) {
  std::vector<pollfd> wishes{{signals, POLLIN, 0}, {timer, POLLIN, 0}};
  for (const auto& stream : streams_) {
    wishes.push_back(stream->wish());
  }
  const double left = std::max(0.0, deadline() - clock_.elapsed());
  const int milliseconds = std::isinf(left) ? -1 : static_cast<int>(std::ceil(left * 1000));
  if (::poll(wishes.data(), wishes.size(), milliseconds) <= 0) {
    return;
  }
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    if (wishes[i + 2].revents != 0) {
      streams_[i]->go_on();
      last_output_ = clock_.elapsed();
    }
  }
}

int Measuring::run(Child& child, const SignalRelay& signals, Sampler& sampler) {
  const Descriptor timer(timer_of(options_.interval));
  int status = 0;
  while (!has_ended_ || passes_on()) {
    wait(signals.descriptor(), timer.number());
    signals.relay(child.process());
    if (has_rung(timer.number()) && !has_ended_) {
      write(sampler.sample());
    }
    if (const auto ended = child.ended()) {
      status = *ended;
      end(sampler);
    }
    take_marks();
  }
  finish_marks();
  return status;
}

void Measuring::end(Sampler& sampler) {
  end_ = clock_.elapsed();
  has_ended_ = true;
  write(sampler.sample());
}

void Measuring::take_marks() {
  if (!marker_) {
    return;
  }
  std::string lines;
  for (const StepMark& mark : marker_->take()) {
    lines += log_mark(mark);
    marks_.push_back(mark);
  }
  if (!lines.empty()) {
    write(lines);
  }
}

void Measuring::finish_marks() {
  for (const auto& lines : cutters_) {
    lines->finish([&](std::string_view line) { marker_->line(line, clock_.now()); });
  }
  if (marker_) {
    marker_->finish();
  }
  take_marks();
}

void Measuring::write(std::string_view lines) {
  if (fault_ || lines.empty()) {
    return;
  }
  try {
    write_log_(lines);
  } catch (const Failure& failure) {
    const std::string why =
        failure.diagnostics().empty() ? "" : ": " + failure.diagnostics().front().message;
    fault_ = LogNote{"log-not-written", "the log ends before the command does" + why,
                     "the report is whole all the same; give --log a place with room"};
  }
}

std::vector<LogNote> Measuring::notes() const {
  std::vector<LogNote> out = marker_ ? marker_->notes() : std::vector<LogNote>{};
  if (fault_) {
    out.push_back(*fault_);
  }
  return out;
}

}  // namespace plume
