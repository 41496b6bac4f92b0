// SPDX-License-Identifier: Apache-2.0
#include "measure/library.hpp"
#include "measure/nvml.hpp"

#include <fmt/format.h>

namespace plume {

NvmlApi load_nvml(const std::string& name, FoundSensors& found) {
  const Library library(name);
  NvmlApi api;
  library.find("nvmlInit_v2", api.init);
  library.find("nvmlShutdown", api.shut_down);
  library.find("nvmlErrorString", api.describe);
  library.find("nvmlDeviceGetCount_v2", api.count);
  library.find("nvmlDeviceGetHandleByIndex_v2", api.by_index);
  library.find("nvmlDeviceGetHandleByUUID", api.by_uuid);
  library.find("nvmlDeviceGetDeviceHandleFromMigDeviceHandle", api.board_of);
  library.find("nvmlDeviceGetUUID", api.uuid);
  library.find("nvmlDeviceGetName", api.name);
  library.find("nvmlDeviceGetMigMode", api.division);
  library.find("nvmlDeviceGetTotalEnergyConsumption", api.energy);
  library.find("nvmlDeviceGetFieldValues", api.fields);
  library.find("nvmlDeviceGetPowerUsage", api.power);
  const bool complete = api.init != nullptr && api.count != nullptr && api.by_index != nullptr;
  if (!library.fault().empty() || (library.is_open() && !complete)) {
    found.notes.push_back(
        {"nvml-unusable",
         fmt::format("`{}` cannot be used: {}", name,
                     library.fault().empty() ? "it is no NVML" : library.fault().c_str()),
         "see that the driver of the accelerators is whole: `nvidia-smi` uses the same library"});
    return {};
  }
  return api;
}

}  // namespace plume
