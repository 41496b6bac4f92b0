// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/selection.hpp"
#include "plume/measure/sensor.hpp"

#include <array>
#include <string>

namespace plume {

/// A value that NVML is asked for by its number; the layout is that of NVML's public header.
struct NvmlField {
  unsigned id = 0;
  unsigned scope = 0;
  long long timestamp = 0;
  long long latency = 0;
  unsigned type = 0;
  int result = 0;
  std::array<unsigned char, 8> value{};  ///< a union, of which `type` tells what it holds
};

/// The functions of NVML that are used, and null for those that the library lacks. All return 0
/// for success.
struct NvmlApi {
  using Device = void*;
  int (*init)() = nullptr;
  int (*shut_down)() = nullptr;
  const char* (*describe)(int) = nullptr;
  int (*count)(unsigned*) = nullptr;
  int (*by_index)(unsigned, Device*) = nullptr;
  int (*by_uuid)(const char*, Device*) = nullptr;
  int (*board_of)(Device, Device*) = nullptr;  ///< of an instance of a divided board
  int (*uuid)(Device, char*, unsigned) = nullptr;
  int (*name)(Device, char*, unsigned) = nullptr;
  int (*division)(Device, unsigned*, unsigned*) = nullptr;  ///< whether a board is divided (MIG)
  int (*energy)(Device, unsigned long long*) = nullptr;     ///< mJ since the driver was loaded
  int (*fields)(Device, int, NvmlField*) = nullptr;
  int (*power)(Device, unsigned*) = nullptr;  ///< mW
};

/// Opens the library; a note where it is there and cannot be used.
NvmlApi load_nvml(const std::string& name, FoundSensors& found);

/// The accelerators that NVML knows, each by the best of: energy counter, power at an instant,
/// power. What is not supported is no sensor, never 0.
void add_nvml_sensors(const NvmlApi& api, const VisibleDevices& visible, Selection& selection,
                      FoundSensors& found);

}  // namespace plume
