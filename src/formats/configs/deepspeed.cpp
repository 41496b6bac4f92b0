// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/trainer_keys.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 2> telling_keys{"train_micro_batch_size_per_gpu",
                                                       "zero_optimization"};

/// Keys that tell DeepSpeed's `train_batch_size` from that of other scripts.
constexpr std::array<std::string_view, 5> further_keys{"steps_per_print", "gradient_clipping",
                                                       "wall_clock_breakdown", "optimizer",
                                                       "zero_allow_untested_optimizer"};

constexpr auto number_rows = std::to_array<NumberRow>({
    {"train_batch_size", &TrainingFacts::global_batch},
    {"train_micro_batch_size_per_gpu", &TrainingFacts::micro_batch},
    {"gradient_accumulation_steps", &TrainingFacts::accumulation},
});

constexpr auto precision_rows = std::to_array<PrecisionRow>({
    {"bf16.enabled", "bf16"},
    {"bfloat16.enabled", "bf16"},
    {"fp16.enabled", "fp16"},
    {"amp.enabled", "fp16"},
});

/// Switches that have an effect only where activations are computed again.
constexpr std::array<std::string_view, 2> recompute_switches{
    "activation_checkpointing.partition_activations",
    "activation_checkpointing.cpu_checkpointing",
};

void read_recompute(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  for (const std::string_view path : recompute_switches) {
    const auto flag = view.flag(section + std::string(path));
    if (flag && flag->value) {
      take(facts.recompute,
           MaybeSaid<std::string>(view.said(section + std::string(path), std::string("full"))));
    }
  }
}

}  // namespace

void read_deepspeed_keys(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  for (const NumberRow& row : number_rows) {
    take(facts.*row.fact, view.number(section + std::string(row.path)));
  }
  read_precision(view, facts, precision_rows, section);
  read_recompute(view, facts, section);
  for (const char* const path : {"tensor_parallel.autotp_size", "sequence_parallel_size"}) {
    read_parallel(view, facts, {section + path});
  }
}

bool is_deepspeed(const Document& document) {
  return has_any(document, telling_keys) ||
         (document.root.find("train_batch_size") != nullptr && has_any(document, further_keys));
}

void read_deepspeed(ConfigView& view, TrainingFacts& facts) {
  read_deepspeed_keys(view, facts);
}

}  // namespace plume
