// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace plume;

namespace {

struct Reading {
  std::string id;
  double count;
  bool operator==(const Reading&) const = default;
};

Reading read(std::string_view text) {
  const NamedDevice named = read_device_name(text);
  return {named.accelerator == nullptr ? "nothing" : std::string(named.accelerator->id.view()),
          named.count.value_or(0)};
}

std::vector<std::string> variants(std::string_view name) {
  const Accelerator* const taken = find_accelerator(name);
  REQUIRE(taken != nullptr);
  std::vector<std::string> out;
  for (const Accelerator* variant : variants_of(*taken, name)) {
    out.emplace_back(variant->id.view());
  }
  return out;
}

}  // namespace

TEST_CASE("a number of devices may stand before or behind their name", "[pipeline]") {
  CHECK(read("8xH100") == Reading{"h100-sxm", 8});
  CHECK(read("8 x NVIDIA H100") == Reading{"h100-sxm", 8});
  CHECK(read("8\u00d7H100") == Reading{"h100-sxm", 8});
  CHECK(read(" 1024*a100-sxm-80gb ") == Reading{"a100-sxm-80gb", 1024});
  CHECK(read("H100 x8") == Reading{"h100-sxm", 8});
  CHECK(read("H100 x 8") == Reading{"h100-sxm", 8});
}

TEST_CASE("a name that holds a number or a cross is no count", "[pipeline]") {
  for (const Accelerator& accelerator : accelerators()) {
    INFO(accelerator.id.view());
    CHECK(read(accelerator.id) == Reading{std::string(accelerator.id.view()), 0});
    CHECK(read(accelerator.name) == Reading{std::string(accelerator.id.view()), 0});
  }
  CHECK(read("8x").id == "nothing");
  CHECK(read("x8").id == "nothing");
  CHECK(read("0xH100").id == "nothing");
  CHECK(read("99999999999999999999xH100").id == "nothing");
  CHECK(read("").id == "nothing");
  CHECK(read("1.5xH100").id == "nothing");
}

TEST_CASE("a TPU slice is its chips", "[pipeline]") {
  const NamedDevice slice = read_device_name("v5p-8");
  REQUIRE(slice.slice != nullptr);
  CHECK(slice.accelerator->id.view() == "tpu-v5p");
  CHECK(double{slice.slice->accelerator_count} == 4);
  CHECK(read("2 x v3-8") == Reading{"tpu-v3", 2});
  CHECK(read("p5.48xlarge").id == "nothing");  // a machine type is given by --instance
}

TEST_CASE("a short name could mean every device of the family in whose name it stands",
          "[pipeline]") {
  CHECK(variants("h100") == std::vector<std::string>{"h100-pcie", "h100-nvl"});
  CHECK(variants("NVIDIA A100").size() == 3);
  CHECK(variants("A100-80GB") == std::vector<std::string>{"a100-pcie-80gb"});
  CHECK(variants("Tesla V100").size() == 4);
  CHECK(variants("P100").size() == 2);
}

TEST_CASE("an id or a full name means one device", "[pipeline]") {
  for (const Accelerator& accelerator : accelerators()) {
    INFO(accelerator.id.view());
    CHECK(variants(accelerator.id).empty());
    CHECK(variants(accelerator.name).empty());
  }
  CHECK(variants("RTX 3090").empty());
  CHECK(variants("NVIDIA A100-SXM4-80GB").empty());
}
