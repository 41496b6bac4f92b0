// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

Run in(const std::string& region) {
  return with(timed(), {{Key::region, region}});
}

}  // namespace

TEST_CASE("A region is found by code, by name and as a cloud region", "[pipeline]") {
  const auto grid = [](const std::string& region) {
    return input(estimated(in(region)), "grid_intensity").value;
  };
  CHECK(grid("fr") == grid("France"));
  CHECK(grid("FRA") == grid("france"));
  CHECK(grid("us-ca") == grid("California"));
  CHECK(grid("us-ca") != grid("us"));
}

TEST_CASE("A cloud region has its own figure, or that of its country", "[pipeline]") {
  const auto place = [](const std::string& region) {
    return std::string(input(estimated(in(region)), "grid_intensity").place->id);
  };
  CHECK(place("gcp:europe-west9") == "gcp:europe-west9");
  CHECK(place("aws:eu-west-3") == "fr");
}

TEST_CASE("A region unknown or of two places is refused with what to say", "[pipeline]") {
  Faults faults;
  estimate(in("Frence"), faults);
  REQUIRE(code_of(faults) == "unknown-region");
  CHECK_THAT(faults[0].cure, ContainsSubstring("France") || ContainsSubstring("fr"));
  faults.clear();
  estimate(in("eu-central-1"), faults);
  REQUIRE(code_of(faults) == "ambiguous-region");
  CHECK_THAT(faults[0].cure, ContainsSubstring("aws:eu-central-1"));
}

TEST_CASE("Without a region the world's average is assumed, as wide as countries differ",
          "[pipeline]") {
  const Report report = estimated(without(timed(), Key::region));
  CHECK(warns(report, "assumed-region"));
  const Input& grid = input(report, "grid_intensity");
  CHECK(grid.status == Status::assumed);
  CHECK(grid.cure == "--region");
  CHECK(grid.high / grid.low > 10);
}

TEST_CASE("An intensity given goes before the region's", "[pipeline]") {
  const Report report = estimated(with(timed(), {{Key::grid_intensity, "400"}}));
  CHECK(input(report, "grid_intensity").value == 400);
  CHECK(input(report, "grid_intensity").status == Status::given);
  CHECK_FALSE(warns(report, "assumed-region"));
}

TEST_CASE("A basis chosen is the basis of the report", "[pipeline]") {
  const Report report = estimated(with(timed(), {{Key::region, "us-ca"}, {Key::basis, "direct"}}));
  CHECK_THAT(report.basis, ContainsSubstring("direct"));
  CHECK_THAT(estimated(with(timed(), {{Key::basis, "life-cycle"}})).basis,
             ContainsSubstring("life-cycle"));
}

TEST_CASE("A year without a figure takes the nearest and says so", "[pipeline]") {
  const Report report = estimated(with(timed(), {{Key::year, "2040"}}));
  CHECK(warns(report, "nearest-year"));
  CHECK(input(report, "grid_intensity").year < 2040);
  CHECK_FALSE(warns(estimated(asked(timed())), "nearest-year"));
}

TEST_CASE("A PUE given goes before a provider's, a provider's before the industry's",
          "[pipeline]") {
  CHECK(input(estimated(in("gcp:europe-west9")), "pue").value == 1.1);
  std::vector<std::pair<Key, std::string>> no_pue = timed();
  std::erase_if(no_pue, [](const auto& flag) { return flag.first == Key::pue; });
  const Report cloud = estimated(with(no_pue, {{Key::region, "gcp:europe-west9"}}));
  CHECK(input(cloud, "pue").status == Status::catalogue);
  CHECK(input(cloud, "pue").value < 1.2);
  const Report industry = estimated(asked(no_pue));
  CHECK(input(industry, "pue").status == Status::assumed);
  CHECK(input(industry, "pue").value > 1.4);
  CHECK(warns(industry, "assumed-pue"));
}

TEST_CASE("An accelerator unknown is refused with the nearest names", "[pipeline]") {
  Faults faults;
  estimate(with(timed(), {{Key::accelerator, "h1000"}}), faults);
  REQUIRE(code_of(faults) == "unknown-accelerator");
  CHECK_THAT(faults[0].cure, ContainsSubstring("H100"));
  faults.clear();
  estimate(with(timed(), {{Key::accelerator, "quantum-thing-9"}}), faults);
  REQUIRE(code_of(faults) == "unknown-accelerator");
  CHECK_THAT(faults[0].cure, ContainsSubstring("inline"));
}

TEST_CASE("An instance unknown is refused with the nearest names", "[pipeline]") {
  Faults faults;
  estimate(asked({{Key::instance, "aws:p5.48xlarg"}, {Key::wall_hours, "1"}}), faults);
  REQUIRE_THAT(code_of(faults), ContainsSubstring("unknown-instance"));
  CHECK_THAT(faults[0].cure, ContainsSubstring("p5.48xlarge"));
}

TEST_CASE("The names of a run are checked though its numbers cannot be used", "[pipeline]") {
  Faults faults;
  check_names(asked({{Key::accelerator, "h1000"}, {Key::region, "Frence"}}), faults);
  CHECK(code_of(faults) == "unknown-accelerator unknown-region");
}
