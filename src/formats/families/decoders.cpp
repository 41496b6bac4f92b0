// SPDX-License-Identifier: Apache-2.0
/// Language models with RMSNorm (or its kin), gated feed-forward layers and rotary positions.
#include "formats/families/transformer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

struct Gated {
  Norm norm = Norm::rms;
  double norms_per_layer = 2;
  bool query_key_value_bias = false;
  bool output_bias = false;
  bool feed_forward_bias = false;
  bool gated = true;
  bool tied = false;
  double query_key_norms = 0;  ///< scalars of the norms of queries and keys, of one layer
};

/// Everything that Llama and its descendants have in common.
ModelSize gated_decoder(const TransformerSizes& s, const Gated& how) {
  const Part layer = attention(attention_sizes(s, how.query_key_value_bias, how.output_bias)) +
                     feed_forward({s.width, s.inner, how.gated, how.feed_forward_bias}) +
                     how.norms_per_layer * norm(how.norm, s.width) + table(1, how.query_key_norms);
  const Part whole = table(s.vocabulary, s.width) + s.layers * layer + norm(how.norm, s.width) +
                     output_head(s, how.tied);
  return transformer(ModelKind::language, s, whole);
}

ModelSize read_llama(ConfigReader& c) {
  const TransformerSizes s = read_sizes(
      c, {.layers = 32, .width = 4096, .heads = 32, .inner = 11008, .vocabulary = 32000});
  const bool biased = c.flag_or("attention_bias", false);
  return gated_decoder(s, {.query_key_value_bias = biased,
                           .output_bias = biased,
                           .feed_forward_bias = c.flag_or("mlp_bias", false),
                           .tied = c.flag_or("tie_word_embeddings", false)});
}

ModelSize read_mistral(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 32,
                                            .width = 4096,
                                            .heads = 32,
                                            .key_heads = 8,
                                            .inner = 14336,
                                            .vocabulary = 32000});
  ModelSize size = gated_decoder(s, {.tied = c.flag_or("tie_word_embeddings", false)});
  set_window(size, s.layers, c.size_or("sliding_window", 0));
  return size;
}

/// Qwen's windows are off unless `use_sliding_window` is on, and begin at `max_window_layers`.
void set_qwen_window(ConfigReader& c, ModelSize& size) {
  if (c.flag_or("use_sliding_window", false)) {
    const double first = c.count_or("max_window_layers", 28);
    set_window(size, windowed_layers(c, std::max(0.0, size.attention.layers - first)),
               c.size_or("sliding_window", 4096));
  }
}

ModelSize read_qwen2(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 32,
                                            .width = 4096,
                                            .heads = 32,
                                            .key_heads = 32,
                                            .inner = 22016,
                                            .vocabulary = 151936});
  ModelSize size = gated_decoder(
      s, {.query_key_value_bias = true, .tied = c.flag_or("tie_word_embeddings", false)});
  set_qwen_window(c, size);
  return size;
}

/// With images: the text part stands in `text_config`, or at the top in older files.
ModelSize read_qwen2_vl(ConfigReader& c) {
  c.note(part_not_counted("the model's part for images is not counted"));
  if (c.has("text_config")) {
    ConfigReader text = c.part("text_config");
    return read_qwen2(text);
  }
  return read_qwen2(c);
}

ModelSize read_qwen3(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 32,
                                            .width = 4096,
                                            .heads = 32,
                                            .key_heads = 32,
                                            .head_size = 128,
                                            .inner = 22016,
                                            .vocabulary = 151936});
  const bool biased = c.flag_or("attention_bias", false);
  ModelSize size = gated_decoder(s, {.query_key_value_bias = biased,
                                     .output_bias = biased,
                                     .tied = c.flag_or("tie_word_embeddings", false),
                                     .query_key_norms = 2 * s.head_size});
  set_qwen_window(c, size);
  return size;
}

ModelSize read_gemma(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 28,
                                            .width = 3072,
                                            .heads = 16,
                                            .key_heads = 16,
                                            .head_size = 256,
                                            .inner = 24576,
                                            .vocabulary = 256000});
  const bool biased = c.flag_or("attention_bias", false);
  return gated_decoder(s, {.query_key_value_bias = biased,
                           .output_bias = biased,
                           .tied = c.flag_or("tie_word_embeddings", true)});
}

ModelSize read_gemma2(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 26,
                                            .width = 2304,
                                            .heads = 8,
                                            .key_heads = 4,
                                            .head_size = 256,
                                            .inner = 9216,
                                            .vocabulary = 256000});
  const bool biased = c.flag_or("attention_bias", false);
  ModelSize size = gated_decoder(s, {.norms_per_layer = 4,
                                     .query_key_value_bias = biased,
                                     .output_bias = biased,
                                     .tied = c.flag_or("tie_word_embeddings", true)});
  set_window(size, windowed_layers(c, std::ceil(s.layers / 2)), c.size_or("sliding_window", 4096));
  return size;
}

