// SPDX-License-Identifier: Apache-2.0
/// Mixtures of experts.
#include "formats/families/transformer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

struct Experts {
  double count = 0;
  double chosen = 0;
};

Experts require_choice(double count, double chosen) {
  if (chosen > count) {
    contradict("more experts work on a token than there are");
  }
  return {count, chosen};
}

Part routed(const Experts& e, double width, double inner) {
  return experts(e.count, e.chosen, width,
                 feed_forward({.width = width, .inner = inner, .gated = true}));
}

/// Everything of a layer but its feed-forward part, times the layers, and what is outside them.
Part frame(const TransformerSizes& s, const Part& attending, Norm kind, const Part& head) {
  return table(s.vocabulary, s.width) + s.layers * (attending + 2 * norm(kind, s.width)) +
         norm(kind, s.width) + head;
}

ModelSize read_mixtral(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 32,
                                            .width = 4096,
                                            .heads = 32,
                                            .key_heads = 8,
                                            .inner = 14336,
                                            .vocabulary = 32000});
  const Experts e =
      require_choice(c.size("num_local_experts", 8), c.size("num_experts_per_tok", 2));
  const Part head = output_head(s, c.flag_or("tie_word_embeddings", false));
  ModelSize size =
      transformer(ModelKind::moe, s,
                  frame(s, attention(attention_sizes(s, false, false)), Norm::rms, head) +
                      s.layers * routed(e, s.width, s.inner));
  set_window(size, s.layers, c.size_or("sliding_window", 0));
  return size;
}

/// LayerNorm, biases in the attention and, where `lm_head_bias` is on, the head.
ModelSize read_phimoe(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 32,
                                            .width = 4096,
                                            .heads = 32,
                                            .key_heads = 8,
                                            .inner = 6400,
                                            .vocabulary = 32064});
  const Experts e =
      require_choice(c.size("num_local_experts", 16), c.size("num_experts_per_tok", 2));
  const bool biased = c.flag_or("attention_bias", false);
  const bool tied = c.flag_or("tie_word_embeddings", false);
  const Part head = output_head(s, tied, c.flag_or("lm_head_bias", false));
  ModelSize size =
      transformer(ModelKind::moe, s,
                  frame(s, attention(attention_sizes(s, biased, biased)), Norm::layer, head) +
                      s.layers * routed(e, s.width, s.inner));
  set_window(size, s.layers, c.size_or("sliding_window", 0));
  return size;
}

ModelSize read_olmoe(ConfigReader& c) {
  const TransformerSizes s =
      read_sizes(c, {.layers = 16, .width = 2048, .heads = 16, .inner = 2048, .vocabulary = 50304});
  const Experts e = require_choice(c.size("num_experts", 64), c.size("num_experts_per_tok", 8));
  const bool biased = c.flag_or("attention_bias", false);
  const Part attending = attention(attention_sizes(s, biased, biased)) +
                         table(1, (s.heads + s.key_heads) * s.head_size);
  const Part head = output_head(s, c.flag_or("tie_word_embeddings", false));
  return transformer(ModelKind::moe, s,
                     frame(s, attending, Norm::rms, head) + s.layers * routed(e, s.width, s.inner));
}

/// How many of Qwen's layers have experts: every `decoder_sparse_step`-th that `mlp_only_layers`
/// does not name.
double sparse_layers(ConfigReader& c, double layers) {
  const double step = c.size_or("decoder_sparse_step", 1);
  std::vector<double> dense;
  if (c.members("mlp_only_layers").value_or(0) > 0) {
    dense = c.list_or("mlp_only_layers", {}, 10000);
    std::sort(dense.begin(), dense.end());
  }
  double sparse = 0;
  for (double layer = 0; layer < layers; ++layer) {
    const bool named = std::binary_search(dense.begin(), dense.end(), layer);
    sparse += !named && std::fmod(layer + 1, step) == 0 ? 1 : 0;
  }
  return sparse;
}

Part feed_forward_parts(ConfigReader& c, const TransformerSizes& s, const Part& sparse) {
  const double with_experts = sparse_layers(c, s.layers);
  const Part dense = feed_forward({.width = s.width, .inner = s.inner, .gated = true});
  return with_experts * sparse + (s.layers - with_experts) * dense;
}

/// A shared expert works on every token, weighed by a gate of its own.
ModelSize read_qwen2_moe(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 24,
                                            .width = 2048,
                                            .heads = 16,
                                            .key_heads = 16,
                                            .inner = 5632,
                                            .vocabulary = 151936});
  const Experts e = require_choice(c.size("num_experts", 60), c.size("num_experts_per_tok", 4));
  const double shared = c.count_or("shared_expert_intermediate_size", 5632);
  const Part sparse = routed(e, s.width, c.size("moe_intermediate_size", 1408)) +
                      feed_forward({.width = s.width, .inner = shared, .gated = true}) +
                      linear(s.width, 1, false);
  const bool biased = c.flag_or("qkv_bias", true);
  const Part head = output_head(s, c.flag_or("tie_word_embeddings", false));
  return transformer(ModelKind::moe, s,
                     frame(s, attention(attention_sizes(s, biased, false)), Norm::rms, head) +
                         feed_forward_parts(c, s, sparse));
}

