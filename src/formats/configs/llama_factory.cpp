// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/trainer_keys.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 3> telling_keys{"finetuning_type", "cutoff_len",
                                                       "lora_target"};

constexpr std::array<std::string_view, 6> stages{"pt", "sft", "rm", "ppo", "dpo", "kto"};

constexpr auto precision_rows = std::to_array<PrecisionRow>({
    {"fp8", "fp8"},
    {"bf16", "bf16"},
    {"pure_bf16", "bf16"},
    {"fp16", "fp16"},
    {"tf32", "tf32"},
});

/// `finetuning_type` in our words. The orthogonal one trains beside frozen weights as LoRA does.
struct MethodRow {
  std::string_view written;
  std::string_view method;
};
constexpr auto methods = std::to_array<MethodRow>({
    {"full", "full"},
    {"lora", "lora"},
    {"oft", "lora"},
});

bool is_stage(const DocumentNode* node) {
  return node != nullptr && std::find(stages.begin(), stages.end(), node->text) != stages.end();
}

/// What `lora` means where it is left out is documented.
Said<std::string> finetuning_type(ConfigView& view) {
  auto said = view.text("finetuning_type");
  return said ? *said : by_default(view, "finetuning_type", std::string("lora"));
}

bool is_four_bits(ConfigView& view) {
  const auto bits = view.number("quantization_bit");
  return bits && bits->value == 4;
}

void read_lora(ConfigView& view, TrainingFacts& facts) {
  auto rank = view.number("lora_rank");
  take(facts.adapter_rank, rank ? rank : by_default(view, "lora_rank", 8.0));
  facts.adapter_targets = view.words("lora_target");
  if (facts.adapter_targets.empty()) {
    facts.adapter_targets = {by_default(view, "lora_target", std::string("all"))};
  }
  for (Said<std::string>& target : facts.adapter_targets) {
    target.value = target.value == "all" ? "all-linear" : target.value;
  }
  facts.trained_modules = view.words("additional_target");
}

void read_method(ConfigView& view, TrainingFacts& facts) {
  Said<std::string> type = finetuning_type(view);
  const bool lora = type.value == "lora";
  const auto row = std::find_if(methods.begin(), methods.end(),
                                [&](const MethodRow& m) { return m.written == type.value; });
  if (row == methods.end()) {
    return view.refuse("finetuning_type", "unknown-method",
                       "no formula is known for training with `" + type.value + "`",
                       "give a manifest with --flops; full training is an upper bound");
  }
  type.value = row->method == "lora" && is_four_bits(view) ? "qlora" : row->method;
  take(facts.method, MaybeSaid<std::string>(std::move(type)));
  if (lora) {
    read_lora(view, facts);
  }
}

/// Pre-training packs unless it is told not to; the other stages only where they are told to.
void read_packing(ConfigView& view, TrainingFacts& facts) {
  if (const auto neat = view.flag("neat_packing"); neat && neat->value) {
    return take(facts.packed, neat);
  }
  const auto packing = view.flag("packing");
  const auto stage = view.text("stage");
  const bool pretraining = stage && stage->value == "pt";
  take(facts.packed, packing ? packing : by_default(view, "packing", pretraining));
}

/// Activations are computed again unless that is switched off.
void read_recompute(ConfigView& view, TrainingFacts& facts) {
  const std::string key = "disable_gradient_checkpointing";
  const auto off = view.flag(key);
  const std::string recompute = off && off->value ? "none" : "full";
  take(facts.recompute,
       MaybeSaid<std::string>(off ? view.said(key, recompute) : by_default(view, key, recompute)));
}

/// `max_samples` cuts each data set, of which there may be several.
void read_data(ConfigView& view, TrainingFacts& facts) {
  facts.datasets = view.words("dataset");
  take(facts.datasets.size() > 1 ? facts.samples_each : facts.samples, view.number("max_samples"));
  auto length = view.number("cutoff_len");
  take(facts.sequence_length, length ? length : by_default(view, "cutoff_len", 2048.0));
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
