// SPDX-License-Identifier: Apache-2.0
/// Language models in the way of GPT: LayerNorm, feed-forward layers of two matrices.
#include "formats/families/transformer.hpp"

#include <array>

namespace plume {

namespace {

/// Sizes whose names differ from family to family.
struct Names {
  std::vector<const char*> layers, width, heads;
};

TransformerSizes read_named(ConfigReader& c, const Names& names, const UsualSizes& usual) {
  TransformerSizes s;
  s.layers = c.size_of(names.layers, usual.layers);
  if (s.layers > 1e4) {
    refuse_value(names.layers.front(), "is no sensible number of layers");
  }
  s.width = c.size_of(names.width, usual.width);
  s.heads = c.size_of(names.heads, usual.heads);
  s.key_heads = s.heads;
  s.head_size = equal_heads(s.width, s.heads);
  s.vocabulary = c.size("vocab_size", usual.vocabulary);
  s.inner = 4 * s.width;
  return s;
}

const Names& gpt_names() {
  static const Names names{{"n_layer", "num_hidden_layers"},
                           {"n_embd", "hidden_size"},
                           {"n_head", "num_attention_heads"}};
  return names;
}

ModelSize decoder(ConfigReader& c, const TransformerSizes& s, const Part& layer,
                  const Part& outside, bool tied_by_default = true) {
  const bool tied = c.flag_or("tie_word_embeddings", tied_by_default);
  return transformer(ModelKind::language, s,
                     table(s.vocabulary, s.width) + s.layers * layer + outside +
                         output_head(s, tied));
}

ModelSize read_gpt2(ConfigReader& c) {
  TransformerSizes s =
      read_named(c, gpt_names(), {.layers = 12, .width = 768, .heads = 12, .vocabulary = 50257});
  s.inner = c.size_or("n_inner", s.inner);
  const double positions = c.size_of({"n_positions", "n_ctx"}, 1024);
  return decoder(c, s, classic_layer(s), table(positions, s.width) + norm(Norm::layer, s.width));
}

/// GPT-2 whose heads share one key and value (StarCoder).
ModelSize read_gpt_bigcode(ConfigReader& c) {
  TransformerSizes s =
      read_named(c, gpt_names(), {.layers = 12, .width = 768, .heads = 12, .vocabulary = 50257});
  s.inner = c.size_or("n_inner", s.inner);
  s.key_heads = c.flag_or("multi_query", true) ? 1 : s.heads;
  const double positions = c.size("n_positions", 1024);
  return decoder(c, s, classic_layer(s), table(positions, s.width) + norm(Norm::layer, s.width));
}

/// Half of the layers look at a window (`attention_types` is not read further).
ModelSize read_gpt_neo(ConfigReader& c) {
  TransformerSizes s = read_named(c, {{"num_layers"}, {"hidden_size"}, {"num_heads"}},
                                  {.layers = 24, .width = 2048, .heads = 16, .vocabulary = 50257});
  s.inner = c.size_or("intermediate_size", s.inner);
  const Part layer = attention(attention_sizes(s, false, true)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
                     2 * norm(Norm::layer, s.width);
  const double positions = c.size("max_position_embeddings", 2048);
  ModelSize size = decoder(c, s, layer, table(positions, s.width) + norm(Norm::layer, s.width));
  set_window(size, s.layers / 2, c.size_or("window_size", 256));
  return size;
}

ModelSize read_gpt_neox(ConfigReader& c) {
  TransformerSizes s =
      read_named(c, {{"num_hidden_layers"}, {"hidden_size"}, {"num_attention_heads"}},
                 {.layers = 44, .width = 6144, .heads = 64, .vocabulary = 50432});
  s.inner = c.size("intermediate_size", 24576);
  const bool biased = c.flag_or("attention_bias", true);
  const Part layer = attention(attention_sizes(s, biased, biased)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
                     2 * norm(Norm::layer, s.width);
  return decoder(c, s, layer, norm(Norm::layer, s.width), false);
}

/// Attention and feed-forward layer share one norm; the head has a bias.
ModelSize read_gptj(ConfigReader& c) {
  TransformerSizes s =
      read_named(c, gpt_names(), {.layers = 28, .width = 4096, .heads = 16, .vocabulary = 50400});
  s.inner = c.size_or("n_inner", s.inner);
  const Part layer = attention(attention_sizes(s, false, false)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
                     norm(Norm::layer, s.width);
  return transformer(ModelKind::language, s,
                     table(s.vocabulary, s.width) + s.layers * layer + norm(Norm::layer, s.width) +
                         output_head(s, false, true));
}

/// Likewise with a bias in every projection.
ModelSize read_phi(ConfigReader& c) {
  const TransformerSizes s =
      read_sizes(c, {.layers = 24, .width = 2048, .heads = 32, .inner = 8192, .vocabulary = 51200});
  const double query_key_norms = c.flag_or("qk_layernorm", false) ? 2 : 0;
  const Part layer = attention(attention_sizes(s, true, true)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
                     norm(Norm::layer, s.width) + query_key_norms * norm(Norm::layer, s.head_size);
  return transformer(ModelKind::language, s,
                     table(s.vocabulary, s.width) + s.layers * layer + norm(Norm::layer, s.width) +
                         output_head(s, false, true));
}

ModelSize read_opt(ConfigReader& c) {
  TransformerSizes s =
      read_named(c, {{"num_hidden_layers"}, {"hidden_size"}, {"num_attention_heads"}},
                 {.layers = 12, .width = 768, .heads = 12, .vocabulary = 50272});
  s.inner = c.size("ffn_dim", 3072);
  const double embedded = c.size_or("word_embed_proj_dim", s.width);
  const double positions = c.size("max_position_embeddings", 2048) + 2;
  const bool biased = c.flag_or("enable_bias", true);
  const Norm kind = c.flag_or("layer_norm_elementwise_affine", true) ? Norm::layer : Norm::plain;
  const bool last_norm =
      c.flag_or("do_layer_norm_before", true) && !c.flag_or("_remove_final_layer_norm", false);
  const Part layer = attention(attention_sizes(s, biased, biased)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = biased}) +
                     2 * norm(kind, s.width);
  const Part projections = embedded == s.width ? Part{} : 2 * linear(embedded, s.width, false);
  TransformerSizes outside = s;
  outside.width = embedded;
  const bool tied = c.flag_or("tie_word_embeddings", true);
  return transformer(ModelKind::language, s,
                     table(s.vocabulary, embedded) + table(positions, s.width) + projections +
                         s.layers * layer + norm(last_norm ? kind : Norm::plain, s.width) +
                         output_head(outside, tied));
}

ModelSize read_bloom(ConfigReader& c) {
  const TransformerSizes s =
      read_named(c,
                 {{"n_layer", "num_hidden_layers"},
                  {"hidden_size", "n_embed"},
                  {"n_head", "num_attention_heads"}},
                 {.layers = 2, .width = 64, .heads = 8, .vocabulary = 250880});
  return decoder(c, s, classic_layer(s), 2 * norm(Norm::layer, s.width));
}

/// Three generations: multi-query with one norm (7B), grouped keys with two (40B), and the first,
/// with a key for each head (RW).
ModelSize read_falcon(ConfigReader& c) {
  TransformerSizes s = read_named(
      c, {{"num_hidden_layers", "n_layer"}, {"hidden_size"}, {"num_attention_heads", "n_head"}},
      {.layers = 32, .width = 4544, .heads = 71, .vocabulary = 65024});
  s.inner = c.size_or("ffn_hidden_size", s.inner);
  const bool grouped = c.flag_or("new_decoder_architecture", false);
  const bool one_key = c.flag_or("multi_query", true);
  const double key_heads = c.size_or(c.has("n_head_kv") ? "n_head_kv" : "num_kv_heads", s.heads);
  s.key_heads = grouped ? key_heads : one_key ? 1 : s.heads;
  require_groups(s.heads, s.key_heads);
  const bool parallel = c.flag_or("parallel_attn", true);
  const double norms = grouped ? c.size_or("num_ln_in_parallel_attn", 2) : parallel ? 1 : 2;
  const bool biased = c.flag_or("bias", false);
  const Part layer = attention(attention_sizes(s, biased, biased)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = biased}) +
                     norms * norm(Norm::layer, s.width);
  return decoder(c, s, layer, norm(Norm::layer, s.width));
}

/// Norms without a shift and projections without biases, unless `no_bias` is off.
ModelSize read_mpt(ConfigReader& c) {
  TransformerSizes s = read_named(c, {{"n_layers"}, {"d_model"}, {"n_heads"}},
                                  {.layers = 24, .width = 2048, .heads = 16, .vocabulary = 50368});
  s.inner = c.size_or("expansion_ratio", 4) * s.width;
  ConfigReader how = c.part("attn_config");
  s.key_heads = how.text_or("attn_type", "multihead_attention") == "multiquery_attention"
                    ? 1
                    : how.size_or("kv_n_heads", s.heads);
  require_groups(s.heads, s.key_heads);
  const bool biased = !c.flag_or("no_bias", true);
  const Norm kind = biased ? Norm::layer : Norm::rms;
  const bool learned = !how.flag_or("alibi", true) && c.flag_or("learned_pos_emb", true);
  const double positions = learned ? c.size("max_seq_len", 2048) : 0;
  const Part layer = attention(attention_sizes(s, biased, biased)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = biased}) +
                     2 * norm(kind, s.width);
  return decoder(c, s, layer, table(positions, s.width) + norm(kind, s.width));
}

constexpr auto families = std::to_array<ConfigFamily>({{"gpt2", read_gpt2},
                                                       {"gpt_neo", read_gpt_neo},
                                                       {"gpt_neox", read_gpt_neox},
                                                       {"gptj", read_gptj},
                                                       {"gpt_bigcode", read_gpt_bigcode},
                                                       {"phi", read_phi},
                                                       {"opt", read_opt},
                                                       {"bloom", read_bloom},
                                                       {"falcon", read_falcon},
                                                       {"mpt", read_mpt}});

}  // namespace

std::span<const ConfigFamily> older_decoder_families() {
  return families;
}

}  // namespace plume
