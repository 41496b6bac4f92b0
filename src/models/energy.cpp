// SPDX-License-Identifier: Apache-2.0
#include "plume/models/energy.hpp"

namespace plume {

Estimate<Power> system_power(const Estimate<Power>& tdp, const Estimate<double>& ratio) {
  return tdp * ratio;
}

Estimate<Energy> it_energy(const Estimate<Time>& device_time, const Estimate<Power>& system_power) {
  return device_time * system_power;
}

Estimate<Energy> facility_energy(const Estimate<Energy>& it_energy, const Estimate<double>& pue) {
  return it_energy * pue;
}

Estimate<Carbon> operational_emissions(const Estimate<Energy>& facility_energy,
                                       const Estimate<CarbonIntensity>& intensity) {
  return facility_energy * intensity;
}

}  // namespace plume
