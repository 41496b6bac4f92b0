// SPDX-License-Identifier: Apache-2.0
/// What every target does with a run that was read without a fault: estimate it and write every
/// report, which must neither throw nor print what is no number.
#pragma once

#include "plume/formats/model_config.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/report/render.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <string_view>

namespace plume::fuzz {

inline void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

template <class Q>
void require_sound(const Estimate<Q>& estimate) {
  require(estimate.value > Q{} && estimate.low() > Q{});
  require(estimate.low() <= estimate.value && estimate.value <= estimate.high());
  require(std::isfinite(estimate.high().base()));
}

/// A config is read only where it stands in the manifest itself: the fuzzer opens no files.
inline void load_inline_config(Run& run, Faults& faults) {
  if (run.has(Key::config) && !run.text(Key::config).starts_with('{')) {
    run.unset(Key::config);
  }
  load_model_config(run, "", faults);
}

inline void carry_on(Run run) {
  Faults faults;
  load_inline_config(run, faults);
  if (!faults.empty()) {
    return check_names(run, faults);
  }
  const Report report = estimate(run, faults, Detail::steps);
  if (!faults.empty()) {
    return;
  }
  require_sound(report.total);
  require_sound(report.operational);
  require_sound(report.embodied);
  require_sound(report.facility_energy);
  require_sound(report.device_time);
  strict_faults(report);
  for (const Format format : {Format::text, Format::csv, Format::markdown}) {
    require(!render(report, {.format = format}).empty());
  }
  const auto json = nlohmann::json::parse(render(report, {.format = Format::json}));
  require(json.at("emissions").at("total").at("value").is_number());
}

inline void read_and_carry_on(std::string_view text, std::string_view name) {
  Run run;
  Faults faults;
  read_manifest(text, name, run, faults);
  for (const Fault& fault : faults) {
    require(!fault.code.empty() && !fault.message.empty());
    require(fault.origin.offset <= text.size());
  }
  if (faults.empty()) {
    carry_on(run);
  }
}

}  // namespace plume::fuzz
