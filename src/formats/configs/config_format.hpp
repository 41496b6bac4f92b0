// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/config_view.hpp"
#include "plume/formats/training_config.hpp"

namespace plume {

/// A framework's way to write down a training run. This table is the one list of them.
struct ConfigFormat {
  ConfigFormatName name;
  bool (*recognises)(const Document&);
  void (*read)(ConfigView&, TrainingFacts&);
};

/// The first that recognises a document, or null.
const ConfigFormat* find_config_format(const Document& document);

// One file each.
bool is_accelerate(const Document& document);
void read_accelerate(ConfigView& view, TrainingFacts& facts);
bool is_axolotl(const Document& document);
void read_axolotl(ConfigView& view, TrainingFacts& facts);
bool is_deepspeed(const Document& document);
void read_deepspeed(ConfigView& view, TrainingFacts& facts);
bool is_hugging_face(const Document& document);
void read_hugging_face(ConfigView& view, TrainingFacts& facts);
bool is_levanter(const Document& document);
void read_levanter(ConfigView& view, TrainingFacts& facts);
bool is_lightning(const Document& document);
void read_lightning(ConfigView& view, TrainingFacts& facts);
bool is_llama_factory(const Document& document);
void read_llama_factory(ConfigView& view, TrainingFacts& facts);
bool is_llm_foundry(const Document& document);
void read_llm_foundry(ConfigView& view, TrainingFacts& facts);
bool is_maxtext(const Document& document);
void read_maxtext(ConfigView& view, TrainingFacts& facts);
bool is_megatron(const Document& document);
void read_megatron(ConfigView& view, TrainingFacts& facts);
bool is_nemo(const Document& document);
void read_nemo(ConfigView& view, TrainingFacts& facts);
bool is_timm(const Document& document);
void read_timm(ConfigView& view, TrainingFacts& facts);
bool is_torchtitan(const Document& document);
void read_torchtitan(ConfigView& view, TrainingFacts& facts);

}  // namespace plume
