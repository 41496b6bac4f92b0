// SPDX-License-Identifier: Apache-2.0
#include "plume/support/diagnostic.hpp"
#include "report/export_writers.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace plume {

namespace {

constexpr std::string_view creation = "_:creation";

void require_time(const ExportWords& words) {
  if (words.time.empty()) {
    throw Failure(Diagnostic{.code = "missing-time",
                             .message = "an SPDX document must say when it was made",
                             .cure = "give the time in UTC, as in 2026-11-22T09:30:00Z"});
  }
}

/// FNV-1a: the same report at the same time has the same name.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

/// What the identifiers of the document's parts begin with.
std::string name_space(const Report& report, const ExportWords& words) {
  return fmt::format("https://spdx.org/spdxdocs/plume-{:016x}#",
                     hash_of(render_json(report) + words.time + words.project + words.author));
}

Json element(std::string_view type, const std::string& id, std::string_view name) {
  Json out;
  out["type"] = type;
  out["spdxId"] = id;
  out["creationInfo"] = creation;
  out["name"] = name;
  return out;
}

Json creation_info(const ExportWords& words, const std::string& agent, const std::string& tool) {
  Json out;
  out["type"] = "CreationInfo";
  out["@id"] = creation;
  out["specVersion"] = "3.0.1";
  out["created"] = words.time;
  out["createdBy"] = Json::array({agent});
  out["createdUsing"] = Json::array({tool});
  return out;
}

/// Whoever states it; without an author the program itself.
Json agent(const ExportWords& words, const std::string& id) {
  return words.author.empty() ? element("SoftwareAgent", id, tool_name())
                              : element("Agent", id, words.author);
}

Json energy_consumption(const Report& report) {
  Json description;
  description["type"] = "ai_EnergyConsumptionDescription";
  description["ai_energyQuantity"] = decimal_text(report.facility_energy.value.in(kilowatt_hours));
  description["ai_energyUnit"] = "kilowattHour";
  Json out;
  out["type"] = "ai_EnergyConsumption";
  out[is_fine_tuning(report.run) ? "ai_finetuningEnergyConsumption"
                                 : "ai_trainingEnergyConsumption"] = Json::array({description});
  return out;
}

std::string about_training(const Report& report) {
  const double low = report.facility_energy.low().in(kilowatt_hours);
  const double high = report.facility_energy.high().in(kilowatt_hours);
  return fmt::format("energy at the meter, 90 % interval {} to {} kWh; {}", decimal_text(low),
                     decimal_text(high), figures_in_words(report));
}

Json package(const Report& report, const ExportWords& words, const std::string& id) {
  Json out = element("ai_AIPackage", id, model_name(report, words));
  out["software_primaryPurpose"] = "model";
  out["ai_energyConsumption"] = energy_consumption(report);
  out["ai_informationAboutTraining"] = about_training(report);
  return out;
}

/// The profile "ai" asks for a supplier, a release, a version and a place to get the model, of
/// which a report knows nothing: the document does not claim it.
Json document(const Report& report, const ExportWords& words, const std::string& id,
              const std::string& root) {
  Json out = element("SpdxDocument", id, model_name(report, words));
  out["profileConformance"] = Json::array({"core", "software"});
  out["rootElement"] = Json::array({root});
  return out;
}

}  // namespace

std::string export_spdx(const Report& report, const ExportWords& words) {
  require_time(words);
  const std::string base = name_space(report, words);
  const std::string model = base + "model";
  const std::string author = base + "author";
  const std::string tool = base + "tool";
  Json out;
  out["@context"] = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
  out["@graph"] = Json::array({creation_info(words, author, tool), agent(words, author),
                               element("Tool", tool, tool_name()), package(report, words, model),
                               document(report, words, base + "document", model)});
  return dumped(out);
}

}  // namespace plume
