// SPDX-License-Identifier: Apache-2.0
/// What Megatron-LM and the frameworks that grew out of it share.
#pragma once

#include "formats/configs/adapter_parts.hpp"

#include <span>
#include <string>
#include <string_view>

namespace plume {

/// The path of one of Megatron's arguments: under its name, with hyphens (GPT-NeoX), in a section
/// of a YAML configuration, or in a table of arguments. The name itself where no document has it.
std::string argument_path(const Document& document, std::string_view name);

bool has_argument(const Document& document, std::string_view name);

/// A document's arguments by name, wherever they are written.
class Arguments {
 public:
  explicit Arguments(ConfigView& view) : view_(view) {}

  std::string path(std::string_view name) const { return argument_path(view_.document(), name); }

  MaybeSaid<double> number(std::string_view name) { return view_.number(path(name)); }

  MaybeSaid<double> launched(std::string_view name) { return launched_at(view_, path(name)); }

  /// The word at a name, in small letters.
  MaybeSaid<std::string> word(std::string_view name) { return word_at(view_, path(name)); }

  bool is_on(std::string_view name) { return plume::is_on(view_, path(name)); }

  /// Takes numbers over; of several rows for a fact the first that is there counts.
  void read(TrainingFacts& facts, std::span<const NumberRow> rows);
  void read(SaidSizes& sizes, std::span<const SizeRow> rows);

  /// Each of these degrees divides the replicas.
  void read_model_parallel(TrainingFacts& facts, std::initializer_list<std::string_view> names);

  /// A switch's meaning, where it is on.
  template <class T>
  auto where_on(std::string_view name, T value) {
    return is_on(name) ? std::optional(view_.said(path(name), value)) : std::nullopt;
  }

  /// What the framework takes where an argument is missing.
  template <class T>
  auto otherwise(std::string_view name, T value) const {
    return view_.by_default(path(name), value);
  }

 private:
  ConfigView& view_;
};

/// The words of a tokenizer's vocabulary, where its type alone says how many.
MaybeSaid<double> vocabulary_of(ConfigView& view, std::string_view path_of_type);

/// GPT-NeoX, in files of arguments with names of its own.
bool is_gpt_neox(const Document& document);
void read_gpt_neox(ConfigView& view, TrainingFacts& facts);

}  // namespace plume
