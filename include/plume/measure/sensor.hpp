// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/measure/options.hpp"
#include "plume/pipeline/energy_log.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plume {

/// Something that tells power or energy of a device.
class Sensor {
 public:
  Sensor() = default;
  Sensor(const Sensor&) = delete;
  Sensor& operator=(const Sensor&) = delete;
  virtual ~Sensor() = default;

  /// What it measures: a meter without readings, and without host.
  virtual Meter describe() const = 0;

  /// W, or J of a counter; nothing where it gives no value now.
  virtual std::optional<double> read() = 0;

  /// Why it will never give a value again; empty while it may.
  virtual std::string loss() const { return {}; }
};

/// The sensors of a machine, and what must be said of those that are not there.
struct FoundSensors {
  std::vector<std::unique_ptr<Sensor>> sensors;
  std::vector<LogNote> notes;
  std::vector<std::string> boards;  ///< names of accelerators that were found, measured or not
};

/// Looks for sensors of processors (perf events, else powercap), of the node (Cray's counters) and
/// of accelerators (NVML, AMD SMI). Throws `Failure` (bad input) for a device that is asked for and
/// is not there.
FoundSensors find_sensors(const MeasureOptions& options);

}  // namespace plume
