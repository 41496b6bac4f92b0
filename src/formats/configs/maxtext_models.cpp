// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/maxtext_models.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace plume {

namespace {

/// Google, MaxText, src/maxtext/configs/models, commit e591f30 (2026); layers of Gemma 2 are those
/// of its report (Gemma Team 2024, arXiv:2408.00118, table 1), two of which the file counts as one.
constexpr auto models = std::to_array<MaxTextModel>({
    {"llama2-7b", {32, 4096, 32, 32, 128, 11008, 32000}},
    {"llama2-13b", {40, 5120, 40, 40, 128, 13824, 32000}},
    {"llama2-70b", {80, 8192, 64, 8, 128, 28672, 32000}},
    {"llama3-8b", {32, 4096, 32, 8, 128, 14336, 128256}},
    {"llama3-70b", {80, 8192, 64, 8, 128, 28672, 128256}},
    {"llama3-405b", {126, 16384, 128, 8, 128, 53248, 128256}},
    {"llama3.1-8b", {32, 4096, 32, 8, 128, 14336, 128256}},
    {"llama3.1-70b", {80, 8192, 64, 8, 128, 28672, 128256}},
    {"llama3.1-405b", {126, 16384, 128, 8, 128, 53248, 128256}},
    {"llama3.3-70b", {80, 8192, 64, 8, 128, 28672, 128256}},
    {"mistral-7b", {32, 4096, 32, 8, 128, 14336, 32000}},
    {"mixtral-8x7b", {32, 4096, 32, 8, 128, 14336, 32000, true, false, false, 0, 8, 2, 14336}},
    {"mixtral-8x22b", {56, 6144, 48, 8, 128, 16384, 32768, true, false, false, 0, 8, 2, 16384}},
    {"gemma-2b", {18, 2048, 8, 1, 256, 16384, 256128, true, true}},
    {"gemma-7b", {28, 3072, 16, 16, 256, 24576, 256128, true, true}},
    {"gemma2-2b", {26, 2304, 8, 4, 256, 9216, 256128, true, true}},
    {"gemma2-9b", {42, 3584, 16, 8, 256, 14336, 256128, true, true}},
    {"gemma2-27b", {46, 4608, 32, 16, 128, 36864, 256128, true, true}},
    {"gpt3-175b", {96, 12288, 96, 96, 128, 49152, 50304, false, true, true, 16384}},
    {"gpt3-22b", {48, 6144, 24, 24, 256, 24576, 32768, false, true, true, 16384}},
    {"gpt3-6b", {48, 3072, 12, 12, 256, 12288, 32768, false, true, true, 16384}},
    {"olmo3-7b-pt", {32, 4096, 32, 32, 128, 11008, 100278}},
    {"qwen2.5-7b", {28, 3584, 28, 4, 128, 18944, 152064}},
    {"qwen3-8b", {36, 4096, 32, 8, 128, 12288, 151936}},
});

/// Slices by the names of their generation: the accelerator, and cores in whose number the slice is
/// counted on one chip.
struct Generation {
  std::string_view prefix;
  std::string_view accelerator;
  double cores;
};

/// Google, Cloud TPU documentation, TPU configurations (2025).
constexpr auto generations = std::to_array<Generation>({
    {"v4-", "tpu-v4", 2},
    {"v5p-", "tpu-v5p", 2},
    {"v5e-", "tpu-v5e", 1},
    {"v5litepod-", "tpu-v5e", 1},
    {"v6e-", "tpu-v6e", 1},
});

}  // namespace

const MaxTextModel* find_maxtext_model(std::string_view name) {
  const auto* const found = std::find_if(
      models.begin(), models.end(), [&](const MaxTextModel& model) { return model.name == name; });
  return found == models.end() ? nullptr : found;
}

std::optional<TpuSlice> slice_of(std::string_view topology) {
  for (const Generation& generation : generations) {
    if (!topology.starts_with(generation.prefix)) {
      continue;
    }
    double cores = 0;
    const char* const end = topology.data() + topology.size();
    const auto [stop, error] =
        std::from_chars(topology.data() + generation.prefix.size(), end, cores);
    if (error == std::errc() && stop == end && cores > 0) {
      return TpuSlice{generation.accelerator, cores / generation.cores};
    }
  }
  return std::nullopt;
}

}  // namespace plume
