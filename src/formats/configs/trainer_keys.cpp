// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/trainer_keys.hpp"

#include "formats/configs/config_value.hpp"
#include "formats/letters.hpp"

#include <array>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr auto precision_switches =
    std::to_array<Meaning>({{"fp8", "fp8"}, {"bf16", "bf16"}, {"fp16", "fp16"}, {"tf32", "tf32"}});

constexpr auto trainer_rows = std::to_array<NumberRow>({
    {"per_device_train_batch_size", &TrainingFacts::micro_batch},
    {"per_gpu_train_batch_size", &TrainingFacts::micro_batch},
    {"gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"max_steps", &TrainingFacts::steps},
    {"num_train_epochs", &TrainingFacts::epochs},
});

/// Ways to keep activations elsewhere or to recompute them faster: all recompute.
constexpr std::array<std::string_view, 4> checkpointing_words{"offload", "offload_disk", "unsloth",
                                                              "full"};

constexpr std::array<std::string_view, 3> mixed_precisions{"bf16", "fp16", "fp8"};

/// "full" means on where the weights are of that type too.
bool is_switched_on(ConfigView& view, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  return (node != nullptr && node->text == "full") || is_true(view.flag(path));
}

MaybeSaid<std::string> checkpointing_at(ConfigView& view, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  const bool is_way = node != nullptr && is_one_of(node->text, checkpointing_words);
  return is_way ? view.said(path, "full") : recompute_at(view, path);
}

}  // namespace

void read_precision(ConfigView& view, TrainingFacts& facts, std::span<const Meaning> switches,
                    std::string_view section) {
  for (const Meaning& one : switches) {
    const std::string path = under(section, one.word);
    if (is_switched_on(view, path)) {
      take(facts.precision, view.said(path, one.means));
    }
  }
}

void read_precision(ConfigView& view, TrainingFacts& facts, std::string_view section) {
  read_precision(view, facts, precision_switches, section);
}

void read_mixed_precision(ConfigView& view, TrainingFacts& facts, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  const bool is_off = node != nullptr && as_flag(*node) == false;
  const auto word = is_off ? view.said(path, "fp32") : view.text(path);
  if (word && !is_off && !is_one_of(word->value, mixed_precisions)) {
    return view.refuse(path, "unknown-precision",
                       "`" + word->value + "` is no precision of Accelerate",
                       "write no, fp16, bf16 or fp8");
  }
  take(facts.precision, word);
}

void read_checkpointing(ConfigView& view, TrainingFacts& facts,
                        std::initializer_list<std::string_view> keys, std::string_view section) {
  MaybeSaid<std::string> out;
  for (const std::string_view key : keys) {
    auto said = checkpointing_at(view, under(section, key));
    if (!out || (said && said->value == "full" && out->value == "none")) {
      out = std::move(said);
    }
  }
  take(facts.recompute, std::move(out));
}

void read_trainer(ConfigView& view, TrainingFacts& facts, std::string_view section) {
  read_numbers(view, facts, trainer_rows, section);
}

void assume_trainer_defaults(const ConfigView& view, TrainingFacts& facts) {
  if (!facts.micro_batch && !facts.global_batch) {
    facts.micro_batch = view.by_default("per_device_train_batch_size", 8.0);
  }
  if (!facts.steps && !facts.epochs) {
    facts.epochs = view.by_default("num_train_epochs", 3.0);
  }
}

void read_inline_deepspeed(ConfigView& view, TrainingFacts& facts, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  if (node != nullptr && node->kind == Kind::map) {
    read_deepspeed_keys(view, facts, under(path, "."));
  }
}

}  // namespace plume
