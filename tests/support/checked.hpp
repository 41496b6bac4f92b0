// SPDX-License-Identifier: Apache-2.0
/// Checked runs made by hand, for the tests of the gate and of what is written of it.
#pragma once

#include "plume/formats/model_config.hpp"
#include "plume/gate/check.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "support/catch.hpp"

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume::test {

/// A run of which the time is given, so that little is assumed.
inline constexpr std::string_view small_run = R"({
  "name": "small", "model": {"parameters": "7B"},
  "training": {"tokens": "100B", "precision": "bf16"},
  "hardware": {"accelerator": "h100-sxm", "count": 64, "mfu": 0.4, "power": "700..900 W"},
  "site": {"region": "fr", "year": 2023, "pue": 1.1}})";

inline Run run_of(std::string_view manifest) {
  Run run;
  Faults faults;
  read_manifest(manifest, "run.json", run, faults);
  load_model_config(run, "", faults);
  for (const Fault& fault : faults) {
    FAIL_CHECK(fault.code << ": " << fault.message);
  }
  REQUIRE(faults.empty());
  return run;
}

inline Report report_of(const Run& run) {
  Faults faults;
  Report report = estimate(run, faults);
  REQUIRE(faults.empty());
  return report;
}

inline CheckedRun checked(std::string file, const Run& run) {
  CheckedRun out;
  out.file = std::move(file);
  out.name = run.has(Key::name) ? std::string(run.text(Key::name)) : "unnamed";
  out.format = "manifest";
  out.report = report_of(run);
  return out;
}

inline CheckedRun checked(std::string file, std::string_view manifest) {
  return checked(std::move(file), run_of(manifest));
}

inline CheckedRun unusable(std::string file) {
  CheckedRun out;
  out.file = std::move(file);
  out.name = "broken";
  out.faults.push_back({.code = "unknown-key",
                        .message = "there is no key `tokns`",
                        .cure = "did you mean `tokens`?",
                        .file = out.file,
                        .position = {3, 5},
                        .line = "    \"tokns\": 3",
                        .width = 7});
  return out;
}

/// `run` with one value said otherwise.
inline Run with(Run run, Key key, std::string_view value) {
  Faults faults;
  run.unset(key);
  read_flag(field(key), value, run, faults);
  REQUIRE(faults.empty());
  return run;
}

/// As a training configuration gives it: tokens of its steps, in lines 4 and 7.
inline std::vector<Derivation> derived_tokens(const std::string& file) {
  return {
      {Key::tokens,
       "256 sequences x 4,096 tokens x 95,367 steps",
       {{"training.steps", "95367", file, {4, 9}}, {"training.seq_len", "4096", file, {7, 11}}}},
      {Key::precision, "", {{"training.dtype", "bfloat16", file, {9, 9}}}}};
}

inline Limit kilogram_limit(double most) {
  return {.most = most, .text = std::to_string(most) + " kg", .set_by = "--max-emissions"};
}

inline const Limit tenth_tonne{
    .most = 100, .text = "0.1 t", .set_by = "--max-emissions", .unit = "t", .unit_size = 1000};

inline Check only(CheckedRun run) {
  Check check;
  check.runs = {std::move(run)};
  return check;
}

/// One of each kind: over and changed, new and within, not usable; and a limit on the sum.
inline Check one_of_each() {
  const Run before = run_of(small_run);
  BaselineEntry entry;
  entry.file = "a.toml";
  entry.kgco2e = report_of(before).total.value.in(kilograms);
  entry.energy_kwh = 1;
  entry.run = before;
  CheckedRun over =
      checked("a.toml", with(with(before, Key::tokens, "200B"), Key::precision, "fp16"));
  over.format = "torchtitan";
  over.derivations = derived_tokens("a.toml");
  over.change = change_since(entry, *over.report);
  over.judgements = {judge(*over.report, tenth_tonne),
                     judge(*over.change, parse_limit(BudgetOf::increase, "10%", "--max-increase"))};
  CheckedRun within = checked("b.json", with(before, Key::tokens, "1B"));
  within.judgements = {judge(*within.report, tenth_tonne)};
  within.new_to_baseline = true;
  Check check;
  check.runs = {over, within, unusable("c.yaml")};
  check.total = {judge(reports_of(check), parse_limit(BudgetOf::energy, "1 GWh", ".plume.yaml:9"))};
  return check;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

}  // namespace plume::test
