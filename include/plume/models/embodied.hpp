// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/estimate.hpp"
#include "plume/units/units.hpp"

namespace plume {

/// What the making of one accelerator and its share of the host is spread over.
struct EmbodiedInputs {
  Estimate<Carbon> device;       ///< manufacture of the accelerator
  Estimate<Carbon> host_share;   ///< manufacture of the server / accelerators in it
  Estimate<Time> lifetime;       ///< years in service
  Estimate<double> utilisation;  ///< share of the lifetime in which it works
};

/// Embodied emissions per hour of use of one accelerator:
/// (device + host share) / (lifetime x utilisation). Luccioni et al. 2022, section 4.1.
Estimate<CarbonRate> embodied_rate(const EmbodiedInputs& inputs);

/// What the manufacture of an unlisted accelerator is estimated from.
struct ChipInputs {
  Estimate<Area> die;
  Estimate<CarbonPerArea> carbon_per_area;  ///< by process node
  Estimate<double> yield;
  Estimate<Information> memory;
  Estimate<CarbonPerInformation> carbon_per_memory;
  Estimate<double> device_over_chip;  ///< the whole device over its chip and memory
};

/// Manufacture of an accelerator from its chip and its memory:
/// (die area x carbon per area / yield + memory x carbon per capacity) x device over chip.
/// Gupta et al. 2022 (ACT) for the chip; the last factor stands for board, cooling and packaging.
Estimate<Carbon> chip_carbon(const ChipInputs& inputs);

}  // namespace plume
