// SPDX-License-Identifier: Apache-2.0
// An overlay is installed once in the life of a program, so its tests share one.
#include "plume/data/audit.hpp"
#include "plume/data/entry.hpp"
#include "plume/data/overlay.hpp"
#include "support/catch.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>

using namespace plume;
namespace fs = std::filesystem;

namespace {

/// A folder on disk that goes away again.
class Folder {
 public:
  Folder(const std::string& name, const std::map<std::string, std::string>& files)
      : path_(fs::temp_directory_path() / (name + std::to_string(getpid()))) {
    fs::remove_all(path_);
    for (const auto& [place, text] : files) {
      fs::create_directories((path_ / place).parent_path());
      std::ofstream(path_ / place) << text;
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

const std::string origin = R"("source": "meter", "locator": "p. 1", "status": "verified"})";

const std::map<std::string, std::string> lower{
    {"sources.json", R"([{"key": "meter", "title": "Meter", "author": "Us", "licence": "none"}])"},
    {"hardware/accelerators/own.json",
     R"([{"id": "t4", "aliases": ["the small one"], "figures": {"tdp": {"value": 0.06, "unit": "kW", )" +
         origin + R"(}},
  {"id": "own-chip", "name": "Own Chip", "vendor": "Us", "kind": "npu", "use": "data centre",
   "figures": {"tdp": {"value": 90, "unit": "W", )" +
         origin + "}}]"},
    {"grid/own.json",
     R"([{"id": "fr", "series": [{"basis": "direct", "first_year": 2024, "values": [30], )" +
         origin + R"(]}, {"id": "fr-idf", "name": "Ile", "kind": "state", "parent": "fr"}])"},
    {"cloud/instances.json", R"([{"id": "own:box", "accelerator": "own-chip", "count": 16,
  "source": "meter", "aliases": ["the box"]}])"},
    {"cloud/own.json", R"([{"id": "own:cellar", "name": "Cellar", "country": "fr"}])"},
    {"site/own.json", R"([{"id": "pue/own/2024", "provider": "own", "value": 140, "unit": "%",
  "year": 2024, )" + origin +
                          "]"},
    {"models/language-models.json",
     R"([{"id": "own-1b", "name": "Own 1B", "aliases": ["Ours"], "config": {"model_type": "llama"},
  "parameters": {"value": 1e9, "unit": "1", )" +
         origin + ", " + origin +
         R"(, {"id": "gpt2", "name": "GPT-2 of our own", "config": {"model_type": "gpt2"},
  "parameters": {"value": 2e8, "unit": "1", )" +
         origin + ", " + origin + "]"},
    {"models/own.json",
     R"({"figures": [{"id": "throughput/base", "value": 0.4, "unit": "1", )" + origin + "]}"},
};

const std::map<std::string, std::string> upper{
    {"hardware/accelerators/own.json",
     R"([{"id": "t4", "figures": {"tdp": {"value": 65, "unit": "W", )" + origin + "}}]"}};

/// What stands before and after the one installation.
struct Setup {
  Setup() {
    places_before = places().size();
    const std::array folders{below.path(), above.path()};
    install_overlay(folders);
  }

  Folder below{"plume-overlay-below-", lower};
  Folder above{"plume-overlay-above-", upper};
  std::size_t places_before = 0;
};

const Setup& setup() {
  static const Setup once;
  return once;
}

}  // namespace

TEST_CASE("a folder with faults installs nothing and tells them all", "[data]") {
  const Folder broken("plume-overlay-broken-",
                      {{"grid/own.json", R"([{"id": "fr", "kind": "contry"}, {"id": "xx"}])"}});
  const std::array folders{broken.path()};
  if (!has_overlay()) {
    CHECK_THROWS_AS(install_overlay(folders), Failure);
    CHECK_FALSE(has_overlay());
  }
  CHECK(check_folder(broken.path()).size() == 3);
}

TEST_CASE("a figure of a known id replaces it, in the unit that the program knows", "[data]") {
  setup();
  const Figure* tdp = find_figure("accelerator/t4/tdp");
  REQUIRE(tdp != nullptr);
  CHECK(tdp->unit.view() == "W");
  CHECK_THAT(tdp->value, WithinRel(65, 1e-12));
  CHECK(origin_of(*tdp) == setup().above.path() + "/hardware/accelerators/own.json");
  CHECK(find_accelerator("the small one") == find_accelerator("t4"));
  CHECK(find_accelerator("t4")->figure(Property::fp16) != nullptr);
  CHECK(origin_of(*find_accelerator("t4")->figure(Property::fp16)).empty());
}

TEST_CASE("what has a new id is found like everything else", "[data]") {
  setup();
  REQUIRE(find_accelerator("Own Chip") != nullptr);
  REQUIRE(find_instance("the box") != nullptr);
  CHECK(&accelerators()[find_instance("own:box")->accelerator] == find_accelerator("own-chip"));
  REQUIRE(find_places("own:cellar").size() == 1);
  const Figure* pue = find_pue(*find_places("own:cellar").front(), 2024);
  REQUIRE(pue != nullptr);
  CHECK_THAT(pue->value * pue->scale, WithinRel(1.4, 1e-12));
  CHECK(places().size() == setup().places_before + 2);
  CHECK(find_source("meter") != nullptr);
}

TEST_CASE("a model of a known id gives way, with its parameters", "[data]") {
  setup();
  const ListedModel* const own = find_language_model("us/Ours-Instruct");
  REQUIRE(own != nullptr);
  CHECK(own->id.view() == "own-1b");
  CHECK(origin_of(*own) == setup().below.path() + "/models/language-models.json");
  const ListedModel* const gpt2 = find_language_model("gpt2");
  REQUIRE(gpt2 != nullptr);
  CHECK(gpt2->name.view() == "GPT-2 of our own");
  CHECK_THAT(figures()[gpt2->parameters].value, WithinRel(2e8, 1e-12));
  CHECK(origin_of(*find_language_model("gpt2-xl")).empty());
}

TEST_CASE("a series on one basis leaves that on the other alone", "[data]") {
  setup();
  const Place& france = *find_places("France").front();
  const auto direct = find_intensity(france, 2024, Basis::direct);
  const auto life_cycle = find_intensity(france, 2024, Basis::life_cycle);
  REQUIRE((direct && life_cycle));
  CHECK_THAT(direct->grams_per_kilowatt_hour, WithinRel(30.0, 1e-12));
  CHECK_FALSE(origin_of(*direct->series).empty());
  CHECK(origin_of(*life_cycle->series).empty());
}

TEST_CASE("constants keep their names", "[data]") {
  setup();
  CHECK_THAT(constant(Constant::mfu_base).value, WithinRel(0.4, 1e-12));
  CHECK(constant(Constant::hbm_carbon).id.view() == "embodied/hbm");
  REQUIRE(replaced_constants().size() == 1);
  CHECK(replaced_constants().front()->id.view() == "throughput/base");
}

TEST_CASE("all names of the merged catalogue still mean what they meant", "[data]") {
  setup();
  for (const Accelerator& accelerator : accelerators()) {
    CHECK(find_accelerator(accelerator.id) == &accelerator);
  }
  for (const Instance& instance : instances()) {
    CHECK(find_instance(instance.id) == &instance);
  }
}

TEST_CASE("a catalogue laid over itself changes nothing", "[data]") {
  setup();
  CHECK(compare_folder(setup().below.path()).size() == 1);  // the folder above it said 65 W
}
