// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/megatron_arguments.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

constexpr std::array<std::string_view, 5> telling{"pipe_parallel_size", "model_parallel_size",
                                                  "train_micro_batch_size_per_gpu",
                                                  "no_weight_tying", "pos_emb"};

constexpr auto numbers = std::to_array<NumberRow>({
    {"train_batch_size", &TrainingFacts::global_batch},
    {"train_micro_batch_size_per_gpu", &TrainingFacts::micro_batch},
    {"gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"gas", &TrainingFacts::accumulation},
    {"seq_length", &TrainingFacts::sequence_length},
    {"train_iters", &TrainingFacts::steps},
    {"train_epochs", &TrainingFacts::epochs},
    {"global_num_gpus", &TrainingFacts::devices},
    {"num_nodes", &TrainingFacts::nodes},
    {"num_gpus", &TrainingFacts::devices_per_node},
});

constexpr auto sizes = std::to_array<SizeRow>({
    {"num_layers", &SaidSizes::layers},
    {"hidden_size", &SaidSizes::width},
    {"num_attention_heads", &SaidSizes::heads},
    {"num_kv_heads", &SaidSizes::key_value_heads},
    {"padded_vocab_size", &SaidSizes::vocabulary},
    {"moe_num_experts", &SaidSizes::experts},
    {"moe_top_k", &SaidSizes::experts_per_token},
});

constexpr std::array<std::string_view, 5> gated_activations{"swiglu", "geglu", "reglu", "bilinear",
                                                            "glu"};

/// Kinds of layers that the sizes of a plain transformer do not describe.
constexpr std::array<std::string_view, 4> other_layers{"mamba", "rwkv", "gmlp", "amlp"};

bool names_other_layers(const DocumentNode& node) {
  return is_one_of(node.text, other_layers) ||
         std::any_of(node.items.begin(), node.items.end(), names_other_layers);
}

MaybeSaid<bool> read_gated(ConfigView& view, Arguments& arguments) {
  const auto activation = arguments.word("activation");
  const auto type = arguments.word("mlp_type");
  if (type && type->value == "llama") {
    return view.said(arguments.path("mlp_type"), true);
  }
  const bool is_gated = activation && is_one_of(activation->value, gated_activations);
  return is_gated ? MaybeSaid<bool>(view.said(arguments.path("activation"), true)) : std::nullopt;
}

/// A gated layer is as large as a plain one of the width that is asked for: a third of that width,
/// rounded up to a multiple (megatron/model/transformer.py).
double gated_width(double asked, double multiple) {
  const double third = std::floor(std::floor(asked * 2 / 3) / 2);
  return std::ceil(third / multiple) * multiple;
}

/// Where no width is asked for it is 4 h; `mlp_type` of older versions took two thirds of that.
void read_feed_forward(ConfigView& view, Arguments& arguments, SaidSizes& out) {
  out.gated = read_gated(view, arguments);
  const auto asked = arguments.number("intermediate_size");
  const bool is_old = out.gated && out.gated->key.ends_with("type");
  if (!out.gated || (is_old && asked)) {
    return take(out.feed_forward, asked);
  }
  const auto multiple = arguments.number("mlp_multiple_of");
  const double rounding = multiple ? multiple->value : (is_old ? 256.0 : 1.0);
  const double width = out.width ? out.width->value : 0;
  const double wanted = asked ? asked->value : (is_old ? 8 : 4) * width;
  out.feed_forward = asked
                         ? view.said(asked->key, gated_width(wanted, rounding))
                         : arguments.otherwise("intermediate_size", gated_width(wanted, rounding));
}

void read_architecture(ConfigView& view, Arguments& arguments, SaidSizes& out) {
  const DocumentNode* const layers = view.node(arguments.path("attention_config"));
  if (layers != nullptr && names_other_layers(*layers)) {
    return;
  }
  arguments.read(out, sizes);
  if (out.experts && !out.experts_per_token) {
    out.experts_per_token = arguments.otherwise("moe_top_k", 1.0);
  }
  take(out.vocabulary, vocabulary_of(view, arguments.path("tokenizer_type")));
  read_feed_forward(view, arguments, out);
  const auto positions = arguments.word("pos_emb");
  if (!positions || positions->value == "learned") {
    take(out.positions, arguments.number("max_position_embeddings"));
  }
  out.tied = arguments.where_on("no_weight_tying", false);
  take(out.tied, arguments.otherwise("no_weight_tying", true));
  out.biases = view.flag(arguments.path("use_bias_in_attn_linear"));
  take(out.biases, arguments.otherwise("use_bias_in_attn_linear", true));
}

/// DeepSpeed's sections decide; `fp16.type` may say that sixteen bits are bfloat16.
void read_precision(ConfigView& view, Arguments& arguments, TrainingFacts& facts) {
  if (is_true(view.flag("bf16.enabled"))) {
    take(facts.precision, view.said("bf16.enabled", "bf16"));
  }
  if (is_true(view.flag("fp16.enabled"))) {
    take(facts.precision, meaning_at(view, "fp16.type", half_types()));
    take(facts.precision, view.said("fp16.enabled", "fp16"));
  }
  take(facts.precision, meaning_at(view, arguments.path("precision"), number_types()));
  take(facts.precision, arguments.otherwise("precision", "fp32"));
}

}  // namespace

bool is_gpt_neox(const Document& document) {
  const auto has = [&](std::string_view name) { return has_argument(document, name); };
  return has("num_layers") && has("hidden_size") && has("seq_length") && !has("micro_batch_size") &&
         std::any_of(telling.begin(), telling.end(), has);
}

void read_gpt_neox(ConfigView& view, TrainingFacts& facts) {
  Arguments arguments(view);
  arguments.read(facts, numbers);
  read_architecture(view, arguments, facts.sizes);
  arguments.read_model_parallel(
      facts, {"model_parallel_size", "pipe_parallel_size", "context_parallel_size"});
  read_precision(view, arguments, facts);
  take(facts.recompute, arguments.where_on("checkpoint_activations", "full"));
}

}  // namespace plume
