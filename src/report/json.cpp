// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include "plume/pipeline/method.hpp"
#include "plume/support/version.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

/// A number as the manifest takes it: bare when exact, else a range that reads back the same.
Json as_manifest(const Field& field, const Number& number) {
  if (number.exact()) {
    return plain(number.value);
  }
  const std::string unit = field.unit.empty() ? std::string() : fmt::format(" {}", field.unit);
  return fmt::format("{}..{}{}", number.low, number.high, unit);
}

Json value_of(const Run& run, const Field& field) {
  switch (field.kind) {
    case FieldKind::text:
      return field.key == Key::config ? Json::parse(run.architecture_text)
                                      : Json(run.text(field.key));
    case FieldKind::choice:
      return field.choices[run.choice(field.key)];
    default:
      return as_manifest(field, run.number(field.key));
  }
}

/// "hardware.power" to the place of that value; the name of an accelerator that is described
/// inline stands within the description.
Json::json_pointer place_of(const Run& run, const Field& field) {
  std::string path = fmt::format("/{}", field.path);
  for (char& c : path) {
    c = c == '.' ? '/' : c;
  }
  return Json::json_pointer(
      run.describes_accelerator() && field.key == Key::accelerator ? path + "/name" : path);
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

Json input_of(const Input& input) {
  Json out;
  out["name"] = input.name;
  out["value"] = rounded(input.value);
  out["unit"] = input.unit;
  out["status"] = status_names[static_cast<std::size_t>(input.status)];
  out["source"] = text_or_null(source_of(input));
  out["low"] = rounded(input.low);
  out["high"] = rounded(input.high);
  out["variance_share"] = rounded(input.variance_share);
  return out;
}

Json inputs_of(const Report& report) {
  Json out = Json::array();
  for (const Input& input : report.inputs) {
    out.push_back(input_of(input));
  }
  return out;
}

Json steps_of(const Report& report) {
  Json out = Json::array();
  for (const Step& step : report.steps) {
    out.push_back({{"title", step.title},
                   {"formula", step.formula},
                   {"numbers", step.numbers},
                   {"result", step.result},
                   {"reference", text_or_null(step.reference)}});
  }
  return out;
}

Json emissions_of(const Report& report) {
  Json out;
  out["unit"] = "kgCO2e";
  out["total"] = interval(report.total, kilograms);
  out["operational"] = interval(report.operational, kilograms);
  out["embodied"] = interval(report.embodied, kilograms);
  out["market_based"] = nullptr;
  out["basis"] = report.basis;
  return out;
}

}  // namespace

nlohmann::ordered_json json_of(const Run& run) {
  Json out = Json::object();
  for (const Field& field : fields()) {
    if (run.has(field.key)) {
      out[place_of(run, field)] = value_of(run, field);
    }
  }
  return out;
}

nlohmann::ordered_json json_of(const Report& report) {
  Json out;
  out["schema"] = "plume.report/1";
  out["run"] = json_of(report.run);
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["name"] = report.run.has(Key::name) ? Json(report.run.text(Key::name)) : Json();
  const MethodTraits& method = method_traits(report.run);
  out["method"] = method.name;
  if (!method.citation.empty()) {
    out["method_citation"] = method.citation;
  }
  out["emissions"] = emissions_of(report);
  out["energy"]["unit"] = "kWh";
  out["energy"]["it"] = interval(report.it_energy, kilowatt_hours);
  out["energy"]["boards"] =
      report.board_energy ? interval(*report.board_energy, kilowatt_hours) : Json();
  out["energy"]["facility"] = interval(report.facility_energy, kilowatt_hours);
  out["time"]["wall_hours"] = interval(report.wall_time, hours);
  out["time"]["device_hours"] = interval(report.device_time, hours);
  out["time"]["steady_device_hours"] =
      report.steady_time ? interval(*report.steady_time, hours) : Json();
  out["compute"]["flops"] = report.work ? rounded(report.work->in(flop)) : Json();
  out["compute"]["mfu"] = report.mfu ? interval(*report.mfu) : Json();
  if (report.project) {
    out["project"]["factor"] = interval(report.project->factor);
    out["project"]["emissions"] = interval(report.project->total, kilograms);
    out["project"]["energy"] = interval(report.project->facility_energy, kilowatt_hours);
  }
  out["inputs"] = inputs_of(report);
  out["warnings"] = warnings_json(report.warnings);
  if (!report.steps.empty()) {
    out["steps"] = steps_of(report);
  }
  return out;
}

std::string render_json(const Report& report) {
  return dumped(json_of(report));
}

}  // namespace plume
