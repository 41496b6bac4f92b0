// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"

#include "formats/letters.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr std::array<std::string_view, 5> off_words{"false", "no", "off", "none", "0"};

constexpr auto types = std::to_array<Meaning>({{"bfloat16", "bf16"},
                                               {"bf16", "bf16"},
                                               {"float16", "fp16"},
                                               {"fp16", "fp16"},
                                               {"float32", "fp32"},
                                               {"fp32", "fp32"}});

constexpr auto lightning_words = std::to_array<Meaning>({{"bf16", "bf16"},
                                                         {"bf16-true", "bf16"},
                                                         {"bf16-mixed", "bf16"},
                                                         {"16", "fp16"},
                                                         {"16-true", "fp16"},
                                                         {"16-mixed", "fp16"},
                                                         {"fp16", "fp16"},
                                                         {"32", "fp32"},
                                                         {"32-true", "fp32"},
                                                         {"fp32", "fp32"},
                                                         {"transformer-engine", "fp8"},
                                                         {"transformer-engine-float16", "fp8"}});

constexpr auto launcher_rows = std::to_array<NumberRow>({
    {"nproc_per_node", &TrainingFacts::devices_per_node},
    {"num_gpus", &TrainingFacts::devices_per_node},
    {"nnodes", &TrainingFacts::nodes},
    {"num_nodes", &TrainingFacts::nodes},
    {"num_processes", &TrainingFacts::devices},
    {"num_machines", &TrainingFacts::nodes},
});

/// The path of a key; where its value only refers to another key of the section, that one's.
std::string followed_path(const Document& document, std::string_view section,
                          std::string_view key) {
  constexpr int longest_chain = 8;
  std::string out = under(section, key);
  for (int i = 0; i < longest_chain; ++i) {
    const DocumentNode* const node = node_at(document, out);
    const std::string_view text = node == nullptr ? std::string_view() : node->text;
    if (!text.starts_with("${") || !text.ends_with('}')) {
      break;
    }
    std::string meant = under(section, text.substr(2, text.size() - 3));
    if (node_at(document, meant) == nullptr) {
      break;
    }
    out = std::move(meant);
  }
  return out;
}

}  // namespace

std::string under(std::string_view section, std::string_view key) {
  return std::string(section).append(key);
}

std::size_t count_of(const Document& document, std::initializer_list<std::string_view> paths) {
  const auto there = [&](std::string_view path) { return node_at(document, path) != nullptr; };
  return static_cast<std::size_t>(std::count_if(paths.begin(), paths.end(), there));
}

bool has_any(const Document& document, std::span<const std::string_view> paths) {
  return std::any_of(paths.begin(), paths.end(),
                     [&](std::string_view path) { return node_at(document, path) != nullptr; });
}

std::string_view section_of(const Document& document, std::span<const std::string_view> sections,
                            std::initializer_list<std::string_view> keys) {
  for (const std::string_view section : sections) {
    for (const std::string_view key : keys) {
      if (node_at(document, under(section, key)) != nullptr) {
        return section;
      }
    }
  }
  return sections.front();
}

void read_numbers(ConfigView& view, TrainingFacts& facts, std::span<const NumberRow> rows,
                  std::string_view section) {
  for (const NumberRow& row : rows) {
    take(facts.*row.fact, view.number(followed_path(view.document(), section, row.path)));
  }
}

void read_sizes(ConfigView& view, TrainingFacts& facts, std::span<const SizeRow> rows,
                std::string_view section) {
  for (const SizeRow& row : rows) {
    take(facts.sizes.*row.fact, view.number(followed_path(view.document(), section, row.path)));
  }
}

MaybeSaid<std::string> word_at(ConfigView& view, std::string_view path) {
  auto out = view.text(path);
  if (out) {
    out->value = small_letters(out->value);
  }
  return out;
}

bool is_on(ConfigView& view, std::string_view path) {
  const auto word = word_at(view, path);
  return word && !is_one_of(word->value, off_words);
}

std::string_view meaning_of(std::string_view word, std::span<const Meaning> table) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Meaning& meaning) { return meaning.word == word; });
  return found == table.end() ? std::string_view() : found->means;
}

MaybeSaid<std::string> meaning_at(ConfigView& view, std::string_view path,
                                  std::span<const Meaning> table) {
  const auto word = word_at(view, path);
  const DocumentNode* const node = node_at(view.document(), path);
  const bool says_none = !word && node != nullptr && node->text == "none";
  const std::string_view means = meaning_of(says_none ? "none" : (word ? word->value : ""), table);
  return means.empty() ? std::nullopt : MaybeSaid<std::string>(view.said(path, means));
}

std::span<const Meaning> number_types() {
  return types;
}

std::span<const Meaning> half_types() {
  return std::span(types).first<4>();
}

MaybeSaid<std::string> lightning_precision(ConfigView& view, std::string_view path) {
  return meaning_at(view, path, lightning_words);
}

MaybeSaid<std::string> recompute_at(ConfigView& view, std::string_view path) {
  const auto on = view.flag(path);
  return on ? MaybeSaid<std::string>(view.said(path, on->value ? "full" : "none")) : std::nullopt;
}

MaybeSaid<double> launched_at(ConfigView& view, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  return node != nullptr && node->kind == Kind::number ? view.number(path) : std::nullopt;
}

void read_launcher(ConfigView& view, TrainingFacts& facts) {
  for (const NumberRow& row : launcher_rows) {
    const bool is_said = view.document().syntax == Syntax::arguments &&
                         node_at(view.document(), row.path) != nullptr;
    if (is_said) {
      take(facts.*row.fact, launched_at(view, row.path));
    }
  }
}

void add_parallel(TrainingFacts& facts, MaybeSaid<double> degree) {
  if (degree) {
    facts.model_parallel.push_back(std::move(*degree));
  }
}

void add_dataset(TrainingFacts& facts, MaybeSaid<std::string> name) {
  const bool is_new =
      name && std::none_of(facts.datasets.begin(), facts.datasets.end(),
                           [&](const auto& other) { return other.value == name->value; });
  if (is_new) {
    facts.datasets.push_back(std::move(*name));
  }
}

}  // namespace plume
