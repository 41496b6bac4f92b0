// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/nemo_fine_tuning.hpp"

#include "formats/configs/adapter_parts.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// All of these leave the base frozen and train little beside it, which costs what LoRA costs.
constexpr auto schemes = std::to_array<Meaning>({{"lora", "lora"},
                                                 {"canonical_lora", "lora"},
                                                 {"qlora", "qlora"},
                                                 {"adapter", "lora"},
                                                 {"ia3", "lora"},
                                                 {"ptuning", "lora"},
                                                 {"none", "full"}});

/// What Megatron's fused matrices are called elsewhere.
struct TargetRow {
  std::string_view target;
  std::array<std::string_view, 7> modules;
};
constexpr auto targets = std::to_array<TargetRow>({
    {"attention_qkv", {"q_proj", "k_proj", "v_proj"}},
    {"linear_qkv", {"q_proj", "k_proj", "v_proj"}},
    {"attention_dense", {"o_proj"}},
    {"linear_proj", {"o_proj"}},
    {"mlp_fc1", {"gate_proj", "up_proj"}},
    {"linear_fc1", {"gate_proj", "up_proj"}},
    {"mlp_fc2", {"down_proj"}},
    {"linear_fc2", {"down_proj"}},
    {"attention", {"q_proj", "k_proj", "v_proj", "o_proj"}},
    {"mlp", {"gate_proj", "up_proj", "down_proj"}},
    {"all", {"all-linear"}},
});

/// A scheme of NeMo 1, or the class of NeMo 2.
void read_method(ConfigView& view, TrainingFacts& facts) {
  take(facts.method, meaning_at(view, "model.peft.peft_scheme", schemes));
  const auto adapter = view.text("peft._target_");
  if (adapter && adapter->value.ends_with("oRA")) {
    take(facts.method, MaybeSaid<std::string>(view.said(adapter->key, std::string("lora"))));
  }
  take(facts.adapter_rank, view.number("model.peft.lora_tuning.adapter_dim"));
  take(facts.adapter_rank, view.number("peft.dim"));
}

std::vector<Said<std::string>> target_words(ConfigView& view, const TrainingFacts& facts) {
  auto words = view.words("model.peft.lora_tuning.target_modules");
  if (words.empty()) {
    words = view.words("peft.target_modules");
  }
  const bool is_first = facts.method && facts.method->key.starts_with("model.");
  if (words.empty() && facts.adapter_rank && is_first) {
    words.push_back(
        default_of(view, "model.peft.lora_tuning.target_modules", std::string("attention_qkv")));
  }
  return words;
}

/// Modules by the names that adapters have elsewhere; others stay as they are written.
void read_targets(ConfigView& view, TrainingFacts& facts) {
  for (const Said<std::string>& word : target_words(view, facts)) {
    const auto row = std::find_if(targets.begin(), targets.end(), [&](const TargetRow& candidate) {
      return candidate.target == word.value;
    });
    if (row == targets.end()) {
      facts.adapter_targets.push_back(word);
      continue;
    }
    for (const std::string_view module : row->modules) {
      if (!module.empty()) {
        facts.adapter_targets.push_back({std::string(module), word.document, word.key, word.place});
      }
    }
  }
}

}  // namespace

void read_nemo_fine_tuning(ConfigView& view, TrainingFacts& facts) {
  read_method(view, facts);
  read_targets(view, facts);
}

}  // namespace plume
