// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/litgpt.hpp"

#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/named_sizes.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr auto numbers = std::to_array<NumberRow>({
    {"train.global_batch_size", &TrainingFacts::global_batch},
    {"train.micro_batch_size", &TrainingFacts::micro_batch},
    {"train.max_seq_length", &TrainingFacts::sequence_length},
    {"model_config.block_size", &TrainingFacts::sequence_length},
    {"train.max_steps", &TrainingFacts::steps},
    {"train.epochs", &TrainingFacts::epochs},
    {"train.max_tokens", &TrainingFacts::total_tokens},
    {"devices", &TrainingFacts::devices_per_node},
    {"num_nodes", &TrainingFacts::nodes},
    {"lora_r", &TrainingFacts::adapter_rank},
});

constexpr auto sizes = std::to_array<SizeRow>({
    {"model_config.n_layer", &SaidSizes::layers},
    {"model_config.n_embd", &SaidSizes::width},
    {"model_config.n_head", &SaidSizes::heads},
    {"model_config.n_query_groups", &SaidSizes::key_value_heads},
    {"model_config.head_size", &SaidSizes::head_width},
    {"model_config.intermediate_size", &SaidSizes::feed_forward},
    {"model_config.padded_vocab_size", &SaidSizes::vocabulary},
    {"model_config.vocab_size", &SaidSizes::vocabulary},
    {"model_config.n_expert", &SaidSizes::experts},
    {"model_config.n_expert_per_token", &SaidSizes::experts_per_token},
    {"model_config.moe_intermediate_size", &SaidSizes::expert_feed_forward},
});

/// Models of small makers that are named by the framework alone.
struct NamedModel {
  std::string_view name;
  NamedSizes sizes;
};

/// Lightning AI, LitGPT, litgpt/config.py, commit 2685705 (2026).
constexpr auto models = std::to_array<NamedModel>({
    {"tiny-llama-1.1b", {22, 2048, 32, 4, 0, 5632, 32000}},
    {"tiny-llama-1.1b-chat", {22, 2048, 32, 4, 0, 5632, 32000}},
    {"micro-llama-300M", {12, 1024, 16, 4, 0, 5632, 32000}},
});

/// Which modules a switch puts an adapter beside, and whether it is on where it is not said.
struct AdapterSwitch {
  std::string_view path;
  std::array<std::string_view, 3> modules;
  bool usual = false;
};

constexpr auto switches = std::to_array<AdapterSwitch>({
    {"lora_query", {"q_proj"}, true},
    {"lora_key", {"k_proj"}},
    {"lora_value", {"v_proj"}, true},
    {"lora_projection", {"o_proj"}},
    {"lora_mlp", {"gate_proj", "up_proj", "down_proj"}},
    {"lora_head", {"lm_head"}},
});

void read_own_sizes(ConfigView& view, TrainingFacts& facts) {
  read_sizes(view, facts, sizes);
  if (const auto type = view.text("model_config.mlp_class_name")) {
    const bool gated =
        type->value == "LLaMAMLP" || type->value == "GemmaMLP" || type->value == "LLaMAMoE";
    take(facts.sizes.gated, view.said("model_config.mlp_class_name", gated));
  }
  take(facts.sizes.biases, view.flag("model_config.bias"));
}

/// "checkpoints/meta-llama/Llama-2-7b-hf" to the name on the Hub that was downloaded there.
std::string hub_name(std::string_view folder) {
  constexpr std::string_view usual = "checkpoints/";
  return std::string(folder.starts_with(usual) ? folder.substr(usual.size()) : folder);
}

void read_named(ConfigView& view, TrainingFacts& facts) {
  for (const std::string_view path : {"model_name", "checkpoint_dir"}) {
    const auto name = view.text(path);
    if (!name) {
      continue;
    }
    const auto* const known =
        std::find_if(models.begin(), models.end(),
                     [&](const NamedModel& model) { return model.name == name->value; });
    if (known != models.end()) {
      return take_sizes(facts.sizes, *name, known->sizes);
    }
    take(facts.model, view.said(path, hub_name(name->value)));
  }
}

void read_model(ConfigView& view, TrainingFacts& facts) {
  read_own_sizes(view, facts);
  take(facts.sizes.tied, view.flag("train.tie_embeddings"));
  if (!facts.sizes.layers || !facts.sizes.width) {
    read_named(view, facts);
  }
}

void read_target(ConfigView& view, const AdapterSwitch& target, TrainingFacts& facts) {
  const auto said = view.flag(target.path);
  if (!(said ? said->value : target.usual)) {
    return;
  }
  for (const std::string_view module : target.modules) {
    const std::string name(module);
    if (name.empty()) {
      break;
    }
    facts.adapter_targets.push_back(said ? view.said(target.path, name)
                                         : view.by_default(target.path, name));
  }
}

void read_adapter(ConfigView& view, TrainingFacts& facts) {
  if (!facts.adapter_rank) {
    return;
  }
  const bool quantised = view.text("quantize").has_value();
  const std::string_view path = quantised ? "quantize" : "lora_r";
  take(facts.method, view.said(path, quantised ? "qlora" : "lora"));
  for (const AdapterSwitch& target : switches) {
    read_target(view, target, facts);
  }
}

/// "litgpt.data.Alpaca2k" to "Alpaca2k".
void read_data(ConfigView& view, TrainingFacts& facts) {
  const DocumentNode* const data = view.node("data");
  const bool named = data != nullptr && data->kind == DocumentNode::Kind::text;
  const std::string_view path = named ? "data" : "data.class_path";
  if (const auto name = view.text(path)) {
    const std::string last = name->value.substr(name->value.rfind('.') + 1);
    add_dataset(facts, view.said(path, last));
  }
}

/// Fine-tuning goes on for five epochs where nothing limits it, and gives each sample a sequence.
void read_duration(ConfigView& view, TrainingFacts& facts) {
  if (const auto seconds = view.number("train.max_time")) {
    take(facts.hours, view.said("train.max_time", seconds->value / 3600));
  }
  const bool tunes = view.has("checkpoint_dir");
  if (tunes) {
    take(facts.packed, view.said("checkpoint_dir", false));
  }
  if (tunes && !facts.steps && !facts.epochs && !facts.total_tokens && !facts.hours) {
    take(facts.epochs, view.by_default("train.epochs", 5.0));
  }
}

}  // namespace

bool is_litgpt(const Document& document) {
  return count_of(document,
                  {"train.global_batch_size", "train.micro_batch_size", "train.max_tokens",
                   "train.max_seq_length", "train.lr_warmup_steps", "train.save_interval"}) >= 2 &&
         count_of(document, {"model_name", "checkpoint_dir", "model_config", "out_dir"}) > 0;
}

void read_litgpt(ConfigView& view, TrainingFacts& facts) {
  read_numbers(view, facts, numbers);
  read_model(view, facts);
  read_adapter(view, facts);
  read_data(view, facts);
  read_duration(view, facts);
  take(facts.precision, lightning_precision(view, "precision"));
}

}  // namespace plume
