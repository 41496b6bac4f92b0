// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace plume {

/// What is measured of a command, how often, and where the sensors are looked for.
struct MeasureOptions {
  double interval = 1;  ///< s between readings, from `shortest_interval` to `longest_interval`
  std::string sysfs = "/sys";  ///< where the kernel shows its counters
  std::string nvml = "libnvidia-ml.so.1";
  std::string amd = "libamd_smi.so";
  /// Devices to be measured, all others not: `cpu`, `gpu`, a number of an accelerator, a UUID or
  /// the beginning of one, or a name (`package-0`, `psys`). Empty for all but `psys`.
  std::vector<std::string> devices{};
  /// The value of CUDA_VISIBLE_DEVICES, where it is set: UUIDs in it choose the accelerators.
  std::optional<std::string> visible_devices{};
  /// A line of the command's output that fits it is the end of a training step, and its first group
  /// the step's number. Empty: the output is not looked at.
  std::string step_pattern{};
};

/// Counters of processors begin anew after minutes: two readings must not miss it.
inline constexpr double longest_interval = 30;
inline constexpr double shortest_interval = 0.05;

}  // namespace plume
