// SPDX-License-Identifier: Apache-2.0
#include "plume/models/parts.hpp"

namespace plume {

Part operator+(const Part& a, const Part& b) {
  return {a.parameters + b.parameters, a.active + b.active, a.products + b.products};
}

Part& operator+=(Part& a, const Part& b) {
  return a = a + b;
}

Part operator*(double count, const Part& part) {
  return {count * part.parameters, count * part.active, count * part.products};
}

Part reused(double times, const Part& part) {
  return {part.parameters, part.active, times * part.products};
}

Part table(double rows, double width) {
  return {rows * width, rows * width, 0};
}

Part linear(double in, double out, bool bias) {
  return convolution(in, out, 1, bias);
}

Part convolution(double in, double out, double taps, bool bias) {
  const double products = in * out * taps;
  const double parameters = products + (bias ? out : 0);
  return {parameters, parameters, products};
}

Part tied_head(double width, double vocabulary) {
  return {0, 0, width * vocabulary};
}

Part once(const Part& part) {
  return {part.parameters, part.active, 0};
}

Part norm(Norm kind, double width) {
  switch (kind) {
    case Norm::layer:
      return table(2, width);
    case Norm::rms:
      return table(1, width);
    case Norm::plain:
      break;
  }
  return {};
}

Part key_value_projections(const AttentionSizes& s) {
  const double source = s.source_width > 0 ? s.source_width : s.width;
  return 2 * linear(source, s.key_heads * s.head_size, s.query_key_value_bias);
}

Part attention(const AttentionSizes& s) {
  return linear(s.width, s.heads * s.head_size, s.query_key_value_bias) + key_value_projections(s) +
         linear(s.heads * s.head_size, s.width, s.output_bias);
}

Part latent_attention(const LatentAttentionSizes& s) {
  const double query_width = s.heads * (s.plain_head_size + s.rotated_head_size);
  const Part queries = s.query_rank > 0
                           ? linear(s.width, s.query_rank, s.bias) + norm(Norm::rms, s.query_rank) +
                                 linear(s.query_rank, query_width, false)
                           : linear(s.width, query_width, false);
  const Part keys_and_values =
      linear(s.width, s.key_value_rank + s.rotated_head_size, s.bias) +
      norm(Norm::rms, s.key_value_rank) +
      linear(s.key_value_rank, s.heads * (s.plain_head_size + s.value_head_size), false);
  return queries + keys_and_values + linear(s.heads * s.value_head_size, s.width, s.bias);
}

Part feed_forward(const FeedForwardSizes& s) {
  return (s.gated ? 2 : 1) * linear(s.width, s.inner, s.bias) + linear(s.inner, s.width, s.bias);
}

Part experts(double count, double chosen, double width, const Part& expert) {
  const Part working = chosen * expert;
  return linear(width, count, false) +
         Part{count * expert.parameters, working.active, working.products};
}

Work forward_work(const Part& part, double tokens, const AttentionShape& shape) {
  const double scores = 4 * shape.layers * shape.width * shape.sequence_length;
  return flop((2 * part.products + scores) * tokens);
}

}  // namespace plume
