// SPDX-License-Identifier: Apache-2.0
/// What the tests of published figures share: cases as JSON, read through the library.
#pragma once

#include "plume/formats/model_config.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace published {

using Json = nlohmann::json;

/// Tests run from the repository root.
inline Json cases(const std::string& name) {
  std::ifstream in("tests/published/" + name);
  REQUIRE(in);
  return Json::parse(in);
}

/// "1.2 %" as 0.012.
inline double tolerance_of(const Json& expected) {
  const std::string text = expected.at("tolerance");
  REQUIRE(text.ends_with(" %"));
  return std::stod(text) / 100;
}

inline void require_none(const plume::Faults& faults) {
  for (const plume::Fault& fault : faults) {
    FAIL_CHECK(fault.code << ": " << fault.message);
  }
  REQUIRE(faults.empty());
}

inline plume::Report estimate(const Json& manifest) {
  plume::Run run;
  plume::Faults faults;
  plume::read_manifest(manifest.dump(), "case.json", run, faults);
  plume::load_model_config(run, "", faults);
  require_none(faults);
  const plume::Report report = plume::estimate(run, faults);
  require_none(faults);
  return report;
}

}  // namespace published
