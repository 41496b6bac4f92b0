// SPDX-License-Identifier: Apache-2.0
/// GPT-2 and its kin, each with names of its own.
#include "formats/families/lora_shape.hpp"

#include <array>

namespace plume {

namespace {

using Matrices = std::vector<AdaptableMatrix>;

struct Names {
  std::string_view fused;  ///< queries, keys and values
  std::string_view output;
  std::string_view up;
  std::string_view down;
  std::string_view words;
  std::string_view head;
};

Matrices fused_matrices(const TransformerSizes& s, const Names& names) {
  Matrices out{{names.fused, s.width, query_width(s) + 2 * key_width(s), s.layers},
               {names.output, query_width(s), s.width, s.layers},
               {names.up, s.width, s.inner, s.layers},
               {names.down, s.inner, s.width, s.layers}};
  add_outside(out, s, names.words, names.head);
  return out;
}

constexpr Names gpt2_names{"attn.c_attn", "attn.c_proj", "mlp.c_fc",
                           "mlp.c_proj",  "wte",         "lm_head"};
constexpr Names neox_names{"attention.query_key_value", "attention.dense", "mlp.dense_h_to_4h",
                           "mlp.dense_4h_to_h",         "embed_in",        "embed_out"};
constexpr Names bloom_names{"self_attention.query_key_value",
                            "self_attention.dense",
                            "mlp.dense_h_to_4h",
                            "mlp.dense_4h_to_h",
                            "word_embeddings",
                            "lm_head"};
constexpr Names mpt_names{"attn.Wqkv", "attn.out_proj", "ffn.up_proj", "ffn.down_proj", "wte", ""};

Matrices gpt2(ConfigReader& c) {
  return fused_matrices(read_stack(c), gpt2_names);
}

Matrices gpt_bigcode(ConfigReader& c) {
  TransformerSizes s = read_stack(c);
  s.key_heads = c.flag_or("multi_query", true) ? 1 : s.heads;
  return fused_matrices(s, gpt2_names);
}

Matrices gpt_neox(ConfigReader& c) {
  return fused_matrices(read_stack(c), neox_names);
}

Matrices bloom(ConfigReader& c) {
  return fused_matrices(read_stack(c), bloom_names);
}

Matrices falcon(ConfigReader& c) {
  TransformerSizes s = read_stack(c);
  const bool grouped = c.flag_or("new_decoder_architecture", false);
  const bool one_key = c.flag_or("multi_query", true);
  const double key_heads = c.size_or(c.has("n_head_kv") ? "n_head_kv" : "num_kv_heads", s.heads);
  s.key_heads = grouped ? key_heads : one_key ? 1 : s.heads;
  return fused_matrices(s, bloom_names);
}

Matrices mpt(ConfigReader& c) {
  TransformerSizes s = read_stack(c);
  ConfigReader how = c.part("attn_config");
  s.key_heads = how.text_or("attn_type", "") == "multiquery_attention"
                    ? 1
                    : how.size_or("kv_n_heads", s.heads);
  return fused_matrices(s, mpt_names);
}

/// Queries, keys and values apart, a feed-forward layer of two matrices.
Matrices apart(const TransformerSizes& s, std::string_view output, std::string_view up,
               std::string_view down) {
  return {{"self_attn.q_proj", s.width, s.width, s.layers},
          {"self_attn.k_proj", s.width, s.width, s.layers},
          {"self_attn.v_proj", s.width, s.width, s.layers},
          {output, s.width, s.width, s.layers},
          {up, s.width, s.inner, s.layers},
          {down, s.inner, s.width, s.layers}};
}

Matrices gptj(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out = apart(s, "attn.out_proj", "mlp.fc_in", "mlp.fc_out");
  add_outside(out, s, "wte", "lm_head");
  return out;
}

Matrices gpt_neo(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out = apart(s, "attention.out_proj", "mlp.c_fc", "mlp.c_proj");
  add_outside(out, s, "wte", "lm_head");
  return out;
}

Matrices phi(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out = apart(s, "self_attn.dense", "mlp.fc1", "mlp.fc2");
  add_outside(out, s, "embed_tokens", "lm_head");
  return out;
}

/// One size widens its embeddings before the first layer and narrows them behind the last.
Matrices opt(ConfigReader& c) {
  TransformerSizes s = read_stack(c);
  Matrices out = apart(s, "self_attn.out_proj", "fc1", "fc2");
  const double embedded = c.size_or("word_embed_proj_dim", s.width);
  if (embedded != s.width) {
    out.push_back({"project_in", embedded, s.width});
    out.push_back({"project_out", s.width, embedded});
  }
  s.width = embedded;
  add_outside(out, s, "embed_tokens", "lm_head");
  return out;
}

// What TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING of the PEFT library has.
constexpr std::array<std::string_view, 1> c_attn{"c_attn"};
constexpr std::array<std::string_view, 1> query_key_value{"query_key_value"};
constexpr std::array<std::string_view, 1> wqkv{"Wqkv"};
constexpr std::array<std::string_view, 2> queries_and_values{"q_proj", "v_proj"};
constexpr std::array<std::string_view, 4> of_phi{"q_proj", "v_proj", "fc1", "fc2"};

constexpr auto families = std::to_array<AdaptableFamily>({{"gpt2", gpt2, c_attn},
                                                          {"gpt_bigcode", gpt_bigcode, c_attn},
                                                          {"gpt_neox", gpt_neox, query_key_value},
                                                          {"bloom", bloom, query_key_value},
                                                          {"falcon", falcon, query_key_value},
                                                          {"mpt", mpt, wqkv},
                                                          {"gptj", gptj, queries_and_values},
                                                          {"gpt_neo", gpt_neo, queries_and_values},
                                                          {"phi", phi, of_phi},
                                                          {"opt", opt, queries_and_values}});

}  // namespace

std::span<const AdaptableFamily> adaptable_older_decoders() {
  return families;
}

}  // namespace plume
