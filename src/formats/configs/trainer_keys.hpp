// SPDX-License-Identifier: Apache-2.0
/// What the frameworks on top of Hugging Face's trainer share.
#pragma once

#include "formats/configs/adapter_parts.hpp"

#include <initializer_list>
#include <span>
#include <string_view>

namespace plume {

/// Of switches for precisions ("bf16", "bf16.enabled") the first that is on decides; what is off
/// says nothing, as the others may be on.
void read_precision(ConfigView& view, TrainingFacts& facts, std::span<const Meaning> switches,
                    std::string_view section = "");

/// `bf16`, `fp16`, `fp8` and `tf32` of the trainer's arguments.
void read_precision(ConfigView& view, TrainingFacts& facts, std::string_view section = "");

/// `mixed_precision` in the words of Accelerate, "no" among them.
void read_mixed_precision(ConfigView& view, TrainingFacts& facts, std::string_view path);

/// Switches of activation checkpointing: on, off, or a word for a way to do it. One that is on is
/// enough.
void read_checkpointing(ConfigView& view, TrainingFacts& facts,
                        std::initializer_list<std::string_view> keys,
                        std::string_view section = "");

/// Numbers of the trainer's arguments: batch, accumulation, steps and epochs. `section` is where
/// they stand, "training_args.".
void read_trainer(ConfigView& view, TrainingFacts& facts, std::string_view section = "");

/// Batch 8 a device and 3 epochs, where the arguments leave them out and no steps are said.
void assume_trainer_defaults(const ConfigView& view, TrainingFacts& facts);

/// What a DeepSpeed configuration says; `section` is where it stands in another one, "deepspeed.".
void read_deepspeed_keys(ConfigView& view, TrainingFacts& facts, std::string_view section = "");

/// An object that another framework carries its DeepSpeed configuration in; a path says nothing.
void read_inline_deepspeed(ConfigView& view, TrainingFacts& facts, std::string_view path);

}  // namespace plume
