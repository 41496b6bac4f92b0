// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/data/published.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace plume;

namespace {

std::size_t count_of_kind(PlaceKind kind) {
  const auto all = places();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Place& p) { return p.kind == kind; }));
}

/// The rows of data/measurements/images.json, which are not compiled in.
std::vector<nlohmann::json> image_measurements() {
  std::ifstream in("data/measurements/images.json");
  std::vector<nlohmann::json> out = nlohmann::json::parse(in);
  return out;
}

std::size_t count_of_use(std::string_view use) {
  const auto all = accelerators();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const Accelerator& a) { return a.use.view() == use; }));
}

/// The names by which providers may call different regions alike. A code outside this list that
/// finds several places is a mistake in the data.
const std::set<std::string, std::less<>> shared_codes{
    "ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-3",
    "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "eu-central-1",
    "eu-west-1",      "me-central-1",   "us-east-1",      "us-west-1"};

std::string code_of(const Place& place) {
  const std::string id(place.id.view());
  return id.substr(id.find(':') + 1);
}

}  // namespace

TEST_CASE("the catalogue covers what it promises", "[data]") {
  CHECK(accelerators().size() >= 180);
  CHECK(cpus().size() >= 1'900);
  CHECK(instances().size() >= 260);
  CHECK(equivalences().size() >= 20);
  CHECK(language_models().size() >= 160);
  CHECK(count_of_kind(PlaceKind::country) >= 210);
  CHECK(count_of_kind(PlaceKind::cloud_region) >= 250);
  for (const char* use : {"data centre", "workstation", "consumer", "embedded"}) {
    INFO(use);
    CHECK(count_of_use(use) > 5);
  }
}

TEST_CASE("the catalogue has the regions of nine providers", "[data]") {
  std::set<std::string, std::less<>> providers;
  for (const Place& place : places()) {
    if (place.kind == PlaceKind::cloud_region) {
      providers.emplace(place.provider.view());
    }
  }
  CHECK(providers.size() == 9);
}

TEST_CASE("the names of the first and of the latest accelerators resolve", "[data]") {
  for (const char* name :
       {"K80", "P100", "V100", "A100", "H100", "H200", "B200", "GB300", "MI250X", "MI300X",
        "TPU v2", "TPU v6e", "Trainium 2", "Inferentia 2", "Gaudi 2", "Ascend 910B", "Apple M1"}) {
    INFO(name);
    CHECK(find_accelerator(name) != nullptr);
  }
}

TEST_CASE("nearly every accelerator of a data centre states power, memory and a peak", "[data]") {
  std::size_t all = 0;
  std::size_t lacking = 0;
  for (const Accelerator& accelerator : accelerators()) {
    if (accelerator.use.view() == "data centre") {
      ++all;
      const bool peak = accelerator.figure(Property::fp16) != nullptr ||
                        accelerator.figure(Property::fp32) != nullptr ||
                        accelerator.figure(Property::int8) != nullptr;
      const bool whole = peak && accelerator.figure(Property::tdp) != nullptr &&
                         accelerator.figure(Property::memory) != nullptr;
      lacking += whole ? 0U : 1U;
    }
  }
  CHECK(lacking * 10 < all);
}

TEST_CASE("no name means two accelerators", "[data]") {
  std::map<std::string, const Accelerator*, std::less<>> owners;
  for (const Accelerator& accelerator : accelerators()) {
    for (const Text alias : aliases_of(accelerator)) {
      INFO(alias.view());
      const auto [owner, fresh] = owners.emplace(alias.view(), &accelerator);
      CHECK((fresh || owner->second == &accelerator));
      CHECK(find_accelerator(alias) == &accelerator);
    }
  }
}

TEST_CASE("the code of a region finds it alone, unless it is declared as shared", "[data]") {
  for (const Place& place : places()) {
    if (place.kind == PlaceKind::cloud_region) {
      const std::string code = code_of(place);
      INFO(place.id.view());
      CHECK(find_places(place.id) == std::vector<const Place*>{&place});
      const auto found = find_places(code);
      CHECK(std::find(found.begin(), found.end(), &place) != found.end());
      CHECK((found.size() > 1) == shared_codes.contains(code));
    }
  }
}

TEST_CASE("every machine type finds its accelerators", "[data]") {
  for (const Instance& instance : instances()) {
    INFO(instance.id.view());
    CHECK(find_instance(instance.id) == &instance);
    CHECK(find_instance(instance.type) == &instance);
  }
}

TEST_CASE("every figure says its unit, its source and where in it", "[data]") {
  for (const Figure& figure : figures()) {
    INFO(figure.id.view());
    CHECK_FALSE(figure.unit.empty());
    CHECK_FALSE(figure.locator.empty());
    CHECK(figure.source < sources().size());
    CHECK(figure.low <= figure.value);
    CHECK(figure.value <= figure.high);
  }
}

TEST_CASE("a recalled figure is unverified, and only a recalled one", "[data]") {
  const Source* recall = find_source("unverified-recall");
  REQUIRE(recall != nullptr);
  for (const Figure& figure : figures()) {
    if (&sources()[figure.source] == recall) {
      INFO(figure.id.view());
      CHECK(figure.confirmation == Confirmation::unverified);
    }
  }
}

TEST_CASE("every measurement of images names an accelerator and an architecture that are listed", "[data]") {
  for (const nlohmann::json& row : image_measurements()) {
    INFO(row.at("id"));
    CHECK(find_accelerator(row.at("accelerator").get<std::string>()) != nullptr);
    CHECK((!row.contains("architecture") ||
           find_architecture(row.at("architecture").get<std::string>()) != nullptr));
  }
}

TEST_CASE("every source is used", "[data]") {
  std::vector<bool> used(sources().size());
  const auto mark = [&](const auto& rows) {
    for (const auto& row : rows) {
      used[row.source] = true;
    }
  };
  mark(figures());
  mark(instances());
  mark(series());
  mark(published_runs());
  mark(measurements());
  mark(language_models());
  for (const nlohmann::json& row : image_measurements()) {
    const Source* const source = find_source(row.at("source").get<std::string>());
    REQUIRE(source != nullptr);
    used[static_cast<std::size_t>(source - sources().data())] = true;
  }
  for (std::size_t i = 0; i < used.size(); ++i) {
    INFO(sources()[i].key.view());
    CHECK(used[i]);
  }
}
