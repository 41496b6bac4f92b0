// SPDX-License-Identifier: Apache-2.0
#include "data/model_name.hpp"

#include "data/normalise.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace plume {

namespace {

using Words = std::span<const std::string_view>;

constexpr auto variants = std::to_array<std::string_view>(
    {"4bit", "8bit", "awq",  "bf16", "bnb", "chat",     "dpo",    "dynamic",
     "fp16", "fp8",  "gguf", "gptq", "hf",  "instruct", "int4",   "int8",
     "it",   "mlx",  "pt",   "q4",   "q8",  "sft",      "unsloth"});
constexpr std::array<std::string_view, 1> base{"base"};

/// Points divide versions, not words: "v0.1".
constexpr std::string_view between_words = " -_";

bool is_one_of(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), normalised(word)) != words.end();
}

std::string without(Words words, std::string_view name) {
  std::string result;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find_first_of(between_words, begin), name.size());
    const std::string_view word = name.substr(begin, end - begin);
    if (!word.empty() && (result.empty() || !is_one_of(words, word))) {
      result.append(result.empty() ? "" : "-").append(word);
    }
    begin = end + 1;
  }
  return result;
}

}  // namespace

std::string_view without_organisation(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

std::string without_variant(std::string_view name) {
  return without(variants, name);
}

std::string without_base(std::string_view name) {
  return without(base, name);
}

}  // namespace plume
