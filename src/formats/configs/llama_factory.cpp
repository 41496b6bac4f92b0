// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/trainer_keys.hpp"
#include "formats/letters.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 3> telling_keys{"finetuning_type", "cutoff_len",
                                                       "lora_target"};

constexpr std::array<std::string_view, 6> stages{"pt", "sft", "rm", "ppo", "dpo", "kto"};

constexpr auto precision_rows = std::to_array<Meaning>({
    {"fp8", "fp8"},
    {"bf16", "bf16"},
    {"pure_bf16", "bf16"},
    {"fp16", "fp16"},
    {"tf32", "tf32"},
});

/// `finetuning_type` in our words. The orthogonal one trains beside frozen weights as LoRA does.
constexpr auto methods =
    std::to_array<Meaning>({{"full", "full"}, {"lora", "lora"}, {"oft", "lora"}});

bool is_stage(const DocumentNode* node) {
  return node != nullptr && is_one_of(node->text, stages);
}

/// What `lora` means where it is left out is documented.
Said<std::string> finetuning_type(ConfigView& view) {
  auto said = view.text("finetuning_type");
  return said ? *said : view.by_default("finetuning_type", "lora");
}

bool is_four_bits(ConfigView& view) {
  const auto bits = view.number("quantization_bit");
  return bits && bits->value == 4;
}

void read_lora(ConfigView& view, TrainingFacts& facts) {
  take(facts.adapter_rank, view.number("lora_rank"));
  take(facts.adapter_rank, view.by_default("lora_rank", 8.0));
  take(facts.adapter_targets, view.words("lora_target"));
  take(facts.adapter_targets, {view.by_default("lora_target", "all")});
  for (Said<std::string>& target : facts.adapter_targets) {
    target.value = target.value == "all" ? "all-linear" : target.value;
  }
  take(facts.trained_modules, view.words("additional_target"));
}

void read_method(ConfigView& view, TrainingFacts& facts) {
  Said<std::string> type = finetuning_type(view);
  const bool lora = type.value == "lora";
  const std::string_view method = meaning_of(type.value, methods);
  if (method.empty()) {
    return view.refuse("finetuning_type", "unknown-method",
                       "no formula is known for training with `" + type.value + "`",
                       "give a manifest with --flops; full training is an upper bound");
  }
  type.value = method == "lora" && is_four_bits(view) ? "qlora" : method;
  take(facts.method, std::move(type));
  if (lora) {
    read_lora(view, facts);
  }
}

/// Pre-training packs unless it is told not to; the other stages only where they are told to.
void read_packing(ConfigView& view, TrainingFacts& facts) {
  if (is_true(view.flag("neat_packing"))) {
    return take(facts.packed, view.said("neat_packing", true));
  }
  const auto packing = view.flag("packing");
  const auto stage = view.text("stage");
  const bool pretraining = stage && stage->value == "pt";
  take(facts.packed, packing ? packing : view.by_default("packing", pretraining));
}

/// Activations are computed again unless that is switched off.
void read_recompute(ConfigView& view, TrainingFacts& facts) {
  const std::string key = "disable_gradient_checkpointing";
  const auto off = view.flag(key);
  const std::string recompute = off && off->value ? "none" : "full";
  take(facts.recompute, off ? view.said(key, recompute) : view.by_default(key, recompute));
}

/// `max_samples` cuts each data set, of which there may be several.
void read_data(ConfigView& view, TrainingFacts& facts) {
  for (Said<std::string>& name : view.words("dataset")) {
    add_dataset(facts, std::move(name));
  }
  take(facts.datasets.size() > 1 ? facts.samples_each : facts.samples, view.number("max_samples"));
  take(facts.sequence_length, view.number("cutoff_len"));
  take(facts.sequence_length, view.by_default("cutoff_len", 2048.0));
}

}  // namespace

bool is_llama_factory(const Document& document) {
  return has_any(document, telling_keys) ? document.root.find("base_model") == nullptr
                                         : is_stage(document.root.find("stage"));
}

void read_llama_factory(ConfigView& view, TrainingFacts& facts) {
  take(facts.name, view.text({"run_name", "hub_model_id"}));
  take(facts.model, view.text("model_name_or_path"));
  read_trainer(view, facts);
  read_precision(view, facts, precision_rows);
  read_method(view, facts);
  read_data(view, facts);
  read_packing(view, facts);
  read_recompute(view, facts);
  read_launcher(view, facts);
  read_inline_deepspeed(view, facts, "deepspeed");
  assume_trainer_defaults(view, facts);
}

}  // namespace plume
