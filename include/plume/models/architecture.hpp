// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/workload.hpp"

namespace plume {

/// The shape of a transformer: what its parameter count and its FLOP per token follow from.
/// Counts are of scalars or of layers; a field is zero where the architecture has no such part.
struct Architecture {
  double layers = 0;
  double hidden = 0;  ///< model width d
  double heads = 0;
  double key_value_heads = 0;
  double head_size = 0;
  double intermediate = 0;  ///< width of the feed-forward layer, or of one expert
  double vocabulary = 0;
  double positions = 0;    ///< learned position embeddings
  double token_types = 0;  ///< segment embeddings (BERT)
  double experts = 0;
  double experts_per_token = 0;
  bool gated = false;           ///< feed-forward of three matrices rather than two
  bool tied = false;            ///< the output head is the embedding table
  bool head = true;             ///< there is an output head
  bool pooler = false;          ///< BERT's dense layer over the first token
  bool embedding_norm = false;  ///< a norm behind the embeddings (BERT)
  bool final_norm = true;
  bool attention_bias = false;
  bool query_key_value_bias = false;  ///< biases on these three projections alone (Qwen2)
  bool feed_forward_bias = false;
  bool norm_bias = false;  ///< LayerNorm has two vectors, RMSNorm one
};

/// Every parameter of the model.
double parameter_count(const Architecture& a);

/// The parameters that work on one token: with experts, shared weights, router and those chosen.
double active_parameter_count(const Architecture& a);

/// The parameters in matrix products for one token: no embedding look-ups, norms and biases; the
/// output head counts, also when tied (models without a head have none).
double matrix_parameter_count(const Architecture& a);

/// What the attention scores depend on, at this sequence length.
AttentionShape attention_shape(const Architecture& a, double sequence_length);

}  // namespace plume
