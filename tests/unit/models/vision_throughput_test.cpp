// SPDX-License-Identifier: Apache-2.0
#include "plume/models/vision_throughput.hpp"
#include "support/catch.hpp"

using namespace plume;

namespace {

constexpr ImageCoefficients coefficients{
    .traffic = 40, .one_node = 8, .count_exponent = -0.05, .count_exponent_beyond = -0.13};
constexpr ImageStep step{.work = 24e9, .activations = 11e6, .bytes = 2};
constexpr ImageDevice device{.peak = 300e12, .bandwidth = 2e12, .count = 1};

}  // namespace

TEST_CASE("The time of an image is computing plus moving", "[models]") {
  CHECK_THAT(image_seconds(step, device, coefficients),
             WithinRel(24e9 / 300e12 + 40 * 11e6 * 2 / 2e12, 1e-9));
}

TEST_CASE("Utilisation is work over peak and time", "[models]") {
  const double seconds = image_seconds(step, device, coefficients);
  CHECK_THAT(image_mfu(step, device, coefficients), WithinRel(24e9 / (300e12 * seconds), 1e-9));
  ImageStep nothing_to_move = step;
  nothing_to_move.activations = 0;
  CHECK_THAT(image_mfu(nothing_to_move, device, coefficients), WithinRel(1.0, 1e-9));
}

TEST_CASE("Wider numbers and slower memory take longer", "[models]") {
  ImageStep wide = step;
  wide.bytes = 4;
  CHECK(image_seconds(wide, device, coefficients) > image_seconds(step, device, coefficients));
  ImageDevice slow = device;
  slow.bandwidth /= 2;
  CHECK(image_seconds(step, slow, coefficients) > image_seconds(step, device, coefficients));
}

TEST_CASE("Scaling loses little inside a node and more beyond", "[models]") {
  CHECK_THAT(image_scaling(1, coefficients), WithinRel(1.0, 1e-9));
  CHECK_THAT(image_scaling(0.5, coefficients), WithinRel(1.0, 1e-9));
  CHECK_THAT(8 * image_scaling(8, coefficients), WithinRel(7.21, 0.001));
  CHECK(image_scaling(256, coefficients) / image_scaling(8, coefficients) ==
        Approx(0.637).epsilon(0.001));
}

TEST_CASE("Activations of a plain vision transformer are counted", "[models]") {
  // ViT-B/16 and ViT-L/16 as PyTorch Image Models counts them.
  CHECK_THAT(transformer_activations({12, 768}, 197), WithinRel(23.9e6, 0.02));
  CHECK_THAT(transformer_activations({24, 1024}, 197), WithinRel(63.52e6, 0.02));
  const TransformerShape guess = typical_vision_transformer(86e6, 45);
  CHECK_THAT(12 * guess.layers * guess.width * guess.width, WithinRel(86e6, 1e-9));
  CHECK_THAT(transformer_activations(guess, 197), WithinRel(23.9e6, 0.2));
}

TEST_CASE("Activations are guessed from the work", "[models]") {
  CHECK_THAT(typical_activations(2e9, 7, 0.5), WithinRel(7e6, 1e-9));
  CHECK_THAT(typical_activations(8e9, 7, 0.5), WithinRel(14e6, 1e-9));
}
