// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/torchtitan_models.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace plume {

namespace {

/// torchtitan/models/{llama3,qwen3}/__init__.py at 238fa99, and torchtitan/models/llama/__init__.py
/// before 4d88a8a for Llama 2, whose vocabulary its tokenizer decides. Feed-forward widths are what
/// their rules come to: two thirds of 4 d, times the factor, rounded up to the multiple.
constexpr auto flavours = std::to_array<TitanFlavour>({
    {"llama3", "debugmodel", {6, 256, 16, 16, 0, 768, 2048}},
    {"llama3", "8B", {32, 4096, 32, 8, 0, 14336, 128256}},
    {"llama3", "70B", {80, 8192, 64, 8, 0, 28672, 128256}},
    {"llama3", "405B", {126, 16384, 128, 8, 0, 53248, 128256}},
    {"llama2", "271M", {16, 1024, 8, 8, 0, 2816, 32000}},
    {"llama2", "1B", {18, 2048, 16, 16, 0, 5632, 32000}},
    {"llama2", "7B", {32, 4096, 32, 32, 0, 11008, 32000}},
    {"llama2", "13B", {40, 5120, 40, 40, 0, 13824, 32000}},
    {"llama2", "26B", {80, 5120, 40, 40, 0, 13824, 32000}},
    {"llama2", "70B", {80, 8192, 64, 8, 0, 28672, 32000}},
    {"qwen3", "0.6B", {28, 1024, 16, 8, 128, 3072, 151936, true, true}},
    {"qwen3", "1.7B", {28, 2048, 16, 8, 128, 6144, 151936, true, true}},
    {"qwen3", "4B", {36, 2560, 32, 8, 128, 9728, 151936, true, true}},
    {"qwen3", "8B", {36, 4096, 32, 8, 128, 12288, 151936}},
    {"qwen3", "14B", {40, 5120, 40, 8, 128, 17408, 151936}},
    {"qwen3", "32B", {64, 5120, 64, 8, 128, 25600, 151936}},
    {"qwen3", "30B-A3B", {48, 2048, 32, 4, 128, 6144, 151936, true, false, false, 0, 128, 8, 768}},
    {"qwen3",
     "235B-A22B",
     {94, 4096, 64, 4, 128, 12288, 151936, true, false, false, 0, 128, 8, 1536}},
});

struct HubRow {
  std::string_view model;
  std::string_view flavour;
  std::string_view name;
};

/// Latent attention, experts in every other layer, and diffusion.
constexpr auto hub_names = std::to_array<HubRow>({
    {"deepseek_v3", "16B", "deepseek-ai/DeepSeek-V2-Lite"},
    {"deepseek_v3", "236B", "deepseek-ai/DeepSeek-V2"},
    {"deepseek_v3", "671B", "deepseek-ai/DeepSeek-V3"},
    {"llama4", "17bx16e", "meta-llama/Llama-4-Scout-17B-16E"},
    {"llama4", "17bx128e", "meta-llama/Llama-4-Maverick-17B-128E"},
    {"gpt_oss", "20b", "openai/gpt-oss-20b"},
    {"gpt_oss", "120b", "openai/gpt-oss-120b"},
    {"flux", "flux-dev", "black-forest-labs/FLUX.1-dev"},
    {"flux", "flux-schnell", "black-forest-labs/FLUX.1-schnell"},
});

/// "8B_flex" and "17bx16e_irope" have the sizes of "8B" and "17bx16e".
bool is_variant_of(std::string_view written, std::string_view flavour) {
  return written == flavour || (written.starts_with(flavour) && written[flavour.size()] == '_');
}

/// "simple_fsdp.llama3" and "llama3_ft" train the models of "llama3".
bool is_kin_of(std::string_view written, std::string_view model) {
  const auto dot = written.rfind('.');
  written = dot == std::string_view::npos ? written : written.substr(dot + 1);
  return is_variant_of(written, model);
}

template <class Row>
const Row* find_row(std::span<const Row> rows, std::string_view model, std::string_view flavour) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return is_kin_of(model, row.model) && is_variant_of(flavour, row.flavour);
  });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const TitanFlavour* find_titan_flavour(std::string_view model, std::string_view flavour) {
  return find_row(std::span<const TitanFlavour>(flavours), model, flavour);
}

std::string_view hub_name_of_titan(std::string_view model, std::string_view flavour) {
  const HubRow* const found = find_row(std::span<const HubRow>(hub_names), model, flavour);
  return found == nullptr ? std::string_view() : found->name;
}

}  // namespace plume
