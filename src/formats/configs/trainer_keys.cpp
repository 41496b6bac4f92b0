// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/trainer_keys.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr auto precision_rows = std::to_array<PrecisionRow>({
    {"fp8", "fp8"},
    {"bf16", "bf16"},
    {"fp16", "fp16"},
    {"tf32", "tf32"},
});

constexpr auto trainer_rows = std::to_array<NumberRow>({
    {"per_device_train_batch_size", &TrainingFacts::micro_batch},
    {"per_gpu_train_batch_size", &TrainingFacts::micro_batch},
    {"gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"max_steps", &TrainingFacts::steps},
    {"num_train_epochs", &TrainingFacts::epochs},
});

constexpr auto launcher_rows = std::to_array<NumberRow>({
    {"nproc_per_node", &TrainingFacts::devices_per_node},
    {"num_gpus", &TrainingFacts::devices_per_node},
    {"nnodes", &TrainingFacts::nodes},
    {"num_nodes", &TrainingFacts::nodes},
    {"num_processes", &TrainingFacts::devices},
    {"num_machines", &TrainingFacts::nodes},
});

/// Ways to keep activations elsewhere or to recompute them faster: all recompute.
constexpr std::array<std::string_view, 4> checkpointing_words{"offload", "offload_disk", "unsloth",
                                                              "full"};

bool is_word(const DocumentNode* node, std::span<const std::string_view> words) {
  return node != nullptr && node->kind == Kind::text &&
         std::find(words.begin(), words.end(), node->text) != words.end();
}

bool is_on(ConfigView& view, const std::string& path) {
  constexpr std::array<std::string_view, 1> on{"full"};
  if (is_word(view.node(path), on)) {
    return true;
  }
  const auto flag = view.flag(path);
  return flag && flag->value;
}

MaybeSaid<std::string> recompute_of(ConfigView& view, const std::string& path) {
  if (is_word(view.node(path), checkpointing_words)) {
    return view.said(path, std::string("full"));
  }
  const auto flag = view.flag(path);
  return flag ? MaybeSaid<std::string>(view.said(path, std::string(flag->value ? "full" : "none")))
              : std::nullopt;
}

}  // namespace

bool has_any(const Document& document, std::span<const std::string_view> keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return document.root.find(key) != nullptr; });
}

void read_precision(ConfigView& view, TrainingFacts& facts, std::span<const PrecisionRow> rows,
                    const std::string& section) {
  for (const PrecisionRow& row : rows) {
    const std::string path = section + std::string(row.path);
    if (is_on(view, path)) {
      take(facts.precision, MaybeSaid<std::string>(view.said(path, std::string(row.precision))));
    }
  }
}

void read_precision(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  read_precision(view, facts, precision_rows, section);
}

void read_mixed_precision(ConfigView& view, TrainingFacts& facts, const std::string& path) {
  constexpr std::array<std::string_view, 3> known{"bf16", "fp16", "fp8"};
  const DocumentNode* const node = view.node(path);
  if (node == nullptr || node->kind == Kind::null) {
    return;
  }
  const bool off = (node->kind == Kind::boolean && !node->truth) || node->text == "no";
  const auto word = off ? view.said(path, std::string("fp32")) : view.text(path);
  if (word && !off && std::find(known.begin(), known.end(), word->value) == known.end()) {
    return view.refuse(path, "unknown-precision",
                       "`" + word->value + "` is no precision of Accelerate",
                       "write no, fp16, bf16 or fp8");
  }
  take(facts.precision, word);
}

void read_checkpointing(ConfigView& view, TrainingFacts& facts,
                        const std::vector<std::string>& paths) {
  MaybeSaid<std::string> off;
  for (const std::string& path : paths) {
    auto said = recompute_of(view, path);
    if (said && said->value == "full") {
      return take(facts.recompute, std::move(said));
    }
    take(off, std::move(said));
  }
  take(facts.recompute, std::move(off));
}

void read_trainer(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  for (const NumberRow& row : trainer_rows) {
    take(facts.*row.fact, view.number(section + std::string(row.path)));
  }
}

void assume_trainer_defaults(const ConfigView& view, TrainingFacts& facts) {
  if (!facts.micro_batch && !facts.global_batch) {
    facts.micro_batch = by_default(view, "per_device_train_batch_size", 8.0);
  }
  if (!facts.steps && !facts.epochs) {
    facts.epochs = by_default(view, "num_train_epochs", 3.0);
  }
}

void read_inline_deepspeed(ConfigView& view, TrainingFacts& facts, const std::string& key) {
  const DocumentNode* const node = view.node(key);
  if (node != nullptr && node->kind == Kind::map) {
    read_deepspeed_keys(view, facts, key + ".");
  }
}

void read_launcher(ConfigView& view, TrainingFacts& facts) {
  if (view.document().syntax != Syntax::arguments) {
    return;
  }
  for (const NumberRow& row : launcher_rows) {
    const DocumentNode* const node = view.document().root.find(row.path);
    if (node != nullptr && node->kind == Kind::number) {
      take(facts.*row.fact, view.number(row.path));
    }
  }
}

void add_dataset(TrainingFacts& facts, Said<std::string> name) {
  const bool known = std::any_of(facts.datasets.begin(), facts.datasets.end(),
                                 [&](const auto& other) { return other.value == name.value; });
  if (!known) {
    facts.datasets.push_back(std::move(name));
  }
}

void read_parallel(ConfigView& view, TrainingFacts& facts,
                   std::initializer_list<std::string_view> paths) {
  if (auto degree = view.number(paths)) {
    facts.model_parallel.push_back(std::move(*degree));
  }
}

}  // namespace plume
