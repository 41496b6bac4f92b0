// SPDX-License-Identifier: Apache-2.0
#include "plume/models/architecture.hpp"
#include "plume/models/parts.hpp"
#include "plume/models/unet.hpp"
#include "support/catch.hpp"

using namespace plume;

namespace {

/// Small enough to be counted by hand.
AttentionSizes small() {
  return {.width = 8, .heads = 2, .key_heads = 2, .head_size = 4};
}

void check_part(const Part& part, double parameters, double active, double products) {
  CHECK(part.parameters == parameters);
  CHECK(part.active == active);
  CHECK(part.products == products);
}

}  // namespace

TEST_CASE("A matrix multiplies and holds its weights, a bias is only held", "[models]") {
  check_part(linear(8, 16, false), 128, 128, 128);
  check_part(linear(8, 16, true), 144, 144, 128);
  check_part(convolution(3, 8, 9, true), 3 * 8 * 9 + 8, 3 * 8 * 9 + 8, 3 * 8 * 9);
}

TEST_CASE("Tables, norms and tied heads are held or multiplied, not both", "[models]") {
  check_part(table(10, 8), 80, 80, 0);
  check_part(norm(Norm::layer, 8), 16, 16, 0);
  check_part(norm(Norm::rms, 8), 8, 8, 0);
  check_part(norm(Norm::plain, 8), 0, 0, 0);
  check_part(tied_head(8, 10), 0, 0, 80);
  check_part(once(linear(8, 10, false)), 80, 80, 0);
}

TEST_CASE("Weights that are used again multiply again and are held once", "[models]") {
  check_part(reused(12, linear(8, 8, false)), 64, 64, 12 * 64);
  check_part(12 * linear(8, 8, false), 12 * 64, 12 * 64, 12 * 64);
}

TEST_CASE("Attention has four matrices, and fewer key heads shrink two of them", "[models]") {
  check_part(attention(small()), 4 * 64, 4 * 64, 4 * 64);
  AttentionSizes grouped = small();
  grouped.key_heads = 1;
  CHECK(attention(grouped).parameters == 2 * 64 + 2 * 32);
  AttentionSizes biased = small();
  biased.query_key_value_bias = biased.output_bias = true;
  CHECK(attention(biased).parameters == 4 * 64 + 4 * 8);
  AttentionSizes cross = small();
  cross.source_width = 16;
  CHECK(attention(cross).parameters == 2 * 64 + 2 * 128);
  CHECK(key_value_projections(cross).parameters == 2 * 128);
}

TEST_CASE("Latent attention compresses keys and values, and queries where it is asked",
          "[models]") {
  LatentAttentionSizes s{.width = 8,
                         .heads = 2,
                         .key_value_rank = 3,
                         .plain_head_size = 4,
                         .rotated_head_size = 2,
                         .value_head_size = 5};
  const double shared = 8 * (3 + 2) + 3 + 3 * 2 * (4 + 5) + 2 * 5 * 8;
  CHECK(latent_attention(s).parameters == 8 * 2 * 6 + shared);
  s.query_rank = 3;
  CHECK(latent_attention(s).parameters == 8 * 3 + 3 + 3 * 2 * 6 + shared);
}

TEST_CASE("A gated feed-forward layer has a third matrix", "[models]") {
  check_part(feed_forward({.width = 8, .inner = 16}), 256, 256, 256);
  check_part(feed_forward({.width = 8, .inner = 16, .gated = true}), 384, 384, 384);
  check_part(feed_forward({.width = 8, .inner = 16, .bias = true}), 280, 280, 256);
}

TEST_CASE("Only the chosen experts are active, and the router always", "[models]") {
  const Part expert = feed_forward({.width = 8, .inner = 16});
  check_part(experts(4, 2, 8, expert), 4 * 256 + 32, 2 * 256 + 32, 2 * 256 + 32);
}

TEST_CASE("Windowed layers look back no further than their window", "[models]") {
  ModelSize size{.attention = {6, 32, 0}};
  CHECK(attention_shape(size, 1000).sequence_length == 1000);
  size.windowed_layers = 5;
  size.window = 100;
  CHECK_THAT(attention_shape(size, 1000).sequence_length, WithinRel(1500.0 / 6, 1e-12));
  CHECK_THAT(attention_shape(size, 60).sequence_length, WithinRel(60.0, 1e-12));
  CHECK(attention_shape(size, 1000).layers == 6);
  CHECK(attention_shape(size, 1000).width == 32);
}

TEST_CASE("A forward pass is two operations a weight and four a score", "[models]") {
  CHECK(forward_work(linear(8, 16, true), 10, {}).in(flop) == 2 * 128 * 10);
  CHECK(forward_work({}, 10, {3, 8, 10}).in(flop) == 4 * 3 * 8 * 10 * 10);
}

TEST_CASE("The work of a U-Net without attention grows with its pixels, its weights do not",
          "[models]") {
  UNetShape shape{.channels_in = 1, .channels_out = 1, .time_width = 4, .side = 8};
  shape.down = {{2, 1, 0, 0}};
  shape.up = {{2, 2, 0, 0}};
  const ModelSize small_image = unet_size(shape);
  shape.side = 16;
  const ModelSize large_image = unet_size(shape);
  CHECK(small_image.kind == ModelKind::diffusion);
  CHECK(small_image.parameters == large_image.parameters);
  CHECK(large_image.forward_per_sample / small_image.forward_per_sample > 3.9);
  // Time 12 + 20, in 20, down 86, middle 2 x 86, up 2 x (4 -> 2 channels: 136), out 4 + 19.
  const double block = 4 + 38 + 4 + 38 + 10;
  const double joined = 8 + 74 + 4 + 38 + 10 + 10;
  CHECK(small_image.parameters == 12 + 20 + 20 + 3 * block + 2 * joined + 4 + 19);
}
