// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/clock.hpp"
#include "plume/measure/sensor.hpp"

#include <span>
#include <string>
#include <vector>

namespace plume {

/// Reads all sensors when told to, keeps what they said, and writes it as lines of a log.
class Sampler {
 public:
  Sampler(FoundSensors found, const std::string& host, const StampClock& clock);

  /// The lines before the first reading, with what must be said of the sensors.
  std::string header() const;

  /// Reads each sensor once: the lines of it. One that is lost is told of once, and read no more.
  std::string sample();

  /// Enters meters, rows and notes; to be called last.
  void deliver(EnergyLog& log);

  const std::vector<LogNote>& notes() const { return notes_; }

 private:
  std::string read(std::size_t i);
  std::string say(LogNote note);
  std::string look_for_pause(std::size_t i, double now);

  std::vector<std::unique_ptr<Sensor>> sensors_;
  std::vector<Meter> meters_;
  std::vector<LogNote> notes_;
  std::vector<std::string> boards_;
  std::vector<bool> lost_;
  bool paused_ = false;
  const StampClock& clock_;
};

/// A note as a line of the log.
std::string note_line(const LogNote& note);

/// What this machine is called.
std::string host_name();

}  // namespace plume
