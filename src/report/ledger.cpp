// SPDX-License-Identifier: Apache-2.0
#include "plume/report/check.hpp"
#include "plume/support/version.hpp"
#include "report/json.hpp"
#include "report/json_values.hpp"

#include <map>
#include <utility>

namespace plume {

namespace {

Json head_of(std::string_view file, std::string_view name) {
  Json out;
  out["schema"] = "plume.ledger/1";
  out["file"] = file;
  out["name"] = name;
  return out;
}

Json json_of(const CheckedRun& run, const std::string& folder) {
  const Report& report = *run.report;
  Json out = head_of(ledger_path(run.file, folder), run.name);
  out["kgco2e"] = interval(report.total, kilograms);
  out["energy_kwh"] = rounded(report.facility_energy.value.in(kilowatt_hours));
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["run"] = json_of(report.run);
  return out;
}

Json json_of(const BaselineEntry& entry) {
  Json out = head_of(entry.file, entry.name);
  out["kgco2e"] = {
      {"value", rounded(entry.kgco2e)}, {"low", rounded(entry.low)}, {"high", rounded(entry.high)}};
  out["energy_kwh"] = rounded(entry.energy_kwh);
  out["plume"] = entry.plume;
  out["catalogue"] = entry.catalogue;
  out["run"] = json_of(entry.run);
  return out;
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string render_ledger(const Check& check, std::span<const BaselineEntry> earlier,
                          const std::string& folder) {
  std::map<std::string, std::string> lines;  // by file
  for (const CheckedRun& run : check.runs) {
    if (run.report) {
      lines.try_emplace(ledger_path(run.file, folder), line_of(json_of(run, folder)));
    }
  }
  for (const BaselineEntry& entry : earlier) {
    if (!entry.file.empty()) {
      lines.try_emplace(entry.file, line_of(json_of(entry)));
    }
  }
  std::string out;
  for (const auto& [file, line] : lines) {
    out += line;
  }
  return out;
}

}  // namespace plume
