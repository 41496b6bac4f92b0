// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

using namespace plume;

namespace {

const Figure* low_alpha_of(std::string_view accelerator, bool variant_open) {
  const Accelerator* const found = find_accelerator(accelerator);
  REQUIRE(found != nullptr);
  return find_family_figure("opencarboneval-v1", *found, variant_open, "lg_alpha_low");
}

}  // namespace

TEST_CASE("The narrowest family of a device counts where it is named exactly") {
  REQUIRE(low_alpha_of("a100-sxm-40gb", false) != nullptr);
  CHECK(low_alpha_of("a100-sxm-40gb", false)->id.view() ==
        "opencarboneval-v1/a100-sxm-40gb/lg_alpha_low");
  CHECK(low_alpha_of("a100-pcie-40gb", false)->id.view() == "opencarboneval-v1/a100/lg_alpha_low");
}

TEST_CASE("The widest family counts where a name leaves the variant open") {
  CHECK(low_alpha_of("A100", true)->id.view() == "opencarboneval-v1/a100/lg_alpha_low");
}

TEST_CASE("A device in no family has no figure, nor has a method of another name") {
  CHECK(low_alpha_of("mi300x", false) == nullptr);
  CHECK(find_family_figure("opencarb", *find_accelerator("h100-sxm"), false, "lg_alpha") ==
        nullptr);
}

TEST_CASE("Every family has a figure, and the id of its method and device") {
  CHECK(families().size() > 20);
  for (const Family& family : families()) {
    const std::string id(family.id.view());
    INFO(id);
    CHECK(id.find('/') != std::string::npos);
    bool any = false;
    for (const Figure& figure : figures()) {
      any = any || figure.id.view().starts_with(id + "/");
    }
    CHECK(any);
  }
}
