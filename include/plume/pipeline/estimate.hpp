// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

namespace plume {

/// Estimates the footprint of a run: fills every gap from the catalogue or by a model, each with
/// status and source, then hours x power x PUE x carbon intensity plus embodied emissions.
/// Adds to `faults` what makes an estimate impossible; the report then means nothing.
Report estimate(const Run& run, Faults& faults, Detail detail = Detail::result);

/// Adds the faults of a run's names alone (accelerator, instance, region), so that all faults of a
/// manifest can be told at once even where its numbers cannot be used.
void check_names(const Run& run, Faults& faults);

/// What `--strict` refuses: every assumed and every unverified figure of the report as a fault.
Faults strict_faults(const Report& report);

}  // namespace plume
