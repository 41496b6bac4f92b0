// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/levanter_models.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// Stanford CRFM, Levanter, src/levanter/models, commit 9263f81 (2025).
constexpr auto families = std::to_array<LevanterFamily>({
    {"gpt2", 12, 768, 12, 0, 0, 0, 1024, 0, 0, 0, false, true, true, true},
    {"llama", 32, 4096, 32, 32, 0, 11008, 2048, 0, 0, 0, true, false, false, false},
    {"mistral", 32, 4096, 32, 8, 0, 14336, 8192, 0, 0, 0, true, false, false, false},
    {"mixtral", 32, 4096, 32, 8, 0, 14336, 8192, 0, 8, 2, true, false, false, false},
    {"gemma", 18, 2048, 8, 1, 256, 16384, 8192, 256000, 0, 0, true, true, false, false},
    {"gemma2", 18, 2048, 8, 1, 256, 16384, 8192, 256000, 0, 0, true, true, false, false},
    {"gemma3", 18, 2048, 8, 1, 256, 16384, 8192, 256000, 0, 0, true, true, false, false},
    {"olmo2", 32, 4096, 32, 32, 0, 11008, 4096, 0, 0, 0, true, false, false, false},
    {"qwen", 32, 4096, 32, 32, 0, 11008, 2048, 0, 0, 0, true, false, false, false},
    {"qwen3", 32, 4096, 32, 32, 0, 11008, 2048, 0, 0, 0, true, false, false, false},
});

struct Tokenizer {
  std::string_view name;  ///< begins so
  double vocabulary;
};

/// The `vocab_size` of the config.json beside each tokenizer on the Hugging Face Hub; of
/// gpt-neox-20b the entries of its tokenizer.json.
constexpr auto tokenizers = std::to_array<Tokenizer>({
    {"gpt2", 50257},
    {"openai-community/gpt2", 50257},
    {"EleutherAI/gpt-neox-20b", 50277},
    {"allenai/OLMo-1B", 50280},
    {"allenai/OLMo-7B", 50280},
    {"huggyllama/llama", 32000},
    {"NousResearch/Llama-2", 32000},
    {"meta-llama/Llama-2", 32000},
    {"mistralai/Mistral-7B-v0.1", 32000},
    {"meta-llama/Meta-Llama-3", 128256},
    {"meta-llama/Llama-3", 128256},
    {"NousResearch/Meta-Llama-3", 128256},
    {"stanford-crfm/marin-tokenizer", 128256},
    {"marin-community/marin-tokenizer", 128256},
    {"google/gemma", 256000},
});

}  // namespace

const LevanterFamily* find_levanter_family(std::string_view type) {
  const auto* const found =
      std::find_if(families.begin(), families.end(),
                   [&](const LevanterFamily& family) { return family.type == type; });
  return found == families.end() ? nullptr : found;
}

std::optional<double> tokenizer_vocabulary(std::string_view name) {
  const auto* const found =
      std::find_if(tokenizers.begin(), tokenizers.end(),
                   [&](const Tokenizer& known) { return name.starts_with(known.name); });
  return found == tokenizers.end() ? std::nullopt : std::optional(found->vocabulary);
}

}  // namespace plume
