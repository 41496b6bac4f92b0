// SPDX-License-Identifier: Apache-2.0
#include "plume/models/energy.hpp"

namespace plume {

Estimate<Power> system_power(Estimate<Power> tdp, Estimate<double> ratio) {
  return tdp * ratio;
}

Estimate<Energy> it_energy(Estimate<Time> device_time, Estimate<Power> system_power) {
  return device_time * system_power;
}

Estimate<Energy> facility_energy(Estimate<Energy> it_energy, Estimate<double> pue) {
  return it_energy * pue;
}

Estimate<Carbon> operational_emissions(Estimate<Energy> facility_energy,
                                       Estimate<CarbonIntensity> intensity) {
  return facility_energy * intensity;
}

}  // namespace plume
