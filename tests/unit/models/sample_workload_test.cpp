// SPDX-License-Identifier: Apache-2.0
#include "plume/models/sample_workload.hpp"
#include "support/catch.hpp"

using namespace plume;

TEST_CASE("Training by samples is three forward passes a sample", "[models]") {
  const Workload work = sample_workload({.forward = 8.2e9, .samples = 1000});
  CHECK_THAT(work.model.in(flop), WithinRel(3 * 8.2e12, 1e-9));
  CHECK(work.hardware == work.model);
}

TEST_CASE("Frozen parts count one forward pass", "[models]") {
  const Workload work = sample_workload({.forward = 800, .frozen = 1130, .samples = 10});
  CHECK_THAT(work.model.in(flop), WithinRel(10 * (2400 + 1130), 1e-9));
}

TEST_CASE("Adapters spare the weight gradients of the base", "[models]") {
  const SampleTask task{.forward = 800,
                        .frozen = 100,
                        .samples = 10,
                        .method = TrainingMethod::lora,
                        .adapter_share = 0.01};
  CHECK_THAT(sample_workload(task).model.in(flop), WithinRel(10 * (2.03 * 800 + 100), 1e-9));
}

TEST_CASE("Full recomputation adds a forward pass to the hardware's work alone", "[models]") {
  const Workload work =
      sample_workload({.forward = 800, .frozen = 100, .samples = 10, .recompute = Recompute::full});
  CHECK_THAT(work.model.in(flop), WithinRel(10 * 2500, 1e-9));
  CHECK_THAT(work.hardware.in(flop), WithinRel(10 * 3300, 1e-9));
}

TEST_CASE("An image of 224 pixels in patches of 16 is 197 tokens", "[models]") {
  CHECK_THAT(image_tokens(224, 16), WithinRel(197.0, 1e-9));
  CHECK_THAT(image_tokens(384, 16), WithinRel(577.0, 1e-9));
  CHECK_THAT(image_tokens(518, 14), WithinRel(1370.0, 1e-9));
}

TEST_CASE("The forward work of ViT-B/16 is what its authors and others count", "[models]") {
  // 17.6 thousand million multiply-adds, of which the scores 0.72 (12 layers of width 768).
  const double forward = transformer_forward(85.6e6, {12, 768, 197}, image_tokens(224, 16));
  CHECK_THAT(forward, WithinRel(35.1e9, 0.01));
  CHECK_THAT(transformer_forward(85.6e6, {}, 197), WithinRel(2 * 85.6e6 * 197, 1e-9));
}

TEST_CASE("Convolutions grow with the area of the image", "[models]") {
  CHECK_THAT(area_ratio(448, 224), WithinRel(4.0, 1e-9));
  CHECK_THAT(area_ratio(224, 224), WithinRel(1.0, 1e-9));
}
