// SPDX-License-Identifier: Apache-2.0
#include "plume/models/embodied.hpp"

namespace plume {

Estimate<CarbonRate> embodied_rate(const EmbodiedInputs& in) {
  return in.making / (in.lifetime * in.utilisation);
}

Estimate<Carbon> chip_carbon(const ChipInputs& in) {
  return (in.die * in.carbon_per_area / in.yield + in.memory * in.carbon_per_memory) *
         in.device_over_chip;
}

}  // namespace plume
