// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/estimate.hpp"
#include "plume/units/units.hpp"

namespace plume {

/// Average system power of an accelerator (board and its share of the host) from its rated power:
/// TDP x k. `ratio` is measured at the wall of multi-accelerator nodes.
Estimate<Power> system_power(const Estimate<Power>& tdp, const Estimate<double>& ratio);

/// Energy that the machines take: device time x average system power.
/// Patterson et al. 2021, section 2.5.
Estimate<Energy> it_energy(const Estimate<Time>& device_time, const Estimate<Power>& system_power);

/// Energy that the building takes: IT energy x PUE (power usage effectiveness, at least 1).
Estimate<Energy> facility_energy(const Estimate<Energy>& it_energy, const Estimate<double>& pue);

/// Emissions of use: facility energy x carbon intensity of the grid.
Estimate<Carbon> operational_emissions(const Estimate<Energy>& facility_energy,
                                       const Estimate<CarbonIntensity>& intensity);

}  // namespace plume
