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

constexpr auto precision_rows = std::to_array<Meaning>({
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

void read_recompute(ConfigView& view, TrainingFacts& facts, std::string_view section) {
  for (const std::string_view key : recompute_switches) {
    const std::string path = under(section, key);
    if (is_true(view.flag(path))) {
      take(facts.recompute, view.said(path, "full"));
    }
  }
}

}  // namespace

void read_deepspeed_keys(ConfigView& view, TrainingFacts& facts, std::string_view section) {
  read_numbers(view, facts, number_rows, section);
  read_precision(view, facts, precision_rows, section);
  read_recompute(view, facts, section);
  for (const std::string_view key : {"tensor_parallel.autotp_size", "sequence_parallel_size"}) {
    add_parallel(facts, view.number(under(section, key)));
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
