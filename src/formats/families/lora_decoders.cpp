// SPDX-License-Identifier: Apache-2.0
/// Llama and its descendants, with and without experts.
#include "formats/families/lora_shape.hpp"

#include <array>

namespace plume {

namespace {

using Matrices = std::vector<AdaptableMatrix>;

/// What TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING of the PEFT library has for them.
constexpr std::array<std::string_view, 2> queries_and_values{"q_proj", "v_proj"};

/// Megatron keeps queries, keys and values in one matrix, gate and rise in another.
void add_fused(Matrices& out, const TransformerSizes& s, bool gated) {
  const double attention = query_width(s) + 2 * key_width(s);
  const double rise = (gated ? 2 : 1) * s.inner;
  for (const std::string_view name : {"linear_qkv", "attention_qkv"}) {
    out.push_back({name, s.width, attention, s.layers, false});
  }
  for (const std::string_view name : {"linear_proj", "attention_dense"}) {
    out.push_back({name, query_width(s), s.width, s.layers, false});
  }
  for (const std::string_view name : {"linear_fc1", "mlp_fc1"}) {
    out.push_back({name, s.width, rise, s.layers, false});
  }
  for (const std::string_view name : {"linear_fc2", "mlp_fc2"}) {
    out.push_back({name, s.inner, s.width, s.layers, false});
  }
}

Matrices attention_of(const TransformerSizes& s) {
  Matrices out{{"self_attn.q_proj", s.width, query_width(s), s.layers},
               {"self_attn.k_proj", s.width, key_width(s), s.layers},
               {"self_attn.v_proj", s.width, key_width(s), s.layers},
               {"self_attn.o_proj", query_width(s), s.width, s.layers}};
  add_outside(out, s, "embed_tokens", "lm_head");
  return out;
}

void add_gated(Matrices& out, std::string_view gate, std::string_view up, std::string_view down,
               const TransformerSizes& s, double inner, double count) {
  out.push_back({gate, s.width, inner, count});
  out.push_back({up, s.width, inner, count});
  out.push_back({down, inner, s.width, count});
}

Matrices gated_matrices(const TransformerSizes& s) {
  Matrices out = attention_of(s);
  add_gated(out, "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj", s, s.inner, s.layers);
  add_fused(out, s, true);
  return out;
}

template <int key_heads, int head_size>
Matrices llama_like(ConfigReader& c) {
  return gated_matrices(read_stack(c, {.key_heads = key_heads, .head_size = head_size}));
}

/// Sizes that a training framework spells out: without a gate there are two matrices.
Matrices spelled_out(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  if (c.flag_or("gated", true)) {
    return gated_matrices(s);
  }
  Matrices out = attention_of(s);
  out.push_back({"mlp.up_proj", s.width, s.inner, s.layers});
  out.push_back({"mlp.down_proj", s.inner, s.width, s.layers});
  add_fused(out, s, false);
  return out;
}

Matrices phi3(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out{{"self_attn.qkv_proj", s.width, query_width(s) + 2 * key_width(s), s.layers},
               {"self_attn.o_proj", query_width(s), s.width, s.layers},
               {"mlp.gate_up_proj", s.width, 2 * s.inner, s.layers},
               {"mlp.down_proj", s.inner, s.width, s.layers}};
  add_outside(out, s, "embed_tokens", "lm_head");
  return out;
}

Matrices starcoder2(ConfigReader& c) {
  const TransformerSizes s = read_stack(c, {.key_heads = 2});
  Matrices out = attention_of(s);
  out.push_back({"mlp.c_fc", s.width, s.inner, s.layers});
  out.push_back({"mlp.c_proj", s.inner, s.width, s.layers});
  return out;
}

/// The multimodal models of a family keep the text part under a key of its own.
Matrices gemma3(ConfigReader& c) {
  ConfigReader text = c.part("text_config");
  return gated_matrices(read_stack(text, {.key_heads = 4, .head_size = 256}));
}

Matrices mixtral(ConfigReader& c) {
  const TransformerSizes s = read_stack(c, {.key_heads = 8});
  const double experts = c.size("num_local_experts", 8);
  Matrices out = attention_of(s);
  add_gated(out, "experts.w1", "experts.w3", "experts.w2", s, s.inner, s.layers * experts);
  out.push_back({"block_sparse_moe.gate", s.width, experts, s.layers});
  return out;
}

/// A shared expert, where there is one, has a gate of its own.
Matrices qwen_moe(ConfigReader& c) {
  const bool third = c.text_or("model_type", "") == "qwen3_moe";
  const TransformerSizes s = read_stack(c, {.head_size = third ? 128.0 : 0.0});
  const double experts = c.size("num_experts", 60);
  const double inner = c.size_or("moe_intermediate_size", s.inner);
  Matrices out = attention_of(s);
  add_gated(out, "experts.gate_proj", "experts.up_proj", "experts.down_proj", s, inner,
            s.layers * experts);
  out.push_back({"mlp.gate", s.width, experts, s.layers});
  if (const double shared = c.count_or("shared_expert_intermediate_size", 0); shared > 0) {
    add_gated(out, "shared_expert.gate_proj", "shared_expert.up_proj", "shared_expert.down_proj", s,
              shared, s.layers);
    out.push_back({"mlp.shared_expert_gate", s.width, 1, s.layers});
  }
  return out;
}

constexpr std::span<const std::string_view> none{};

constexpr auto families =
    std::to_array<AdaptableFamily>({{"llama", llama_like<0, 0>, queries_and_values},
                                    {"mistral", llama_like<8, 0>, queries_and_values},
                                    {"qwen2", llama_like<0, 0>, queries_and_values},
                                    {"qwen3", llama_like<0, 128>, queries_and_values},
                                    {"gemma", llama_like<0, 256>, queries_and_values},
                                    {"gemma2", llama_like<4, 256>, queries_and_values},
                                    {"gemma3_text", llama_like<4, 256>, queries_and_values},
                                    {"gemma3", gemma3, none},
                                    {"granite", llama_like<0, 0>, none},
                                    {"stablelm", llama_like<0, 0>, queries_and_values},
                                    {"olmo", llama_like<0, 0>, none},
                                    {"olmo2", llama_like<0, 0>, none},
                                    {"phi3", phi3, none},
                                    {"starcoder2", starcoder2, none},
                                    {"mixtral", mixtral, queries_and_values},
                                    {"phimoe", mixtral, none},
                                    {"qwen2_moe", qwen_moe, none},
                                    {"qwen3_moe", qwen_moe, none},
                                    {"olmoe", qwen_moe, none},
                                    {"transformer", spelled_out, none}});

}  // namespace

std::span<const AdaptableFamily> adaptable_decoders() {
  return families;
}

}  // namespace plume
