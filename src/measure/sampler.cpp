// SPDX-License-Identifier: Apache-2.0
#include "measure/sampler.hpp"

#include "plume/formats/own_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unistd.h>

namespace plume {

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// The smallest ranges of counters are passed in this time at the power of large memories.
constexpr double longest_pause = 60;  ///< s

bool has_value(const Meter& meter) {
  return std::any_of(meter.readings.begin(), meter.readings.end(),
                     [](const Reading& reading) { return std::isfinite(reading.value); });
}

LogNote no_sensor() {
  return {"no-sensor",
          "nothing here tells its power or energy: only the time is measured, and the power is "
          "assumed",
          "see docs/how-to/measure-a-training.md, or give --power"};
}

}  // namespace

std::string note_line(const LogNote& note) {
  return log_note(fmt::format("{}: {}", note.code, note.message));
}

std::string host_name() {
  std::array<char, 256> room{};
  return ::gethostname(room.data(), room.size() - 1) == 0 ? std::string(room.data())
                                                          : std::string();
}

Sampler::Sampler(FoundSensors found, const std::string& host, const StampClock& clock)
    : sensors_(std::move(found.sensors)), notes_(std::move(found.notes)),
      boards_(std::move(found.boards)), lost_(sensors_.size()), clock_(clock) {
  for (const auto& sensor : sensors_) {
    meters_.push_back(sensor->describe());
    meters_.back().host = host;
  }
  if (sensors_.empty()) {
    notes_.push_back(no_sensor());
  }
}

std::string Sampler::header() const {
  std::string out = log_header(meters_);
  for (const LogNote& note : notes_) {
    out += note_line(note);
  }
  return out;
}

std::string Sampler::say(LogNote note) {
  notes_.push_back(std::move(note));
  return note_line(notes_.back());
}

std::string Sampler::sample() {
  std::string out;
  for (std::size_t i = 0; i < sensors_.size(); ++i) {
    out += lost_[i] ? std::string() : read(i);
  }
  return out;
}

std::string Sampler::look_for_pause(std::size_t i, double now) {
  const Meter& meter = meters_[i];
  const double since = meter.readings.empty() ? 0 : now - meter.readings.back().time;
  if (paused_ || meter.range == 0 || since < longest_pause) {
    return {};
  }
  paused_ = true;
  return say({"long-pause",
              fmt::format("for {:.0f} s nothing was read: counters may have begun anew more than "
                          "once, and what they show of that time is a lower limit",
                          since),
              "do not stop the measuring while the command runs"});
}

std::string Sampler::read(std::size_t i) {
  const auto value = sensors_[i]->read();
  const double now = clock_.now();
  std::string out = look_for_pause(i, now);
  meters_[i].readings.push_back({now, value.value_or(no_value), 0});
  out += log_row(meters_[i], meters_[i].readings.back());
  if (const std::string loss = sensors_[i]->loss(); !value && !loss.empty()) {
    lost_[i] = true;
    out += say({"sensor-lost",
                fmt::format("{} was lost ({}): its energy is missing from then on",
                            meters_[i].device, loss),
                "see what became of the device; the others were read on"});
  }
  return out;
}

void Sampler::deliver(EnergyLog& log) {
  for (Meter& meter : meters_) {
    log.rows.read += meter.readings.size();
    if (!has_value(meter)) {
      say({"sensor-silent", fmt::format("{} gave no value at all", meter.device),
           "see what became of the device"});
    }
  }
  log.rows.used = log.rows.read;
  const bool any_board = std::any_of(meters_.begin(), meters_.end(), [](const Meter& meter) {
    return meter.scope == MeterScope::board;
  });
  if (!any_board && !boards_.empty()) {
    log.accelerator = boards_.front();
    log.accelerators = static_cast<double>(boards_.size());
  }
  log.meters = std::move(meters_);
}

}  // namespace plume
