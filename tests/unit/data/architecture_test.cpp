// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/data/entry.hpp"
#include "plume/units/units.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace plume;

namespace {

double forward_of(std::string_view name) {
  const ListedArchitecture* const found = find_architecture(name);
  REQUIRE(found != nullptr);
  return figures()[found->forward].as<Work>().value.in(flop);
}

}  // namespace

TEST_CASE("Architectures are found by every usual name", "[data]") {
  const ListedArchitecture* const resnet = find_architecture("resnet50");
  REQUIRE(resnet != nullptr);
  for (const char* name : {"ResNet-50", "resnet_50", "RN50", "ResNet-50 v1.5"}) {
    INFO(name);
    CHECK(find_architecture(name) == resnet);
  }
  CHECK(find_architecture("vit_base_patch16_224") == find_architecture("ViT-B/16"));
  CHECK(find_architecture("Stable Diffusion") == find_architecture("SD 1.5"));
  CHECK(find_architecture("resnet-51") == nullptr);
  CHECK(suggest_architectures("resnet-51").front() == "ResNet-50");
}

TEST_CASE("Forward work is two operations a multiply-add", "[data]") {
  CHECK_THAT(forward_of("resnet50"), WithinRel(2 * 4.11e9, 0.01));
  CHECK_THAT(forward_of("vgg16"), WithinRel(2 * 15.5e9, 0.01));
  CHECK_THAT(forward_of("ViT-B/16"), WithinRel(2 * 17.6e9, 0.01));
  CHECK_THAT(forward_of("dit-xl-2"), WithinRel(2 * 118.64e9, 0.001));
}

TEST_CASE("Every architecture is usable", "[data]") {
  CHECK(architectures().size() >= 60);
  for (const ListedArchitecture& a : architectures()) {
    INFO(a.id.view());
    const double forward = figures()[a.forward].as<Work>().value.in(flop);
    CHECK(forward > 1e7);
    CHECK(figures()[a.parameters].value > 5e5);
    CHECK(find_architecture(a.name) == &a);
    const bool image = a.kind.view() == "cnn" || a.kind.view() == "vision-transformer";
    CHECK((!image || (a.activations != 0 && a.image_size != 0)));
    CHECK((a.patch_size == 0 || a.kind.view() == "vision-transformer"));
  }
}

TEST_CASE("Work of a patch transformer follows from parameters and tokens", "[data]") {
  for (const ListedArchitecture& a : architectures()) {
    if (a.patch_size == 0) {
      continue;
    }
    INFO(a.id.view());
    const double side = double(a.image_size) / a.patch_size;
    const double plain = 2 * figures()[a.parameters].value * (side * side + 1);
    const double forward = figures()[a.forward].as<Work>().value.in(flop);
    CHECK(forward / plain > 0.85);
    CHECK(forward / plain < 1.6);
  }
}

TEST_CASE("Architectures are listed and searched", "[data]") {
  const auto kinds = entry_kinds();
  CHECK(std::any_of(kinds.begin(), kinds.end(), [](const EntryKind& kind) {
    return kind.name == "architectures" && kind.entries().size() == architectures().size();
  }));
  const std::vector<std::string> words{"swin", "tiny"};
  CHECK(search_entries(words).size() == 2);
}
