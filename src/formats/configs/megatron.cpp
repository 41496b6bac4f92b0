// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/megatron_arguments.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

constexpr std::array<std::string_view, 5> depths{"num_layers", "encoder_num_layers",
                                                 "decoder_num_layers", "hybrid_layer_pattern",
                                                 "hybrid_override_pattern"};

constexpr std::array<std::string_view, 7> training_arguments{"micro_batch_size",
                                                             "global_batch_size",
                                                             "train_iters",
                                                             "train_samples",
                                                             "train_tokens",
                                                             "tensor_model_parallel_size",
                                                             "pipeline_model_parallel_size"};

/// NeMo took over many names, and has these beside them.
constexpr std::array<std::string_view, 4> keys_of_nemo{"trainer", "exp_manager", "mcore_gpt",
                                                       "tokenizer"};

constexpr auto numbers = std::to_array<NumberRow>({
    {"micro_batch_size", &TrainingFacts::micro_batch},
    {"global_batch_size", &TrainingFacts::global_batch},
    {"seq_length", &TrainingFacts::sequence_length},
    {"encoder_seq_length", &TrainingFacts::sequence_length},
    {"train_iters", &TrainingFacts::steps},
    {"train_samples", &TrainingFacts::total_samples},
    {"train_tokens", &TrainingFacts::total_tokens},  // Megatron-DeepSpeed
});

/// `pad_vocab_size_to` is of Megatron-DeepSpeed.
constexpr auto sizes = std::to_array<SizeRow>({
    {"num_layers", &SaidSizes::layers},
    {"encoder_num_layers", &SaidSizes::layers},
    {"hidden_size", &SaidSizes::width},
    {"num_attention_heads", &SaidSizes::heads},
    {"kv_channels", &SaidSizes::head_width},
    {"ffn_hidden_size", &SaidSizes::feed_forward},
    {"padded_vocab_size", &SaidSizes::vocabulary},
    {"pad_vocab_size_to", &SaidSizes::vocabulary},
    {"vocab_size", &SaidSizes::vocabulary},
    {"num_experts", &SaidSizes::experts},
    {"num_moe_experts", &SaidSizes::experts},
    {"moe_router_topk", &SaidSizes::experts_per_token},
    {"moe_ffn_hidden_size", &SaidSizes::expert_feed_forward},
    {"moe_shared_expert_intermediate_size", &SaidSizes::shared_feed_forward},
});

/// Architectures that the sizes of a plain transformer do not describe.
constexpr std::array<std::string_view, 5> other_architectures{
    "hybrid_layer_pattern", "hybrid_override_pattern", "multi_latent_attention",
    "retro_add_retriever", "heterogeneous_layers_config_path"};

/// Eight bits and sixteen are switched on together; the narrower ones decide.
constexpr auto precisions = std::to_array<Meaning>(
    {{"fp8_format", "fp8"}, {"fp8", "fp8"}, {"bf16", "bf16"}, {"fp16", "fp16"}});

/// Older names of recomputation last.
constexpr auto recomputations = std::to_array<Meaning>({{"recompute_activations", "selective"},
                                                        {"checkpoint_activations", "full"},
                                                        {"activations_checkpoint_method", "full"}});

constexpr auto recompute_words =
    std::to_array<Meaning>({{"full", "full"}, {"selective", "selective"}});

constexpr std::array<std::string_view, 5> gated_switches{"swiglu", "quick_geglu", "geglu",
                                                         "gated_linear_unit", "glu_activation"};

MaybeSaid<std::string> first_on(Arguments& arguments, std::span<const Meaning> rows) {
  MaybeSaid<std::string> out;
  for (const Meaning& row : rows) {
    take(out, arguments.where_on(row.word, row.means));
  }
  return out;
}

MaybeSaid<bool> read_gated(Arguments& arguments) {
  MaybeSaid<bool> out;
  for (const std::string_view name : gated_switches) {
    take(out, arguments.where_on(name, true));
  }
  const auto function = arguments.word("activation_func");
  if (function && function->value.ends_with("glu")) {
    take(out, arguments.where_on("activation_func", true));
  }
  return out;
}

/// What Megatron takes for gated layers without a width: two thirds of 4 h, in whole sixty-fourths
/// (megatron/training/arguments.py).
double usual_gated_width(double width) {
  return std::floor(4 * width * 2 / 3 / 64) * 64;
}

void read_feed_forward(Arguments& arguments, SaidSizes& out) {
  out.gated = read_gated(arguments);
  if (out.gated && !out.feed_forward && out.width) {
    out.feed_forward = arguments.otherwise("ffn_hidden_size", usual_gated_width(out.width->value));
  }
  const bool as_wide = out.experts && !out.expert_feed_forward && out.feed_forward;
  out.expert_feed_forward = as_wide ? out.feed_forward : out.expert_feed_forward;
  if (out.experts && !out.experts_per_token) {
    out.experts_per_token = arguments.otherwise("moe_router_topk", 2.0);
  }
}

