// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/compare_writers.hpp"
#include "report/json_values.hpp"
#include "report/table.hpp"

namespace plume {

namespace {

Json values_json(const WhatIf& table, const WhatIfRow& row) {
  Json out = Json::object();
  for (std::size_t i = 0; i < table.axes.size(); ++i) {
    out[std::string(table.axes[i]->path)] = row.values[i];
  }
  return out;
}

Json faults_json(const Faults& faults) {
  Json out = Json::array();
  for (const Fault& fault : faults) {
    out.push_back({{"code", fault.code}, {"message", fault.message}, {"cure", fault.cure}});
  }
  return out;
}

Json row_json(const WhatIf& table, const WhatIfRow& row) {
  Json out;
  out["values"] = values_json(table, row);
  if (!row.report) {
    out["faults"] = faults_json(row.faults);
    return out;
  }
  out.update(summary_json(*row.report));
  out["ratio_to_best"] = interval(row.to_best.total);
  out["probability_lower_than_best"] = rounded(row.to_best.probability_lower);
  out["clear"] = row.to_best.clear();
  out["ratio_to_base"] = rounded(row.report->total.value / table.base.total.value);
  out["levers"] = levers_json(row.from_base);
  out["warnings"] = Json::array();
  for (const Warning& warning : row.report->warnings) {
    out["warnings"].push_back(warning.code);
  }
  return out;
}

Json aliases_json(const WhatIf& table) {
  Json out = Json::array();
  for (const Alias& alias : table.aliases) {
    out.push_back({{"written", alias.written}, {"id", alias.id}, {"name", alias.name}});
  }
  return out;
}

std::vector<std::string> csv_row(const WhatIfRow& row) {
  std::vector<std::string> out = row.values;
  if (!row.report) {
    out.resize(row.values.size() + 9);
    out.push_back(row.faults.front().code);
    return out;
  }
  const Report& r = *row.report;
  const Estimate<double>& ratio = row.to_best.total;
  for (const double number :
       {r.total.value.in(kilograms), r.total.low().in(kilograms), r.total.high().in(kilograms),
        ratio.value, ratio.low(), ratio.high(), r.facility_energy.value.in(kilowatt_hours),
        r.device_time.value.in(hours), r.wall_time.value.in(hours)}) {
    out.push_back(print_machine(number));
  }
  out.emplace_back();
  return out;
}

}  // namespace

std::string what_if_json(const WhatIf& table) {
  Json out;
  out["schema"] = "plume.compare/1";
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["axes"] = Json::array();
  for (const Field* axis : table.axes) {
    out["axes"].push_back(axis->path);
  }
  out["base"]["is"] = table.base_is_row ? "first combination" : "as given";
  out["base"].update(summary_json(table.base));
  out["rows"] = Json::array();
  for (const WhatIfRow& row : table.rows) {
    out["rows"].push_back(row_json(table, row));
  }
  out["aliases"] = aliases_json(table);
  out["warnings"] = warnings_json(table.warnings);
  return dumped(out);
}

std::string what_if_csv(const WhatIf& table) {
  std::vector<std::string> head;
  for (const Field* axis : table.axes) {
    head.emplace_back(axis->path);
  }
  head.insert(head.end(), {"kgco2e", "kgco2e_low", "kgco2e_high", "ratio_to_best", "ratio_low",
                           "ratio_high", "energy_kwh", "device_hours", "wall_hours", "error"});
  Cells cells{head};
  for (const WhatIfRow& row : table.rows) {
    cells.push_back(csv_row(row));
  }
  return csv_table(cells);
}

}  // namespace plume