ModelSize read_qwen3_moe(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {.layers = 24,
                                            .width = 2048,
                                            .heads = 32,
                                            .key_heads = 4,
                                            .inner = 6144,
                                            .vocabulary = 151936});
  const Experts e = require_choice(c.size("num_experts", 128), c.size("num_experts_per_tok", 8));
  const bool biased = c.flag_or("attention_bias", false);
  const Part attending =
      attention(attention_sizes(s, biased, biased)) + 2 * norm(Norm::rms, s.head_size);
  const Part head = output_head(s, c.flag_or("tie_word_embeddings", false));
  const Part sparse = routed(e, s.width, c.size("moe_intermediate_size", 768));
  return transformer(ModelKind::moe, s,
                     frame(s, attending, Norm::rms, head) + feed_forward_parts(c, s, sparse));
}

LatentAttentionSizes read_latent(ConfigReader& c, double width, double heads) {
  return {.width = width,
          .heads = heads,
          .query_rank = c.is_null("q_lora_rank") ? 0 : c.count_or("q_lora_rank", 1536),
          .key_value_rank = c.size("kv_lora_rank", 512),
          .plain_head_size = c.size("qk_nope_head_dim", 128),
          .rotated_head_size = c.size("qk_rope_head_dim", 64),
          .value_head_size = c.size("v_head_dim", 128),
          .bias = c.flag_or("attention_bias", false)};
}

/// Queries and keys are of another size than values: the mean of both stands for the width.
double mean_attention_width(const LatentAttentionSizes& s) {
  return s.heads * (s.plain_head_size + s.rotated_head_size + s.value_head_size) / 2;
}

void tell_of_left_out_layers(ConfigReader& c) {
  if (c.count_or("num_nextn_predict_layers", 0) > 0) {
    c.note(
        part_not_counted("the layers that predict more than the next token (MTP) are not counted"));
  }
}

/// In what the versions differ.
struct DeepSeek {
  double shared = 0;        ///< experts, where nothing is said
  double dense_layers = 0;  ///< where nothing is said
  double balance = 0;       ///< scalars of each expert that balance the choice
};

/// Latent attention; the first layers are dense, the others have shared and routed experts. Version
/// 3 keeps a bias for each expert that balances the choice.
ModelSize read_deepseek(ConfigReader& c, const DeepSeek& usual) {
  TransformerSizes s;
  s.layers = c.layers("num_hidden_layers", 61);
  s.width = c.size("hidden_size", 7168);
  s.heads = c.size("num_attention_heads", 128);
  s.inner = c.size("intermediate_size", 18432);
  s.vocabulary = c.size("vocab_size", 129280);
  const LatentAttentionSizes latent = read_latent(c, s.width, s.heads);
  s.head_size = mean_attention_width(latent) / s.heads;

  const Experts e =
      require_choice(c.size("n_routed_experts", 256), c.size("num_experts_per_tok", 8));
  const double inner = c.size("moe_intermediate_size", 2048);
  const Part shared = feed_forward({.width = s.width,
                                    .inner = c.count_or("n_shared_experts", usual.shared) * inner,
                                    .gated = true});
  const Part dense = feed_forward({.width = s.width, .inner = s.inner, .gated = true});
  const double first = std::min(c.count_or("first_k_dense_replace", usual.dense_layers), s.layers);
  if (c.size_or("moe_layer_freq", 1) != 1) {
    refuse_value("moe_layer_freq", "is known only as 1");
  }
  const Part head = output_head(s, c.flag_or("tie_word_embeddings", false));
  tell_of_left_out_layers(c);
  return transformer(ModelKind::moe, s,
                     frame(s, latent_attention(latent), Norm::rms, head) + first * dense +
                         (s.layers - first) *
                             (shared + routed(e, s.width, inner) + table(usual.balance, e.count)));
}

ModelSize read_deepseek_v2(ConfigReader& c) {
  return read_deepseek(c, {.shared = 2, .dense_layers = 0, .balance = 0});
}

ModelSize read_deepseek_v3(ConfigReader& c) {
  return read_deepseek(c, {.shared = 1, .dense_layers = 3, .balance = 1});
}

constexpr auto families = std::to_array<ConfigFamily>({{"mixtral", read_mixtral},
                                                       {"phimoe", read_phimoe},
                                                       {"olmoe", read_olmoe},
                                                       {"qwen2_moe", read_qwen2_moe},
                                                       {"qwen3_moe", read_qwen3_moe},
                                                       {"deepseek_v2", read_deepseek_v2},
                                                       {"deepseek_v3", read_deepseek_v3},
                                                       {"kimi_k2", read_deepseek_v3}});

}  // namespace

std::span<const ConfigFamily> expert_families() {
  return families;
}

}  // namespace plume
