// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/trainer_keys.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 4> telling_keys{"compute_environment", "distributed_type",
                                                       "main_training_function", "num_machines"};

constexpr auto number_rows = std::to_array<NumberRow>({
    {"num_processes", &TrainingFacts::devices},
    {"num_machines", &TrainingFacts::nodes},
    {"gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"deepspeed_config.gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"fsdp_config.gradient_accumulation_steps", &TrainingFacts::accumulation},
});

void read_parallelism(ConfigView& view, TrainingFacts& facts) {
  add_parallel(facts,
               view.number({"parallelism_config.parallelism_config_tp_size", "tp_config.tp_size",
                            "megatron_lm_config.megatron_lm_tp_degree"}));
  add_parallel(facts, view.number({"parallelism_config.parallelism_config_cp_size",
                                   "parallelism_config.parallelism_config_sp_size"}));
  add_parallel(facts, view.number("megatron_lm_config.megatron_lm_pp_degree"));
}

void read_recompute(ConfigView& view, TrainingFacts& facts) {
  read_checkpointing(
      view, facts,
      {"fsdp_config.fsdp_activation_checkpointing", "fsdp_config.activation_checkpointing"});
  constexpr std::string_view megatron = "megatron_lm_config.megatron_lm_recompute_activations";
  if (is_true(view.flag(megatron))) {
    take(facts.recompute, view.said(megatron, "selective"));
  }
}

}  // namespace

bool is_accelerate(const Document& document) {
  return document.syntax != Syntax::arguments && has_any(document, telling_keys);
}

void read_accelerate(ConfigView& view, TrainingFacts& facts) {
  read_numbers(view, facts, number_rows);
  read_mixed_precision(view, facts, "mixed_precision");
  read_parallelism(view, facts);
  read_recompute(view, facts);
}

}  // namespace plume
