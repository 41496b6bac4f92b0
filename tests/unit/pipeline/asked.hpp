// SPDX-License-Identifier: Apache-2.0
/// What the tests of the pipeline share: reading texts, and the codes of faults and warnings.
#pragma once

#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume::test {

struct Answer {
  Run run;
  Faults faults;
};

inline Answer read(std::string_view text, std::string_view name = "run.json") {
  Answer out;
  read_manifest(text, name, out.run, out.faults);
  return out;
}

inline Answer read_one(Key key, const RawValue& raw) {
  Answer out;
  read_value(field(key), raw, out.run, out.faults);
  return out;
}

inline Answer read_text(Key key, std::string_view text) {
  return read_one(key, {RawValue::Kind::text, 0, text, {}});
}

inline Answer read_number(Key key, double number) {
  return read_one(key, {RawValue::Kind::number, number, {}, {}});
}

/// The only fault's code, "" when there is none, and all codes when there are several.
inline std::string code_of(const Faults& faults) {
  std::string out;
  for (const Fault& fault : faults) {
    out += (out.empty() ? "" : " ") + fault.code;
  }
  return out;
}

/// A run of flags alone.
inline Run asked(const std::vector<std::pair<Key, std::string>>& flags) {
  Run run;
  Faults faults;
  for (const auto& [key, text] : flags) {
    read_flag(field(key), text, run, faults);
  }
  REQUIRE(code_of(faults).empty());
  return run;
}

inline std::string code_of(const Run& run) {
  Faults faults;
  estimate(run, faults);
  return code_of(faults);
}

inline Report estimated(const Run& run, Detail detail = Detail::result) {
  Faults faults;
  Report report = estimate(run, faults, detail);
  REQUIRE(code_of(faults).empty());
  return report;
}

inline bool warns(const Report& report, std::string_view code) {
  return std::any_of(report.warnings.begin(), report.warnings.end(),
                     [code](const Warning& warning) { return warning.code == code; });
}

inline const Input& input(const Report& report, std::string_view name) {
  const auto found = std::find_if(report.inputs.begin(), report.inputs.end(),
                                  [name](const Input& each) { return each.name == name; });
  INFO("input " << name);
  REQUIRE(found != report.inputs.end());
  return *found;
}

inline bool has_input(const Report& report, std::string_view name) {
  return std::any_of(report.inputs.begin(), report.inputs.end(),
                     [name](const Input& each) { return each.name == name; });
}

/// A run that is predicted, and one whose time is given: what tests change one thing of.
inline std::vector<std::pair<Key, std::string>> predicted() {
  return {{Key::parameters, "7B"}, {Key::tokens, "2T"},
          {Key::count, "64"},      {Key::accelerator, "h100-sxm"},
          {Key::region, "France"}, {Key::year, "2023"},
          {Key::pue, "1.1"}};
}

inline std::vector<std::pair<Key, std::string>> timed() {
  return {{Key::wall_hours, "355"}, {Key::count, "64"},      {Key::accelerator, "h100-sxm"},
          {Key::power, "850"},      {Key::region, "France"}, {Key::pue, "1.1"},
          {Key::year, "2023"}};
}

inline Run with(std::vector<std::pair<Key, std::string>> flags,
                const std::vector<std::pair<Key, std::string>>& more) {
  flags.insert(flags.end(), more.begin(), more.end());
  return asked(flags);
}

inline Run without(std::vector<std::pair<Key, std::string>> flags, Key key) {
  std::erase_if(flags, [key](const auto& flag) { return flag.first == key; });
  return asked(flags);
}

}  // namespace plume::test
