// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// Those with the most telling keys first: many frameworks share those of Hugging Face.
constexpr auto table = std::to_array<ConfigFormat>({
    {{"torchtitan", "torchtitan (TOML)"}, is_torchtitan, read_torchtitan},
    {{"megatron", "Megatron-LM (arguments, shell or YAML)"}, is_megatron, read_megatron},
    {{"axolotl", "Axolotl (YAML)"}, is_axolotl, read_axolotl},
    {{"llama-factory", "LLaMA-Factory (YAML)"}, is_llama_factory, read_llama_factory},
    {{"nemo", "NVIDIA NeMo (YAML)"}, is_nemo, read_nemo},
    {{"llm-foundry", "MosaicML llm-foundry (YAML)"}, is_llm_foundry, read_llm_foundry},
    {{"lightning", "PyTorch Lightning (YAML)"}, is_lightning, read_lightning},
    {{"levanter", "Levanter (YAML)"}, is_levanter, read_levanter},
    {{"maxtext", "MaxText (YAML)"}, is_maxtext, read_maxtext},
    {{"timm", "timm args.yaml"}, is_timm, read_timm},
    {{"accelerate", "Hugging Face Accelerate (YAML)"}, is_accelerate, read_accelerate},
    {{"deepspeed", "DeepSpeed (JSON)"}, is_deepspeed, read_deepspeed},
    {{"hugging-face", "Hugging Face TrainingArguments (JSON, YAML or arguments)"},
     is_hugging_face,
     read_hugging_face},
});

constexpr std::array<ConfigFormatName, table.size()> make_names() {
  std::array<ConfigFormatName, table.size()> out;
  std::transform(table.begin(), table.end(), out.begin(),
                 [](const ConfigFormat& format) { return format.name; });
  return out;
}
constexpr auto names = make_names();

}  // namespace

const ConfigFormat* find_config_format(const Document& document) {
  const auto* const found =
      std::find_if(table.begin(), table.end(),
                   [&](const ConfigFormat& format) { return format.recognises(document); });
  return found == table.end() ? nullptr : found;
}

std::span<const ConfigFormatName> config_format_names() {
  return names;
}

std::string_view recognise_config(const Document& document) {
  const ConfigFormat* const found = find_config_format(document);
  return found == nullptr ? std::string_view() : found->name.id;
}

}  // namespace plume
