// SPDX-License-Identifier: Apache-2.0
/// What the frameworks on top of Hugging Face's trainer share.
#pragma once

#include "formats/configs/config_view.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume {

/// Whether any of these keys stands at the top of a document.
bool has_any(const Document& document, std::span<const std::string_view> keys);

/// A value that a framework documents for a key that is not there: it has the key, and no width.
template <class T>
Said<T> by_default(const ConfigView& view, std::string_view key, T value) {
  Said<T> said = view.said(key, std::move(value));
  said.key = std::string(key);
  said.place = {};
  return said;
}

/// A switch that turns on a precision, "bf16".
struct PrecisionRow {
  std::string_view path;
  std::string_view precision;
};

/// The first switch that is on decides; what is off says nothing, as the others may be on.
/// Beside on and off a switch may know words of its own, "full", which mean on.
void read_precision(ConfigView& view, TrainingFacts& facts, std::span<const PrecisionRow> rows,
                    const std::string& section = "");

/// `bf16`, `fp16`, `fp8` and `tf32` of the trainer's arguments.
void read_precision(ConfigView& view, TrainingFacts& facts, const std::string& section = "");

/// `mixed_precision` in the words of Accelerate, "no" among them.
void read_mixed_precision(ConfigView& view, TrainingFacts& facts, const std::string& path);

/// Switches of activation checkpointing: on, off, or a word for a way to do it. One that is on is
/// enough.
void read_checkpointing(ConfigView& view, TrainingFacts& facts,
                        const std::vector<std::string>& paths);

/// Numbers of the trainer's arguments: batch, accumulation, steps and epochs. `section` is where
/// they stand, "training_args.".
void read_trainer(ConfigView& view, TrainingFacts& facts, const std::string& section = "");

/// Batch 8 a device and 3 epochs, where the arguments leave them out and no steps are said.
void assume_trainer_defaults(const ConfigView& view, TrainingFacts& facts);

/// What a DeepSpeed configuration says; `section` is where it stands in another one, "deepspeed.".
void read_deepspeed_keys(ConfigView& view, TrainingFacts& facts, const std::string& section = "");

/// An object that another framework carries its DeepSpeed configuration in; a path says nothing.
void read_inline_deepspeed(ConfigView& view, TrainingFacts& facts, const std::string& key);

/// Processes and nodes as torchrun, accelerate and deepspeed take them on their command lines. What
/// the launcher finds out by itself, "gpu" or a variable of the shell, says nothing.
void read_launcher(ConfigView& view, TrainingFacts& facts);

/// A data set; one that is named again, for another of its parts, is there already.
void add_dataset(TrainingFacts& facts, Said<std::string> name);

/// A degree of parallelism that divides the replicas.
void read_parallel(ConfigView& view, TrainingFacts& facts,
                   std::initializer_list<std::string_view> paths);

}  // namespace plume
