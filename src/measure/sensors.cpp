// SPDX-License-Identifier: Apache-2.0
#include "measure/amd.hpp"
#include "measure/nvml.hpp"
#include "measure/processors.hpp"

namespace plume {

FoundSensors find_sensors(const MeasureOptions& options) {
  FoundSensors found;
  Selection selection(options.devices);
  add_processors(options.sysfs, open_perf_event, selection, found);
  add_nvml_sensors(load_nvml(options.nvml, found), read_visible_devices(options.visible_devices),
                   selection, found);
  add_amd_sensors(load_amd(options.amd, found), selection, found);
  selection.require_found();
  return found;
}

}  // namespace plume
