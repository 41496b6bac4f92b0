// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/estimate.hpp"
#include "plume/units/units.hpp"

namespace plume {

/// The making of one accelerator with its share of the host, and what it is spread over.
struct EmbodiedInputs {
  Estimate<Carbon> making;       ///< manufacture of the accelerator and of its share of the server
  Estimate<Time> lifetime;       ///< years in service
  Estimate<double> utilisation;  ///< share of the lifetime in which it works
};

/// Embodied emissions per hour of use of one accelerator:
/// making / (lifetime x utilisation). Luccioni et al. 2022, section 4.1.
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
