// SPDX-License-Identifier: Apache-2.0
#include "plume/models/architecture.hpp"

namespace plume {

namespace {

double attention_matrices(const Architecture& a) {
  const double queries = a.hidden * a.heads * a.head_size;
  const double keys_and_values = 2 * a.hidden * a.key_value_heads * a.head_size;
  return 2 * queries + keys_and_values;  // queries and output are of one size
}

double attention_biases(const Architecture& a) {
  const double query_key_value = (a.heads + 2 * a.key_value_heads) * a.head_size;
  return a.attention_bias         ? query_key_value + a.hidden
         : a.query_key_value_bias ? query_key_value
                                  : 0;
}

double feed_forward_matrices(const Architecture& a) {
  return (a.gated ? 3 : 2) * a.hidden * a.intermediate;
}

double feed_forward_biases(const Architecture& a) {
  return a.feed_forward_bias ? a.intermediate + a.hidden : 0;
}

double norm_size(const Architecture& a) {
  return (a.norm_bias ? 2 : 1) * a.hidden;
}

/// Parameters of all layers when `experts` of each layer's experts are counted.
double layer_parameters(const Architecture& a, double experts) {
  const bool dense = a.experts == 0;
  const double feed_forward = feed_forward_matrices(a) + feed_forward_biases(a);
  const double router = a.hidden * a.experts;
  return a.layers * (attention_matrices(a) + attention_biases(a) + 2 * norm_size(a) +
                     (dense ? feed_forward : router + experts * feed_forward));
}

double outside_layers(const Architecture& a) {
  const double embeddings = (a.vocabulary + a.positions + a.token_types) * a.hidden;
  const double head = a.head && !a.tied ? a.vocabulary * a.hidden : 0;
  const double norms = (a.embedding_norm ? norm_size(a) : 0) + (a.final_norm ? norm_size(a) : 0);
  const double pooler = a.pooler ? a.hidden * a.hidden + a.hidden : 0;
  return embeddings + head + norms + pooler;
}

}  // namespace

double parameter_count(const Architecture& a) {
  return layer_parameters(a, a.experts) + outside_layers(a);
}

double active_parameter_count(const Architecture& a) {
  return layer_parameters(a, a.experts_per_token) + outside_layers(a);
}

double matrix_parameter_count(const Architecture& a) {
  const double feed_forward =
      a.experts == 0 ? feed_forward_matrices(a)
                     : a.hidden * a.experts + a.experts_per_token * feed_forward_matrices(a);
  const double head = a.head ? a.vocabulary * a.hidden : 0;
  return a.layers * (attention_matrices(a) + feed_forward) + head;
}

AttentionShape attention_shape(const Architecture& a, double sequence_length) {
  return {a.layers, a.heads * a.head_size, sequence_length};
}

}  // namespace plume
