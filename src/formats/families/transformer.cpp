// SPDX-License-Identifier: Apache-2.0
#include "formats/families/transformer.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

double equal_heads(double width, double heads) {
  if (std::fmod(width, heads) != 0) {
    contradict("the model's width is no multiple of its heads");
  }
  return width / heads;
}

void require_groups(double heads, double key_heads) {
  if (std::fmod(heads, key_heads) != 0) {
    contradict("the model's heads are no multiple of its key and value heads");
  }
}

TransformerSizes read_sizes(ConfigReader& c, const UsualSizes& usual) {
  TransformerSizes s;
  s.layers = c.layers("num_hidden_layers", usual.layers);
  s.width = c.size("hidden_size", usual.width);
  s.heads = c.size("num_attention_heads", usual.heads);
  const bool usual_keys = usual.key_heads > 0 && !c.is_null("num_key_value_heads");
  s.key_heads = c.size_or("num_key_value_heads", usual_keys ? usual.key_heads : s.heads);
  require_groups(s.heads, s.key_heads);
  s.head_size = c.has("head_dim")     ? c.size("head_dim", 0)
                : usual.head_size > 0 ? usual.head_size
                                      : equal_heads(s.width, s.heads);
  s.inner = c.size("intermediate_size", usual.inner);
  s.vocabulary = c.size("vocab_size", usual.vocabulary);
  return s;
}

AttentionSizes attention_sizes(const TransformerSizes& s, bool query_key_value_bias,
                               bool output_bias) {
  return {.width = s.width,
          .heads = s.heads,
          .key_heads = s.key_heads,
          .head_size = s.head_size,
          .query_key_value_bias = query_key_value_bias,
          .output_bias = output_bias};
}

Part classic_layer(const TransformerSizes& s) {
  return attention(attention_sizes(s, true, true)) +
         feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
         2 * norm(Norm::layer, s.width);
}

Part output_head(const TransformerSizes& s, bool tied, bool bias) {
  return tied ? tied_head(s.width, s.vocabulary) : linear(s.width, s.vocabulary, bias);
}

ModelSize transformer(ModelKind kind, const TransformerSizes& s, const Part& whole) {
  return {.kind = kind,
          .parameters = whole.parameters,
          .active_parameters = whole.active,
          .matrix_parameters = whole.products,
          .width = s.width,
          .attention = {s.layers, s.heads * s.head_size, 0}};
}

double windowed_layers(ConfigReader& c, double otherwise) {
  if (!c.has("layer_types")) {
    return otherwise;
  }
  const auto types = c.texts_or("layer_types", {});
  return static_cast<double>(std::count(types.begin(), types.end(), "sliding_attention"));
}

void set_window(ModelSize& size, double layers, double window) {
  if (window > 0 && layers > 0) {
    size.windowed_layers = std::min(layers, size.attention.layers);
    size.window = window;
  }
}

}  // namespace plume
