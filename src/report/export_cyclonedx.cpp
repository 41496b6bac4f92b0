// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/method.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/export_writers.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

Json property(std::string_view name, std::string_view value) {
  return {{"name", fmt::format("plume:{}", name)}, {"value", value}};
}

Json kilowatt_hours_of(const Estimate<Energy>& energy) {
  return {{"value", rounded(energy.value.in(kilowatt_hours))}, {"unit", "kWh"}};
}

/// Low and high of a figure whose centre stands elsewhere, or all three.
template <class Q>
void add_interval(Json& out, std::string_view name, const Estimate<Q>& estimate, Unit<Q> unit,
                  bool with_value) {
  if (with_value) {
    out.push_back(property(name, decimal_text(estimate.value.in(unit))));
  }
  out.push_back(property(fmt::format("{}:low", name), decimal_text(estimate.low().in(unit))));
  out.push_back(property(fmt::format("{}:high", name), decimal_text(estimate.high().in(unit))));
}

Json properties(const Report& report) {
  Json out = Json::array();
  add_interval(out, "energy-kWh", report.facility_energy, kilowatt_hours, false);
  add_interval(out, "it-energy-kWh", report.it_energy, kilowatt_hours, true);
  add_interval(out, "operational-tCO2eq", report.operational, tonnes, false);
  add_interval(out, "embodied-tCO2eq", report.embodied, tonnes, true);
  add_interval(out, "total-tCO2eq", report.total, tonnes, true);
  out.push_back(property("basis", report.basis));
  out.push_back(property("method", method_traits(report.run).name));
  out.push_back(property("catalogue", catalogue_release()));
  return out;
}

/// A grid mixes sources, which the format can only call "other".
Json energy_provider(const Report& report) {
  const Input* const intensity = find_input(report, "grid_intensity");
  const Place* const place =
      intensity != nullptr && intensity->place != nullptr ? intensity->place : report.place;
  const bool known = place != nullptr;
  Json out;
  if (intensity != nullptr) {
    out["description"] = fmt::format("{} g CO2e/kWh, {}", print_machine(intensity->value),
                                     status_names[static_cast<std::size_t>(intensity->status)]);
  }
  out["organization"]["name"] =
      known ? fmt::format("electricity grid: {}", place->name.view()) : "unknown";
  out["energySource"] = known ? "other" : "unknown";
  out["energyProvided"] = kilowatt_hours_of(report.facility_energy);
  return out;
}

/// The costs are those of the electricity; what making the hardware emitted is a property.
Json energy_consumption(const Report& report) {
  Json out;
  out["activity"] = is_fine_tuning(report.run) ? "fine-tuning" : "training";
  out["energyProviders"] = Json::array({energy_provider(report)});
  out["activityEnergyCost"] = kilowatt_hours_of(report.facility_energy);
  out["co2CostEquivalent"] = {{"value", rounded(report.operational.value.in(tonnes))},
                              {"unit", "tCO2eq"}};
  out["properties"] = properties(report);
  return out;
}

Json metadata(const ExportWords& words) {
  Json out;
  if (!words.time.empty()) {
    out["timestamp"] = words.time;
  }
  Json tool = {{"type", "application"}, {"name", "plume"}, {"version", version()}};
  out["tools"]["components"] = Json::array({tool});
  if (!words.author.empty()) {
    out["authors"] = Json::array({Json{{"name", words.author}}});
  }
  return out;
}

Json component(const Report& report, const ExportWords& words) {
  Json out;
  out["type"] = "machine-learning-model";
  out["bom-ref"] = "model";
  out["name"] = model_name(report, words);
  out["modelCard"]["considerations"]["environmentalConsiderations"]["energyConsumptions"] =
      Json::array({energy_consumption(report)});
  return out;
}

}  // namespace

/// Keys, units and allowed values: CycloneDX/specification, schema/bom-1.6.schema.json.
std::string export_cyclonedx(const Report& report, const ExportWords& words) {
  Json out;
  out["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json";
  out["bomFormat"] = "CycloneDX";
  out["specVersion"] = "1.6";
  out["version"] = 1;
  out["metadata"] = metadata(words);
  out["components"] = Json::array({component(report, words)});
  return dumped(out);
}

}  // namespace plume