ModelSize read_gemma3(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 26,
                                            .width = 2304,
                                            .heads = 8,
                                            .key_heads = 4,
                                            .head_size = 256,
                                            .inner = 9216,
                                            .vocabulary = 262208});
  const bool biased = c.flag_or("attention_bias", false);
  ModelSize size = gated_decoder(s, {.norms_per_layer = 4,
                                     .query_key_value_bias = biased,
                                     .output_bias = biased,
                                     .tied = c.flag_or("tie_word_embeddings", true),
                                     .query_key_norms = 2 * s.head_size});
  const double pattern = c.size_or("sliding_window_pattern", 6);
  const double whole = std::floor(s.layers / pattern);
  set_window(size, windowed_layers(c, s.layers - whole), c.size_or("sliding_window", 4096));
  return size;
}

ModelSize read_phi3(ConfigReader& c) {
  const TransformerSizes s =
      read_sizes(c, {.layers = 32, .width = 3072, .heads = 32, .inner = 8192, .vocabulary = 32064});
  ModelSize size = gated_decoder(s, {.tied = c.flag_or("tie_word_embeddings", false)});
  set_window(size, s.layers, c.size_or("sliding_window", 0));
  return size;
}

/// OLMo's norms have no weights.
ModelSize read_olmo(ConfigReader& c) {
  const TransformerSizes s = read_sizes(
      c, {.layers = 32, .width = 4096, .heads = 32, .inner = 11008, .vocabulary = 50304});
  const bool biased = c.flag_or("attention_bias", false);
  return gated_decoder(s, {.norm = Norm::plain,
                           .query_key_value_bias = biased,
                           .output_bias = biased,
                           .tied = c.flag_or("tie_word_embeddings", false)});
}

ModelSize read_olmo2(ConfigReader& c) {
  const TransformerSizes s = read_sizes(
      c, {.layers = 32, .width = 4096, .heads = 32, .inner = 11008, .vocabulary = 50304});
  const bool biased = c.flag_or("attention_bias", false);
  return gated_decoder(s, {.query_key_value_bias = biased,
                           .output_bias = biased,
                           .tied = c.flag_or("tie_word_embeddings", false),
                           .query_key_norms = (s.heads + s.key_heads) * s.head_size});
}

ModelSize read_starcoder2(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 30,
                                            .width = 3072,
                                            .heads = 24,
                                            .key_heads = 2,
                                            .inner = 12288,
                                            .vocabulary = 49152});
  const bool biased = c.flag_or("use_bias", true);
  ModelSize size = gated_decoder(s, {.norm = Norm::layer,
                                     .query_key_value_bias = biased,
                                     .output_bias = biased,
                                     .feed_forward_bias = biased,
                                     .gated = false,
                                     .tied = c.flag_or("tie_word_embeddings", true)});
  set_window(size, s.layers, c.size_or("sliding_window", 0));
  return size;
}

ModelSize read_stablelm(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 32,
                                            .width = 2560,
                                            .heads = 32,
                                            .key_heads = 32,
                                            .inner = 6912,
                                            .vocabulary = 50304});
  if (c.flag_or("qk_layernorm", false) || c.flag_or("use_parallel_residual", false)) {
    refuse_value("qk_layernorm, use_parallel_residual", "are known only as false");
  }
  return gated_decoder(s, {.norm = Norm::layer,
                           .query_key_value_bias = c.flag_or("use_qkv_bias", false),
                           .tied = c.flag_or("tie_word_embeddings", false)});
}

constexpr auto families = std::to_array<ConfigFamily>({{"llama", read_llama},
                                                       {"mistral", read_mistral},
                                                       {"granite", read_llama},
                                                       {"qwen2", read_qwen2},
                                                       {"qwen2_vl", read_qwen2_vl},
                                                       {"qwen2_5_vl", read_qwen2_vl},
                                                       {"qwen3", read_qwen3},
                                                       {"gemma", read_gemma},
                                                       {"gemma2", read_gemma2},
                                                       {"gemma3_text", read_gemma3},
                                                       {"phi3", read_phi3},
                                                       {"olmo", read_olmo},
                                                       {"olmo2", read_olmo2},
                                                       {"starcoder2", read_starcoder2},
                                                       {"stablelm", read_stablelm}});

}  // namespace

std::span<const ConfigFamily> decoder_families() {
  return families;
}

}  // namespace plume
