// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/megatron_arguments.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// Sections of Megatron's own YAML configurations.
constexpr std::array<std::string_view, 3> sections{"", "language_model.", "model_parallel."};

/// Megatron's test cases and recipes list arguments as a shell would have them.
constexpr std::string_view table = "MODEL_ARGS.--";

std::string with_hyphens(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

/// Where an argument stands; empty where it does not.
std::string find_argument(const Document& document, std::string_view name) {
  const std::string hyphened = with_hyphens(name);
  for (const std::string_view section : sections) {
    const std::string path = under(section, name);
    if (node_at(document, path) != nullptr) {
      return path;
    }
  }
  for (const std::string& path : {hyphened, under(table, hyphened)}) {
    if (node_at(document, path) != nullptr) {
      return path;
    }
  }
  return {};
}

struct TokenizerRow {
  std::string_view type;
  double vocabulary;
};

/// Sizes of the vocabularies that come with GPT-2 (Radford et al. 2019), BERT (Devlin et al. 2019)
/// and Llama 2 (Touvron et al. 2023).
constexpr auto tokenizers = std::to_array<TokenizerRow>({
    {"gpt2bpetokenizer", 50257},
    {"hfgpt2tokenizer", 50257},
    {"bertwordpiecelowercase", 30522},
    {"bertwordpiececase", 28996},
    {"llama2tokenizer", 32000},
});

}  // namespace

std::string argument_path(const Document& document, std::string_view name) {
  std::string found = find_argument(document, name);
  return found.empty() ? std::string(name) : found;
}

bool has_argument(const Document& document, std::string_view name) {
  return !find_argument(document, name).empty();
}

void Arguments::read(TrainingFacts& facts, std::span<const NumberRow> rows) {
  for (const NumberRow& row : rows) {
    take(facts.*row.fact, number(row.path));
  }
}

void Arguments::read(SaidSizes& sizes, std::span<const SizeRow> rows) {
  for (const SizeRow& row : rows) {
    take(sizes.*row.fact, number(row.path));
  }
}

void Arguments::read_model_parallel(TrainingFacts& facts,
                                    std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    add_parallel(facts, number(name));
  }
}

MaybeSaid<double> vocabulary_of(ConfigView& view, std::string_view path_of_type) {
  const auto type = word_at(view, path_of_type);
  const auto found =
      std::find_if(tokenizers.begin(), tokenizers.end(),
                   [&](const TokenizerRow& row) { return type && type->value == row.type; });
  return found == tokenizers.end() ? std::nullopt
                                   : MaybeSaid<double>(view.said(path_of_type, found->vocabulary));
}

}  // namespace plume
