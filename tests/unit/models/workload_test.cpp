// SPDX-License-Identifier: Apache-2.0
#include "plume/models/workload.hpp"
#include "support/catch.hpp"

using namespace plume;

TEST_CASE("Training takes six operations a parameter and token", "[models]") {
  CHECK_THAT(training_work({.parameters = 175e9, .tokens = 300e9}).in(flop),
             WithinRel(3.15e23, 1e-12));
}

TEST_CASE("Adapters on a frozen base spare the base's weight gradients", "[models]") {
  for (const auto method : {TrainingMethod::lora, TrainingMethod::qlora}) {
    const TrainingTask task{
        .parameters = 7e9, .tokens = 1e9, .method = method, .adapter_parameters = 40e6};
    CHECK_THAT(training_work(task).in(flop), WithinRel((4 * 7e9 + 6 * 40e6) * 1e9, 1e-12));
  }
}

TEST_CASE("Adapters are not counted when every weight is trained", "[models]") {
  const TrainingTask task{.parameters = 7e9, .tokens = 1e9, .adapter_parameters = 40e6};
  CHECK_THAT(training_work(task).in(flop), WithinRel(4.2e19, 1e-12));
}

TEST_CASE("Attention scores take twelve operations a layer, width, position and token",
          "[models]") {
  CHECK_THAT(attention_work({.layers = 32, .width = 4096, .sequence_length = 4096}, 1e9).in(flop),
             WithinRel(12 * 32 * 4096.0 * 4096.0 * 1e9, 1e-12));
}

TEST_CASE("Recomputation adds to what the hardware does, never to what the model needs",
          "[models]") {
  TrainingTask task{.parameters = 1e9, .tokens = 1e9, .attention = {24, 2048, 2048}};
  const double scores = 12 * 24 * 2048.0 * 2048.0 * 1e9;
  const double model = 6e18 + scores;

  const auto none = training_workload(task);
  CHECK_THAT(none.model.in(flop), WithinRel(model, 1e-12));
  CHECK_THAT(none.hardware.in(flop), WithinRel(model, 1e-12));

  task.recompute = Recompute::selective;
  const auto selective = training_workload(task);
  CHECK_THAT(selective.model.in(flop), WithinRel(model, 1e-12));
  CHECK_THAT(selective.hardware.in(flop), WithinRel(model + scores / 3, 1e-12));

  task.recompute = Recompute::full;
  const auto full = training_workload(task);
  CHECK_THAT(full.model.in(flop), WithinRel(model, 1e-12));
  CHECK_THAT(full.hardware.in(flop), WithinRel(8e18 + scores * 4 / 3, 1e-12));
}

TEST_CASE("Given operations grow by a third under full recomputation alone", "[models]") {
  CHECK_THAT(given_workload(flop(3e20), Recompute::full).hardware.in(flop), WithinRel(4e20, 1e-12));
  CHECK(given_workload(flop(3e20), Recompute::full).model == flop(3e20));
  CHECK(given_workload(flop(3e20), Recompute::selective).hardware == flop(3e20));
  CHECK(given_workload(flop(3e20), Recompute::none).hardware == flop(3e20));
}

TEST_CASE("The usual width of a model is near that of real ones", "[models]") {
  CHECK_THAT(typical_width(6.7e9), WithinRel(4096.0, 0.05));
  CHECK_THAT(typical_width(175e9), WithinRel(12288.0, 0.01));
}
