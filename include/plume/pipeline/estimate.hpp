// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <memory>

namespace plume {

class LookUps;

/// Estimates the footprint of a run: fills every gap from the catalogue or by a model, each with
/// status and source, then hours x power x PUE x carbon intensity plus embodied emissions.
/// Adds to `faults` what makes an estimate impossible; the report then means nothing.
Report estimate(const Run& run, Faults& faults, Detail detail = Detail::result);

/// Estimates run after run: the same as `estimate`, to the last bit, without asking the catalogue
/// again or making room anew for each.
class Estimator {
 public:
  explicit Estimator(Detail detail);
  ~Estimator();
  Estimator(const Estimator&) = delete;
  Estimator& operator=(const Estimator&) = delete;

  /// Holds until the next one.
  const Report& estimate(const Run& run, Faults& faults);

 private:
  Detail detail_;
  Report report_;
  std::unique_ptr<LookUps> look_ups_;
};

/// Adds the faults of a run's names alone (accelerator, instance, region), so that all faults of a
/// manifest can be told at once even where its numbers cannot be used.
void check_names(const Run& run, Faults& faults);

/// What `--strict` refuses: every assumed and every unverified figure of the report as a fault.
Faults strict_faults(const Report& report);

}  // namespace plume
