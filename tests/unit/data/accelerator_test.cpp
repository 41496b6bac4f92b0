// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/units/units.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>

using namespace plume;

namespace {

std::string id_of(std::string_view name) {
  const Accelerator* found = find_accelerator(name);
  return found == nullptr ? "nothing" : std::string(found->id.view());
}

const Figure& figure_of(std::string_view name, Property property) {
  const Accelerator* found = find_accelerator(name);
  REQUIRE(found != nullptr);
  const Figure* figure = found->figure(property);
  REQUIRE(figure != nullptr);
  return *figure;
}

}  // namespace

TEST_CASE("every id, name and alias of an accelerator finds that accelerator", "[data]") {
  for (const Accelerator& accelerator : accelerators()) {
    CHECK(find_accelerator(accelerator.id) == &accelerator);
    CHECK(find_accelerator(accelerator.name) == &accelerator);
    for (const Text alias : aliases_of(accelerator)) {
      INFO(alias.view());
      CHECK(find_accelerator(alias) == &accelerator);
    }
  }
}

TEST_CASE("case, spaces and punctuation of a name do not matter", "[data]") {
  CHECK(id_of("NVIDIA A100-SXM4-80GB") == "a100-sxm-80gb");
  CHECK(id_of("nvidia a100 sxm4 80gb") == "a100-sxm-80gb");
  CHECK(id_of("  H100 sxm5 ") == "h100-sxm");
}

TEST_CASE("a vendor's name may stand before the name of its device", "[data]") {
  CHECK(id_of("NVIDIA GeForce RTX 4060") == "rtx-4060");
  CHECK(id_of("Google Trillium") == "tpu-v6e");
  CHECK(id_of("AMD Radeon VII") == "radeon-vii");
}

TEST_CASE("a bare name means the variant that its note names", "[data]") {
  CHECK(id_of("v100") == "v100-sxm2-16gb");
  CHECK(id_of("a100") == "a100-sxm-40gb");
  CHECK(id_of("h100") == "h100-sxm");
  CHECK_THAT(std::string(find_accelerator("h100")->note.view()), ContainsSubstring("bare"));
}

TEST_CASE("a name that nothing carries finds nothing", "[data]") {
  CHECK(id_of("h10") == "nothing");
  CHECK(id_of("") == "nothing");
  CHECK(id_of("nvidia") == "nothing");
  CHECK(id_of("8xH100") == "nothing");
}

TEST_CASE("a TPU slice is a machine and not a chip", "[data]") {
  CHECK(id_of("v3-8") == "nothing");
  const Instance* slice = find_instance("TPU v3-8");
  REQUIRE(slice != nullptr);
  CHECK(slice->accelerator_count == 4);
  CHECK(accelerators()[slice->accelerator].id.view() == "tpu-v3");
}

TEST_CASE("an H100 has the peak and the embodied carbon that its vendor states", "[data]") {
  CHECK(figure_of("h100-sxm", Property::fp16).value == 989.4);
  CHECK_THAT(figure_of("h100-sxm", Property::fp16).as<WorkRate>().value.base(),
             WithinRel(989.4e12, 1e-12));
  const Figure& embodied = figure_of("h100-sxm", Property::embodied);
  CHECK(embodied.as<Carbon>().value == kilograms(164));
  CHECK(embodied.low == 164);
  CHECK(embodied.high == 273);
  CHECK(figure_of("h100-sxm", Property::tdp).as<Power>().value == watts(700));
}

TEST_CASE("an accelerator without a figure gives null", "[data]") {
  CHECK(find_accelerator("trainium1")->figure(Property::tdp) == nullptr);
  CHECK(find_accelerator("h100")->figure(Property::system_power) == nullptr);
}

TEST_CASE("a generation with measured throughput has a factor of the dense models", "[data]") {
  const Accelerator* a100 = find_accelerator("a100");
  CHECK(a100->generation.view() == "a100");
  REQUIRE(a100->dense_factor > 0);
  CHECK(figures()[a100->dense_factor - 1U].id.view() == "generation/a100/dense");
  CHECK(find_accelerator("l4")->dense_factor == 0);
}

TEST_CASE("every figure is found by its id, and is in order", "[data]") {
  for (const Figure& figure : figures()) {
    INFO(figure.id.view());
    CHECK(find_figure(figure.id) == &figure);
    CHECK(figure.low <= figure.value);
    CHECK(figure.value <= figure.high);
    CHECK_FALSE(figure.locator.empty());
    CHECK(figure.source < sources().size());
  }
  CHECK(find_figure("accelerator/h100-sxm/tdp")->value == 700);
  CHECK(find_figure("accelerator/h100-sxm/td") == nullptr);
  CHECK(find_figure("") == nullptr);
}

TEST_CASE("an unverified figure is no surer than within a factor 1.2", "[data]") {
  const auto recalled = std::find_if(figures().begin(), figures().end(), [](const Figure& figure) {
    return figure.confirmation == Confirmation::unverified && figure.low == figure.high;
  });
  REQUIRE(recalled != figures().end());
  const Percentiles band = percentiles(recalled->value, recalled->spread);
  CHECK_THAT(band.low, WithinRel(recalled->value / 1.2, 1e-6));
  CHECK_THAT(band.high, WithinRel(recalled->value * 1.2, 1e-6));
}

TEST_CASE("every source is found by its key and says its licence", "[data]") {
  for (const Source& source : sources()) {
    CHECK(find_source(source.key) == &source);
    CHECK_FALSE(source.licence.empty());
  }
  CHECK(find_source("nobody") == nullptr);
  CHECK(find_source("ember-owid")->licence.view() == "CC-BY-4.0");
}

TEST_CASE("a mistyped name suggests its neighbours, best first", "[data]") {
  const auto suggested = suggest_accelerators("h10");
  REQUIRE(suggested.size() == 3);
  CHECK(suggested.front() == "H100");
  CHECK(id_of(suggest_accelerators("A100-SXM4-80GBB").front()) == "a100-sxm-80gb");
  CHECK(id_of(suggest_accelerators("T4 with 16 GB").front()) == "t4");
  CHECK(suggest_accelerators("a washing machine").empty());
}

TEST_CASE("suggestions name each device once and keep to their limit", "[data]") {
  const auto suggested = suggest_accelerators("h100-sxmm", 5);
  CHECK(suggested.size() <= 5);
  for (std::size_t i = 1; i < suggested.size(); ++i) {
    CHECK(find_accelerator(suggested[i]) != find_accelerator(suggested[i - 1]));
  }
}

TEST_CASE("names of words are those of the data files", "[data]") {
  CHECK(name_of(Property::memory_bandwidth) == "memory_bandwidth");
  CHECK(name_of(Property::embodied) == "embodied");
  CHECK(name_of(Confirmation::secondary) == "secondary");
  CHECK(name_of(Basis::life_cycle) == "life-cycle");
  CHECK(name_of(PlaceKind::cloud_region) == "cloud region");
}
