// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"
#include "report/export_writers.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// Keys, units and allowed values: Boavizta/BoAmps 3bfefec, model/report_schema.json and the four
/// schemas that it names.
constexpr std::string_view specification = "https://github.com/Boavizta/BoAmps/tree/main/model";

/// "2026-11-22 09:30:00"
std::string time_of(const ExportWords& words) {
  std::string out = words.time.substr(0, words.time.find('Z'));
  std::replace(out.begin(), out.end(), 'T', ' ');
  return out;
}

Json header(const ExportWords& words) {
  Json out;
  out["formatVersion"] = "1.1.0";
  out["formatVersionSpecificationUri"] = specification;
  out["reportDatetime"] = time_of(words);
  return out;
}

/// All of them, in billions; 0 where only those that work on a token are known.
double billions_of_parameters(const Run& run) {
  constexpr double billion = 1e9;
  if (run.architecture) {
    return run.architecture->parameters / billion;
  }
  return run.value_or(Key::parameters, 0) / billion;
}

Json algorithm(const Report& report, const ExportWords& words) {
  const Run& run = report.run;
  Json out;
  out["algorithmName"] = model_name(report, words);
  if (const double parameters = billions_of_parameters(run); parameters > 0) {
    out["parametersNumber"] = rounded(parameters);
  }
  if (run.has(Key::epochs)) {
    out["epochsNumber"] = rounded(run.number(Key::epochs).value);
  }
  if (run.has(Key::precision)) {
    out["quantization"] = field(Key::precision).choices[run.choice(Key::precision)];
  }
  return out;
}

Json dataset(const Report& report) {
  const Input* const samples = find_input(report, "samples");
  Json out;
  out["dataUsage"] = "input";
  out["dataType"] = samples == nullptr && report.tokens > 0 ? "token" : "other";
  const double quantity = samples != nullptr ? samples->value : report.tokens;
  if (quantity > 0) {
    out["dataQuantity"] = rounded(quantity);
  }
  return out;
}

Json task(const Report& report, const ExportWords& words) {
  Json out;
  out["taskStage"] = is_fine_tuning(report.run) ? "finetuning" : "training";
  out["taskFamily"] = report.run.has(Key::kind)
                          ? field(Key::kind).choices[report.run.choice(Key::kind)]
                          : std::string_view("unknown");
  out["algorithms"] = Json::array({algorithm(report, words)});
  out["dataset"] = Json::array({dataset(report)});
  out["taskDescription"] = figures_in_words(report);
  return out;
}

/// What the machines draw, as a meter beside them would show it: the PUE is not in it.
Json measure(const Report& report) {
  Json out;
  out["measurementMethod"] = "estimate by plume";
  out["version"] = version();
  out["powerConsumption"] = rounded(report.it_energy.value.in(kilowatt_hours));
  out["measurementDuration"] = rounded(report.wall_time.value.in(seconds));
  return out;
}

Json component(const Report& report) {
  Json out;
  const std::string name = hardware_name(report);
  if (!name.empty()) {
    out["componentName"] = name;
  }
  const bool known = report.accelerator != nullptr;
  out["componentType"] = known ? report.accelerator->kind.view() : std::string_view("accelerator");
  const double count = device_count(report);
  out["nbComponent"] = static_cast<std::int64_t>(std::max(1.0, std::round(count)));
  if (known) {
    out["manufacturer"] = report.accelerator->vendor.view();
  }
  if (count < 1) {
    out["share"] = rounded(count);
  }
  return out;
}

Json infrastructure(const Report& report) {
  Json out;
  out["infraType"] = is_in_cloud(report) ? "publicCloud" : "other";
  if (const Place* const region = cloud_region_of(report)) {
    out["cloudProvider"] = region->provider.view();
  }
  if (report.run.has(Key::instance)) {
    out["cloudInstance"] = report.run.text(Key::instance);
  }
  out["components"] = Json::array({component(report)});
  return out;
}

/// Nothing where the country is not known: the format demands it.
Json environment(const Report& report) {
  const Place* const country = country_of(report);
  if (country == nullptr) {
    return {};
  }
  Json out;
  out["country"] = country->name.view();
  if (report.place != country) {
    out["location"] = report.place->name.view();
  }
  if (const Input* const intensity = find_input(report, "grid_intensity")) {
    out["powerSourceCarbonIntensity"] = rounded(intensity->value);
  }
  return out;
}

/// By how far the interval of the energy reaches; nothing beyond a half.
std::string_view quality(const Estimate<Energy>& energy) {
  const double above = energy.high() / energy.value - 1;
  const double error = std::max(above, 1 - energy.low() / energy.value);
  return error <= 0.1 ? "high" : (error <= 0.25 ? "medium" : (error <= 0.5 ? "low" : ""));
}

}  // namespace

std::string export_boamps(const Report& report, const ExportWords& words) {
  Json out;
  if (!words.time.empty()) {
    out["header"] = header(words);
  }
  out["task"] = task(report, words);
  out["measures"] = Json::array({measure(report)});
  out["infrastructure"] = infrastructure(report);
  if (const Json place = environment(report); !place.is_null()) {
    out["environment"] = place;
  }
  if (const std::string_view how = quality(report.it_energy); !how.empty()) {
    out["quality"] = how;
  }
  return dumped(out);
}

}  // namespace plume
