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

/// Words for several of the fused matrices.
struct Group {
  std::string_view target;
  std::array<std::string_view, 4> modules;
};
constexpr auto groups = std::to_array<Group>({
    {"attention", {"attention_qkv", "attention_dense"}},
    {"mlp", {"mlp_fc1", "mlp_fc2"}},
    {"all", {"attention_qkv", "attention_dense", "mlp_fc1", "mlp_fc2"}},
});

/// A scheme of NeMo 1, or the class of NeMo 2.
void read_method(ConfigView& view, TrainingFacts& facts) {
  take(facts.method, meaning_at(view, "model.peft.peft_scheme", schemes));
  const auto adapter = view.text("peft._target_");
  if (adapter && adapter->value.ends_with("oRA")) {
    take(facts.method, view.said(adapter->key, "lora"));
  }
  take(facts.adapter_rank, view.number("model.peft.lora_tuning.adapter_dim"));
  take(facts.adapter_rank, view.number("peft.dim"));
}

std::vector<Said<std::string>> target_words(ConfigView& view, const TrainingFacts& facts) {
  auto out = view.words("model.peft.lora_tuning.target_modules");
  take(out, view.words("peft.target_modules"));
  const bool is_first = facts.method && facts.method->key.starts_with("model.");
  if (facts.adapter_rank && is_first) {
    take(out, {view.by_default("model.peft.lora_tuning.target_modules", "attention_qkv")});
  }
  return out;
}

void read_targets(ConfigView& view, TrainingFacts& facts) {
  for (const Said<std::string>& word : target_words(view, facts)) {
    const auto* const group =
        std::find_if(groups.begin(), groups.end(),
                     [&](const Group& candidate) { return candidate.target == word.value; });
    const auto modules =
        group == groups.end() ? std::array<std::string_view, 4>{word.value} : group->modules;
    for (const std::string_view module : modules) {
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
