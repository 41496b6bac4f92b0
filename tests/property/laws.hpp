// SPDX-License-Identifier: Apache-2.0
/// What the tests of properties share: every law is tried on the same random manifests.
#pragma once

#include "plume/formats/model_config.hpp"
#include "support/catch.hpp"
#include "support/random_run.hpp"

#include <string>

namespace plume::test {

inline constexpr std::uint64_t seed = 20240229;
inline constexpr int tries = 2000;

inline Run read(const std::string& text) {
  Run run;
  Faults faults;
  read_manifest(text, "random.json", run, faults);
  load_model_config(run, "", faults);
  for (const Fault& fault : faults) {
    FAIL_CHECK(fault.code << ": " << fault.message);
  }
  REQUIRE(faults.empty());
  return run;
}

inline Report estimated(const Run& run, Detail detail = Detail::result) {
  Faults faults;
  Report report = estimate(run, faults, detail);
  for (const Fault& fault : faults) {
    FAIL_CHECK(fault.code << ": " << fault.message);
  }
  REQUIRE(faults.empty());
  return report;
}

/// Calls `law` with each random run.
template <class Law>
void for_all(Law law) {
  RandomManifest manifests(seed);
  for (int i = 0; i < tries; ++i) {
    const std::string text = manifests.next().dump();
    INFO("run " << i << ": " << text);
    law(read(text));
  }
}

/// The same for one way of timing.
template <class Law>
void for_all(Timing timing, Law law) {
  RandomManifest manifests(seed);
  for (int i = 0; i < tries / 4; ++i) {
    const std::string text = manifests.next(timing).dump();
    INFO("run " << i << ": " << text);
    law(read(text));
  }
}

inline const Input* find_input(const Report& report, std::string_view name) {
  for (const Input& input : report.inputs) {
    if (input.name == name) {
      return &input;
    }
  }
  return nullptr;
}

}  // namespace plume::test
