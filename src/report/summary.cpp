// SPDX-License-Identifier: Apache-2.0
#include "plume/report/record.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <array>

namespace plume {

namespace {

template <class Q>
double shown(const ExactSum& sum, Unit<Q> unit) {
  return Q::from_base(sum.value()).in(unit);
}

Json band_of(const Percentiles& band) {
  return {{"low", rounded(Carbon::from_base(band.low).in(kilograms))},
          {"high", rounded(Carbon::from_base(band.high).in(kilograms))}};
}

Json exactly_of(const ExactSum& sum) {
  return Json(sum.parts());
}

/// In base units and in full, so that parts can be added up without loss.
Json sums_of(const Totals& t) {
  return {{"carbon", exactly_of(t.carbon)},
          {"carbon_low", exactly_of(t.carbon_low)},
          {"carbon_high", exactly_of(t.carbon_high)},
          {"carbon_mean", exactly_of(t.carbon_mean)},
          {"carbon_variance", exactly_of(t.carbon_variance)},
          {"operational", exactly_of(t.operational)},
          {"embodied", exactly_of(t.embodied)},
          {"energy", exactly_of(t.energy)},
          {"device_time", exactly_of(t.device_time)},
          {"work", exactly_of(t.work)}};
}

void add_totals(Json& out, const Totals& t) {
  out["records"] = t.records;
  out["errors"] = t.bad;
  out["assumed"] = t.assumed;
  out["kgco2e"] = {{"value", rounded(shown(t.carbon, kilograms))},
                   {"correlated", band_of(t.correlated())},
                   {"uncorrelated", band_of(t.uncorrelated())}};
  out["operational_kgco2e"] = rounded(shown(t.operational, kilograms));
  out["embodied_kgco2e"] = rounded(shown(t.embodied, kilograms));
  out["energy_kwh"] = rounded(shown(t.energy, kilowatt_hours));
  out["device_hours"] = rounded(shown(t.device_time, hours));
  out["flops"] = rounded(shown(t.work, flop));
  out["sums"] = sums_of(t);
}

Json counts_of(const std::map<std::string, std::uint64_t, std::less<>>& counts) {
  Json out = Json::object();
  for (const auto& [code, count] : counts) {
    out[code] = count;
  }
  return out;
}

std::string json_of_summary(const Summary& summary, std::string_view group_by) {
  Json out;
  out["schema"] = "plume.summary/1";
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["group_by"] = group_by.empty() ? Json() : Json(group_by);
  add_totals(out["total"], summary.total);
  out["groups"] = Json::array();
  for (const auto& [name, totals] : summary.groups) {
    Json group;
    group["group"] = name.empty() ? Json() : Json(name);
    add_totals(group, totals);
    out["groups"].push_back(std::move(group));
  }
  out["warnings"] = counts_of(summary.warnings);
  out["errors"] = counts_of(summary.errors);
  return dumped(out);
}

std::string row_of(std::string_view name, const Totals& t) {
  const Percentiles correlated = t.correlated();
  const Percentiles uncorrelated = t.uncorrelated();
  const auto kg = [](double grams_of) { return Carbon::from_base(grams_of).in(kilograms); };
  const std::array figures{shown(t.carbon, kilograms),   kg(correlated.low),
                           kg(correlated.high),          kg(uncorrelated.low),
                           kg(uncorrelated.high),        shown(t.operational, kilograms),
                           shown(t.embodied, kilograms), shown(t.energy, kilowatt_hours),
                           shown(t.device_time, hours),  shown(t.work, flop)};
  std::string out = csv_field(name) + "," + std::to_string(t.records) + "," +
                    std::to_string(t.bad) + "," + std::to_string(t.assumed);
  for (const double figure : figures) {
    out.append(",").append(print_machine(figure));
  }
  return out + "\n";
}

std::string csv_of_summary(const Summary& summary) {
  std::string out = "group,records,errors,assumed,kgco2e,kgco2e_low_correlated,"
                    "kgco2e_high_correlated,kgco2e_low_uncorrelated,kgco2e_high_uncorrelated,"
                    "operational_kgco2e,embodied_kgco2e,energy_kwh,device_hours,flops\n";
  for (const auto& [name, totals] : summary.groups) {
    out += row_of(name, totals);
  }
  return out + row_of("total", summary.total);
}

}  // namespace

std::string render_summary(const Summary& summary, std::string_view group_by, Format format) {
  return format == Format::csv ? csv_of_summary(summary) : json_of_summary(summary, group_by);
}

}  // namespace plume
