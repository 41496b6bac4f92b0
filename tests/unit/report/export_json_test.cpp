// SPDX-License-Identifier: Apache-2.0
#include "unit/report/exporting.hpp"

#include <nlohmann/json.hpp>

#include <regex>

using namespace plume;
using namespace plume::export_test;
using Json = nlohmann::json;

namespace {

Json json_of(std::string_view name, ExportFormat format) {
  return Json::parse(exported(name, format));
}

Json energy_of_cyclonedx(const Json& document) {
  return document.at("/components/0/modelCard/considerations/environmentalConsiderations/"
                     "energyConsumptions/0"_json_pointer);
}

std::string property(const Json& energy, const std::string& name) {
  for (const Json& each : energy.at("properties")) {
    if (each.at("name") == name) {
      return each.at("value");
    }
  }
  return "none";
}

const Json& element(const Json& document, const std::string& type) {
  for (const Json& each : document.at("@graph")) {
    if (each.at("type") == type) {
      return each;
    }
  }
  FAIL("there is no " << type);
  return document;
}

ExitCode refusal_of(ExportFormat format, const std::string& time) {
  try {
    render_export(report_of(example("bare").manifest), format, {time, "", ""});
  } catch (const Failure& failure) {
    CHECK_FALSE(failure.diagnostics().front().cure.empty());
    return failure.exit_code();
  }
  return ExitCode::done;
}

}  // namespace

