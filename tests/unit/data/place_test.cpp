// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>

using namespace plume;

namespace {

/// The ids of all places of that name, joined.
std::string ids_of(std::string_view name) {
  std::string result;
  for (const Place* place : find_places(name)) {
    result += (result.empty() ? "" : " ") + std::string(place->id.view());
  }
  return result;
}

}  // namespace

TEST_CASE("every instance type is found by its id and by its type", "[data]") {
  for (const Instance& instance : instances()) {
    INFO(instance.id.view());
    CHECK(find_instance(instance.id) == &instance);
    CHECK(find_instance(instance.type) == &instance);
    CHECK(instance.accelerator < accelerators().size());
    CHECK(instance.accelerator_count > 0);
  }
}

TEST_CASE("an instance says what is in it", "[data]") {
  const Instance* instance = find_instance("p5.48xlarge");
  REQUIRE(instance != nullptr);
  CHECK(instance->provider.view() == "aws");
  CHECK(instance->accelerator_count == 8);
  CHECK(accelerators()[instance->accelerator].id.view() == "h100-sxm");
  CHECK(find_instance("p5.49xlarge") == nullptr);
  CHECK(find_instance("ND96isr_H100_v5") == find_instance("Standard_ND96isr_H100_v5"));
}

TEST_CASE("a shared device is a part of one", "[data]") {
  CHECK(find_instance("g6f.large")->accelerator_count == 0.125F);
}

TEST_CASE("every place is among those that its id, name and aliases find", "[data]") {
  for (const Place& place : places()) {
    INFO(place.id.view());
    CHECK(ids_of(place.id) == place.id.view());
    for (const Text alias : aliases_of(place)) {
      const auto found = find_places(alias);
      CHECK(std::find(found.begin(), found.end(), &place) != found.end());
    }
    CHECK_FALSE(find_places(place.name).empty());
  }
}

TEST_CASE("every place leads to the world", "[data]") {
  for (const Place& place : places()) {
    const Place* at = &place;
    for (int steps = 0; steps < 5; ++steps) {
      at = &places()[at->parent];
    }
    CHECK(at->kind == PlaceKind::world);
  }
}

TEST_CASE("countries are found as people write them", "[data]") {
  CHECK(ids_of("USA") == "us");
  CHECK(ids_of("United Kingdom") == "gb");
  CHECK(ids_of("UK") == "gb");
  CHECK(ids_of("South Korea") == "kr");
  CHECK(ids_of("Côte d'Ivoire") == "ci");
  CHECK(ids_of("cote d ivoire") == "ci");
  CHECK(ids_of("world") == "world");
  CHECK(ids_of("EU") == "eu27");
}

TEST_CASE("a country's code goes before a state's, and a country before its namesake", "[data]") {
  CHECK(ids_of("CA") == "ca");
  CHECK(ids_of("US-CA") == "us-ca");
  CHECK(ids_of("California") == "us-ca");
  CHECK(ids_of("Georgia") == "ge");
  CHECK(ids_of("Georgia (US)") == "us-ga");
  CHECK(ids_of("CAMX") == "us-camx");
}

TEST_CASE("a code of two providers gives both regions, and an id gives one", "[data]") {
  CHECK(ids_of("eu-central-1") == "alibaba:eu-central-1 aws:eu-central-1");
  CHECK(ids_of("aws:eu-central-1") == "aws:eu-central-1");
  CHECK(ids_of("aws eu-central-1") == "aws:eu-central-1");
}

TEST_CASE("punctuation tells codes apart that have the same letters", "[data]") {
  CHECK(ids_of("us-east1") == "gcp:us-east1");
  CHECK(ids_of("us-east-1") == "alibaba:us-east-1 aws:us-east-1");
  CHECK(ids_of("europe-west9") == "gcp:europe-west9");
}

TEST_CASE("a town finds the regions there, with or without accents", "[data]") {
  CHECK(ids_of("zurich") == ids_of("Zürich"));
  CHECK_THAT(ids_of("Zürich"), ContainsSubstring("gcp:europe-west6"));
  CHECK_THAT(ids_of("Montreal"), ContainsSubstring("gcp:northamerica-northeast1"));
  CHECK(find_places("Atlantis").empty());
}

TEST_CASE("a mistyped place suggests its neighbours", "[data]") {
  CHECK(suggest_places("Frnace").front() == "France");
  CHECK(suggest_places("europe-west99", 2).size() == 2);
  CHECK(suggest_instances("p5.48xlarg").front() == "p5.48xlarge");
  CHECK(suggest_places("x").empty());
}

TEST_CASE("a region of a provider uses its own PUE, else that of the fleet", "[data]") {
  const Place& oklahoma = *find_places("gcp:us-central2").front();
  CHECK(find_pue(oklahoma, 2022)->id.view() == "pue/gcp/us-central2/2022");
  const Place& paris = *find_places("gcp:europe-west9").front();
  CHECK(find_pue(paris, 2024)->value == 1.09);
  CHECK(find_pue(paris, 2019)->year == 2019);
  CHECK(find_pue(paris, 1990)->year == 2008);
  CHECK(find_pue(paris, 0)->year == 2025);
  CHECK(find_pue(*find_places("scaleway:nl-ams").front(), 2024)->value == 1.2);
}

TEST_CASE("of two years as near, the later PUE is taken", "[data]") {
  const Place& region = *find_places("azure:francecentral").front();
  CHECK(find_pue(region, 2023)->year == 2024);  // 2022 is as near
}

TEST_CASE("a place without a provider has no PUE", "[data]") {
  CHECK(find_pue(*find_places("fr").front(), 2024) == nullptr);
  CHECK(find_pue(*find_places("scaleway:fr-par").front(), 2024) == nullptr);
}

TEST_CASE("the industry's PUE is the survey's of the nearest year", "[data]") {
  CHECK(industry_pue(2024).value == 1.56);
  CHECK(industry_pue(2016).year == 2018);
  CHECK(industry_pue(0).year == 2025);
}
