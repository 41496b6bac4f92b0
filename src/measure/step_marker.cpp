// SPDX-License-Identifier: Apache-2.0
#include "measure/step_marker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace plume {

namespace {

constexpr double largest_number = 1e15;
constexpr double at_once = 0.002;  ///< s

/// "1200", "1,200", " 12"
std::optional<double> number_in(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ',' && c != '_' && c != ' ') {
      digits += c;
    }
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && value >= 0 && value <= largest_number ? std::optional(value) : std::nullopt;
}

}  // namespace

void StepMarker::line(std::string_view text, double time) {
  const auto match = pattern_.search(text);
  if (!match) {
    return;
  }
  const auto number = match->group ? number_in(*match->group) : std::nullopt;
  unread_ += match->group && !number ? 1U : 0U;
  if (number && number == last_number_) {
    return;
  }
  const double steps = steps_since(number);
  last_number_ = number ? number : last_number_;
  mark(steps, time);
}

double StepMarker::steps_since(std::optional<double> number) {
  if (count_ == 0) {
    first_number_ = std::max(1.0, number.value_or(1));
  }
  if (!number || !last_number_) {
    return 1;
  }
  const double difference = *number - *last_number_;
  falls_ += difference < 0 ? 1U : 0U;
  return difference > 0 ? difference : last_steps_;
}

/// The first stretch holds as many steps as its number says, unless it goes on from a checkpoint:
/// then as many as the second.
void StepMarker::mark(double steps, double time) {
  const StepMark next{StepKind::train, last_time_, std::max(time, last_time_), steps, {}};
  at_once_ += next.end - next.begin < at_once ? 1U : 0U;
  last_time_ = next.end;
  last_steps_ = steps;
  if (++count_ == 1) {
    first_ = next;
    return;
  }
  if (first_) {
    first_->steps = std::min(first_number_, steps);
    marks_.push_back(*first_);
    first_.reset();
  }
  marks_.push_back(next);
}

std::vector<StepMark> StepMarker::take() {
  return std::exchange(marks_, {});
}

void StepMarker::finish() {
  if (first_) {
    first_->steps = first_number_;
    marks_.push_back(*first_);
    first_.reset();
  }
}

std::vector<LogNote> StepMarker::notes() const {
  std::vector<LogNote> out;
  if (count_ < 2) {
    out.push_back({"no-steps-seen",
                   fmt::format("{} of the output's lines fit the pattern of a step",
                               count_ == 0 ? "none" : "one"),
                   "see how the command writes its steps, and give --extrapolate that"});
  }
  if (at_once_ * 4 > count_ && count_ > 1) {
    out.push_back(
        {"steps-at-once",
         fmt::format("{} of {} steps came at one time with the step before", at_once_, count_),
         "let the command write each line at once: PYTHONUNBUFFERED=1"});
  }
  if (unread_ > 0) {
    out.push_back({"step-without-number",
                   fmt::format("the pattern's group was no number in {} lines: each counts as one "
                               "step",
                               unread_),
                   "put the parentheses around the digits alone: `step (\\d+)`"});
  }
  if (falls_ > 0) {
    out.push_back({"step-number-falls",
                   fmt::format("the number of the step fell {} times, as with a new epoch: the "
                               "stretch is taken to be as long as the one before",
                               falls_),
                   "let the pattern take a number that goes on over all epochs"});
  }
  return out;
}

}  // namespace plume