TEST_CASE("A BoAmps report has energy in kWh and time in seconds", "[export]") {
  const Json out = json_of("full", ExportFormat::boamps);
  CHECK(out.at("/header/reportDatetime"_json_pointer) == "2026-11-22 09:30:00");
  CHECK(out.at("/task/taskStage"_json_pointer) == "finetuning");
  CHECK(out.at("/task/algorithms/0/parametersNumber"_json_pointer) == 7);
  CHECK(out.at("/task/dataset/0/dataType"_json_pointer) == "token");
  CHECK(out.at("/task/dataset/0/dataQuantity"_json_pointer) == 2'000'000'000);
  CHECK(out.at("/measures/0/powerConsumption"_json_pointer) == 64);
  CHECK(out.at("/measures/0/measurementDuration"_json_pointer) == 36000);
  CHECK(out.at("/infrastructure/components/0/nbComponent"_json_pointer) == 8);
  CHECK(out.at("/infrastructure/cloudProvider"_json_pointer) == "gcp");
  CHECK(out.at("/environment/country"_json_pointer) == "France");
  CHECK(out.at("/environment/powerSourceCarbonIntensity"_json_pointer) == 16.3);
  CHECK(out.at("quality") == "medium");  // 700..900 W about 800 W
  CHECK_THAT(out.at("/task/taskDescription"_json_pointer).get<std::string>(),
             ContainsSubstring("not measured"));
}

TEST_CASE("A BoAmps report says nothing that is not known", "[export]") {
  const Json bare = json_of("bare", ExportFormat::boamps);
  CHECK_FALSE(bare.contains("environment"));
  CHECK_FALSE(bare.at("/task/dataset/0"_json_pointer).contains("dataQuantity"));
  CHECK_FALSE(bare.at("/task/algorithms/0"_json_pointer).contains("parametersNumber"));
  CHECK(bare.at("/infrastructure/infraType"_json_pointer) == "other");
  CHECK_FALSE(
      Json::parse(render_export(report_of(example("bare").manifest), ExportFormat::boamps, {}))
          .contains("header"));
}

TEST_CASE("An SPDX document has the energy at the meter in kWh", "[export]") {
  const Json out = json_of("full", ExportFormat::spdx);
  const Json& model = element(out, "ai_AIPackage");
  CHECK(model.at("name") == "small");
  CHECK(model.at("software_primaryPurpose") == "model");
  const Json& energy = model.at("ai_energyConsumption");
  CHECK_FALSE(energy.contains("ai_trainingEnergyConsumption"));
  CHECK(energy.at("/ai_finetuningEnergyConsumption/0/ai_energyQuantity"_json_pointer) == "70.4");
  CHECK(energy.at("/ai_finetuningEnergyConsumption/0/ai_energyUnit"_json_pointer) ==
        "kilowattHour");
  CHECK_THAT(model.at("ai_informationAboutTraining").get<std::string>(),
             StartsWith("energy at the meter, 90 % interval 61.6 to 79.2 kWh"));
  CHECK(element(out, "CreationInfo").at("created") == "2026-11-22T09:30:00Z");
  CHECK(element(out, "Agent").at("name") == "The Authors");
  CHECK(element(out, "SpdxDocument").at("/rootElement/0"_json_pointer) == model.at("spdxId"));
}

TEST_CASE("An SPDX document names its parts by what it says", "[export]") {
  const auto id = [](std::string_view name, const ExportWords& said) {
    const Json out =
        Json::parse(render_export(report_of(example(name).manifest), ExportFormat::spdx, said));
    return element(out, "ai_AIPackage").at("spdxId").get<std::string>();
  };
  CHECK(id("bare", words) == id("bare", words));
  CHECK(id("bare", words) != id("full", words));
  CHECK(id("bare", words) != id("bare", {"2026-11-22T09:30:01Z", "greener", "The Authors"}));
}

TEST_CASE("Energies of SPDX have no exponent", "[export]") {
  for (const std::string_view name : {"full", "awkward", "bare"}) {
    const std::string text = exported(name, ExportFormat::spdx);
    std::smatch found;
    REQUIRE(std::regex_search(text, found, std::regex("\"ai_energyQuantity\": \"([^\"]*)\"")));
    CHECK(std::regex_match(found[1].str(), std::regex("[0-9]+(\\.[0-9]*)?")));
  }
}

TEST_CASE("A CycloneDX document has energy, its provider and emissions in tonnes", "[export]") {
  const Json out = json_of("full", ExportFormat::cyclonedx);
  CHECK(out.at("specVersion") == "1.6");
  CHECK(out.at("/components/0/type"_json_pointer) == "machine-learning-model");
  const Json energy = energy_of_cyclonedx(out);
  CHECK(energy.at("activity") == "fine-tuning");
  CHECK(energy.at("/activityEnergyCost/value"_json_pointer) == 70.4);
  CHECK(energy.at("/activityEnergyCost/unit"_json_pointer) == "kWh");
  CHECK(energy.at("/co2CostEquivalent/value"_json_pointer) == 0.00114752);
  CHECK(energy.at("/co2CostEquivalent/unit"_json_pointer) == "tCO2eq");
  CHECK(energy.at("/energyProviders/0/organization/name"_json_pointer) ==
        "electricity grid: Paris");
  CHECK(energy.at("/energyProviders/0/energySource"_json_pointer) == "other");
  CHECK(energy.at("/energyProviders/0/energyProvided/value"_json_pointer) == 70.4);
  CHECK(property(energy, "plume:energy-kWh:low") == "61.6");
  CHECK(property(energy, "plume:energy-kWh:high") == "79.2");
  CHECK(std::stod(property(energy, "plume:embodied-tCO2eq")) +
            energy.at("/co2CostEquivalent/value"_json_pointer).get<double>() ==
        Approx(std::stod(property(energy, "plume:total-tCO2eq"))));
}

TEST_CASE("A grid that was not named is an unknown provider", "[export]") {
  const Json energy = energy_of_cyclonedx(json_of("awkward", ExportFormat::cyclonedx));
  CHECK(energy.at("/energyProviders/0/organization/name"_json_pointer) == "unknown");
  CHECK(energy.at("/energyProviders/0/energySource"_json_pointer) == "unknown");
}

TEST_CASE("A time that is none is refused, and SPDX needs one", "[export]") {
  const std::string wrong =
      GENERATE("now", "2026-11-22", "2026-11-22T09:30:00", "0", "2026-11-22T09:30:00+01:00");
  CHECK(refusal_of(ExportFormat::cyclonedx, wrong) == ExitCode::bad_input);
  CHECK(refusal_of(ExportFormat::spdx, "") == ExitCode::bad_input);
  CHECK(refusal_of(ExportFormat::cyclonedx, "") == ExitCode::done);
}
