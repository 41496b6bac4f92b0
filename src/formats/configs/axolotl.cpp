// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/trainer_keys.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 7> telling_keys{
    "micro_batch_size", "sequence_len", "num_epochs",         "sample_packing",
    "adapter",          "datasets",     "pretraining_dataset"};

constexpr auto number_rows = std::to_array<NumberRow>({
    {"micro_batch_size", &TrainingFacts::micro_batch},
    {"gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"sequence_len", &TrainingFacts::sequence_length},
    {"max_steps", &TrainingFacts::steps},
    {"num_epochs", &TrainingFacts::epochs},
});

/// With and without automatic mixed precision.
constexpr auto precision_rows = std::to_array<Meaning>({
    {"fp8", "fp8"},
    {"bf16", "bf16"},
    {"bfloat16", "bf16"},
    {"fp16", "fp16"},
    {"float16", "fp16"},
    {"tf32", "tf32"},
});

/// `batch_size`, an old key, is the micro batch with its accumulation.
void read_batch(ConfigView& view, TrainingFacts& facts) {
  if (!facts.accumulation) {
    if (auto whole = view.number("batch_size")) {
      facts.micro_batch = std::move(whole);
    }
  }
}

std::optional<bool> is_packed(ConfigView& view, std::string_view& path) {
  if (const auto packing = view.flag("sample_packing")) {
    path = "sample_packing";
    return packing->value;
  }
  for (const std::string_view other : {"max_packed_sequence_len", "pretraining_dataset"}) {
    if (view.has(other)) {
      path = other;
      return true;
    }
  }
  return std::nullopt;
}

/// Samples stand alone unless they are packed; filled up to full length they cost the same.
void read_packing(ConfigView& view, TrainingFacts& facts) {
  std::string_view path;
  if (const auto packed = is_packed(view, path)) {
    take(facts.packed, view.said(path, *packed));
  } else if (const auto padded = view.flag("pad_to_sequence_len"); !padded || !padded->value) {
    take(facts.packed, view.by_default("sample_packing", false));
  }
}

void read_targets(ConfigView& view, TrainingFacts& facts) {
  if (is_true(view.flag("lora_target_linear"))) {
    take(facts.adapter_targets, {view.said("lora_target_linear", "all-linear")});
  }
  take(facts.adapter_targets, view.words("lora_target_modules"));
  take(facts.trained_modules, view.words("lora_modules_to_save"));
}

void read_adapter(ConfigView& view, TrainingFacts& facts) {
  auto adapter = view.text("adapter");
  if (!adapter) {
    return;
  }
  if (adapter->value != "lora" && adapter->value != "qlora") {
    return view.refuse("adapter", "unknown-method",
                       "`" + adapter->value + "` is an adapter that is not known here",
                       "write lora or qlora, or nothing where all weights are trained");
  }
  if (is_true(view.flag("load_in_4bit"))) {
    adapter->value = "qlora";
  }
  take(facts.method, std::move(adapter));
  take(facts.adapter_rank, view.number("lora_r"));
  read_targets(view, facts);
}

/// A data set by name, or a list of objects with a path each.
void read_datasets(ConfigView& view, TrainingFacts& facts, const std::string& key) {
  const DocumentNode* const node = view.node(key);
  if (node == nullptr) {
    return;
  }
  if (node->kind == DocumentNode::Kind::text) {
    add_dataset(facts, view.text(key));
  }
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    add_dataset(facts, view.text(key + "." + std::to_string(i) + ".path"));
  }
}

void read_machine(ConfigView& view, TrainingFacts& facts) {
  add_parallel(facts, view.number("tensor_parallel_size"));
  add_parallel(facts, view.number({"context_parallel_size", "sequence_parallel_degree"}));
  read_inline_deepspeed(view, facts, "deepspeed");
}

void assume_defaults(const ConfigView& view, TrainingFacts& facts) {
  if (!facts.micro_batch && !facts.global_batch) {
    facts.micro_batch = view.by_default("micro_batch_size", 1.0);
  }
  if (!facts.sequence_length) {
    facts.sequence_length = view.by_default("sequence_len", 512.0);
  }
  if (!facts.steps && !facts.epochs) {
    facts.epochs = view.by_default("num_epochs", 1.0);
  }
}

}  // namespace

bool is_axolotl(const Document& document) {
  return document.syntax != Syntax::arguments && document.root.find("base_model") != nullptr &&
         has_any(document, telling_keys);
}

void read_axolotl(ConfigView& view, TrainingFacts& facts) {
  take(facts.name, view.text({"wandb_name", "hub_model_id"}));
  take(facts.model, view.text({"base_model", "base_model_config"}));
  read_numbers(view, facts, number_rows);
  read_batch(view, facts);
  read_packing(view, facts);
  read_adapter(view, facts);
  read_precision(view, facts, precision_rows);
  read_checkpointing(view, facts,
                     {"gradient_checkpointing", "fsdp_config.activation_checkpointing"});
  read_datasets(view, facts, "datasets");
  read_datasets(view, facts, "pretraining_dataset");
  read_machine(view, facts);
  assume_defaults(view, facts);
}

}  // namespace plume