/// In YAML the number of groups is null where there are none; as an argument it counts only beside
/// its switch.
void read_key_value_heads(ConfigView& view, Arguments& arguments, SaidSizes& out) {
  const bool is_yaml_section = node_at(view.document(), "language_model") != nullptr;
  if (is_yaml_section || arguments.is_on("group_query_attention")) {
    take(out.key_value_heads, arguments.number("num_query_groups"));
  }
  if (!is_yaml_section && arguments.is_on("group_query_attention") && !out.key_value_heads) {
    out.key_value_heads = arguments.otherwise("num_query_groups", 1.0);
  }
}

/// Positions are learned unless another kind of them is asked for.
void read_positions(Arguments& arguments, SaidSizes& out) {
  const auto kind = arguments.word("position_embedding_type");
  const auto added = arguments.word("add_position_embedding");
  const bool is_other =
      (kind && kind->value != "learned_absolute") || (added && added->value == "false") ||
      arguments.is_on("no_position_embedding") || arguments.is_on("use_rotary_position_embeddings");
  if (!is_other) {
    take(out.positions, arguments.number("max_position_embeddings"));
  }
}

void read_biases(ConfigView& view, Arguments& arguments, SaidSizes& out) {
  out.biases = arguments.where_on("disable_bias_linear", false);
  const auto added = arguments.word("add_bias_linear");
  if (added && added->value == "false") {
    take(out.biases, view.said(arguments.path("add_bias_linear"), false));
  }
  take(out.biases, arguments.otherwise("disable_bias_linear", true));
  out.tied = arguments.where_on("untie_embeddings_and_output_weights", false);
  take(out.tied, arguments.otherwise("untie_embeddings_and_output_weights", true));
}

/// Where an encoder-decoder says how deep or long its decoder is.
MaybeSaid<double> decoder(Arguments& arguments) {
  MaybeSaid<double> out = arguments.number("decoder_num_layers");
  take(out, arguments.number("decoder_seq_length"));
  return out;
}

bool is_other_architecture(Arguments& arguments) {
  return std::any_of(other_architectures.begin(), other_architectures.end(),
                     [&](std::string_view name) { return arguments.is_on(name); });
}

/// Encoder-decoders and hybrids have no sizes here: those of a plain transformer would mislead.
void read_architecture(ConfigView& view, Arguments& arguments, TrainingFacts& facts) {
  if (const auto half = decoder(arguments)) {
    take(facts.kind, view.said(half->key, ModelKind::encoder_decoder));
    return;
  }
  if (is_other_architecture(arguments)) {
    return;
  }
  arguments.read(facts.sizes, sizes);
  take(facts.sizes.vocabulary, vocabulary_of(view, arguments.path("tokenizer_type")));
  read_feed_forward(arguments, facts.sizes);
  read_key_value_heads(view, arguments, facts.sizes);
  read_positions(arguments, facts.sizes);
  read_biases(view, arguments, facts.sizes);
}

void read_devices(Arguments& arguments, TrainingFacts& facts) {
  for (const std::string_view name :
       {"nproc_per_node", "GPUS_PER_NODE", "NPROC_PER_NODE", "GPUS"}) {
    take(facts.devices_per_node, arguments.launched(name));
  }
  for (const std::string_view name : {"nnodes", "NNODES", "NUM_NODES", "nodes"}) {
    take(facts.nodes, arguments.launched(name));
  }
  if (!facts.devices_per_node) {
    take(facts.devices, arguments.launched("world_size"));
    take(facts.devices, arguments.launched("WORLD_SIZE"));
  }
  arguments.read_model_parallel(facts, {"tensor_model_parallel_size",
                                        "pipeline_model_parallel_size", "context_parallel_size"});
}

void read_how(ConfigView& view, Arguments& arguments, TrainingFacts& facts) {
  take(facts.precision, first_on(arguments, precisions));
  take(facts.precision, arguments.otherwise("bf16", "fp32"));
  take(facts.recompute, meaning_at(view, arguments.path("recompute_granularity"), recompute_words));
  take(facts.recompute, first_on(arguments, recomputations));
}

}  // namespace

bool is_megatron(const Document& document) {
  const auto has = [&](std::string_view name) { return has_argument(document, name); };
  const auto has_one_of = [&](const auto& names) {
    return std::any_of(names.begin(), names.end(), has);
  };
  return is_gpt_neox(document) ||
         (has("hidden_size") && has_one_of(depths) && has_one_of(training_arguments) &&
          !has_any(document, keys_of_nemo));
}

void read_megatron(ConfigView& view, TrainingFacts& facts) {
  if (is_gpt_neox(view.document())) {
    return read_gpt_neox(view, facts);
  }
  Arguments arguments(view);
  arguments.read(facts, numbers);
  read_architecture(view, arguments, facts);
  read_devices(arguments, facts);
  read_how(view, arguments, facts);
}

}  // namespace plume
