// SPDX-License-Identifier: Apache-2.0
#include "plume/models/architecture.hpp"
#include "support/catch.hpp"

using namespace plume;

namespace {

/// Small enough to be counted by hand.
Architecture small() {
  return {.layers = 2,
          .hidden = 8,
          .heads = 2,
          .key_value_heads = 2,
          .head_size = 4,
          .intermediate = 16,
          .vocabulary = 10};
}

}  // namespace

TEST_CASE("Every matrix and norm of a plain transformer is counted once", "[models]") {
  // A layer: 4 x 8 x 8 attention, 2 x 8 x 16 feed-forward, 2 norms of 8. Outside: embeddings and
  // an output head of 10 x 8, a last norm of 8.
  CHECK(parameter_count(small()) == 2 * (256 + 256 + 16) + 80 + 80 + 8);
  CHECK(matrix_parameter_count(small()) == 2 * (256 + 256) + 80);
}

TEST_CASE("A tied head is stored once and multiplied all the same", "[models]") {
  Architecture tied = small();
  tied.tied = true;
  CHECK(parameter_count(small()) - parameter_count(tied) == 80);
  CHECK(matrix_parameter_count(tied) == matrix_parameter_count(small()));
}

TEST_CASE("A model without a head has none in either count", "[models]") {
  Architecture none = small();
  none.head = false;
  CHECK(parameter_count(small()) - parameter_count(none) == 80);
  CHECK(matrix_parameter_count(small()) - matrix_parameter_count(none) == 80);
}

TEST_CASE("Fewer key and value heads shrink two of four attention matrices", "[models]") {
  Architecture grouped = small();
  grouped.key_value_heads = 1;
  CHECK(parameter_count(small()) - parameter_count(grouped) == 2 * 2 * 8 * 4);
}

TEST_CASE("A gated feed-forward layer has a third matrix", "[models]") {
  Architecture gated = small();
  gated.gated = true;
  CHECK(parameter_count(gated) - parameter_count(small()) == 2 * 8 * 16);
}

TEST_CASE("Biases and norm vectors count as parameters and not as matrices", "[models]") {
  Architecture biased = small();
  biased.attention_bias = biased.feed_forward_bias = biased.norm_bias = true;
  // A layer: 3 x 8 + 8 in attention, 16 + 8 in the feed-forward, 2 more norm vectors of 8;
  // one more vector in the last norm.
  CHECK(parameter_count(biased) - parameter_count(small()) == 2 * (32 + 24 + 16) + 8);
  CHECK(matrix_parameter_count(biased) == matrix_parameter_count(small()));
}

TEST_CASE("Only the chosen experts are active, and the router always", "[models]") {
  Architecture sparse = small();
  sparse.experts = 4;
  sparse.experts_per_token = 2;
  CHECK(parameter_count(sparse) - parameter_count(small()) == 2 * (3 * 256 + 8 * 4));
  CHECK(parameter_count(sparse) - active_parameter_count(sparse) == 2 * 2 * 256);
  CHECK(matrix_parameter_count(sparse) - matrix_parameter_count(small()) == 2 * (256 + 32));
}

TEST_CASE("The attention scores depend on heads times head size, not on the width", "[models]") {
  Architecture a = small();
  a.head_size = 16;
  const AttentionShape shape = attention_shape(a, 128);
  CHECK(shape.layers == 2);
  CHECK(shape.width == 32);
  CHECK(shape.sequence_length == 128);
}
