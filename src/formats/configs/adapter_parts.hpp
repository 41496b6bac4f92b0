// SPDX-License-Identifier: Apache-2.0
/// What several adapters need to look at a document.
#pragma once

#include "formats/configs/config_view.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace plume {

/// A key in a section of a document, "trainer." and "devices".
std::string under(std::string_view section, std::string_view key);

/// How many of the paths are there, null or not.
std::size_t count_of(const Document& document, std::initializer_list<std::string_view> paths);

bool has_any(const Document& document, std::span<const std::string_view> paths);

/// The first of several sections ("", "parameters.") in which one of the keys is there; the first
/// one where none is.
std::string_view section_of(const Document& document, std::span<const std::string_view> sections,
                            std::initializer_list<std::string_view> keys);

/// One number that an adapter takes over as it stands. Of several rows for a fact the first that
/// is there counts. A value that only refers to another one of its section, `${max_seq_len}`, is
/// that other one.
struct NumberRow {
  std::string_view path;
  MaybeSaid<double> TrainingFacts::*fact;
};
void read_numbers(ConfigView& view, TrainingFacts& facts, std::span<const NumberRow> rows,
                  std::string_view section = "");

/// The same for the sizes of a transformer.
struct SizeRow {
  std::string_view path;
  MaybeSaid<double> SaidSizes::*fact;
};
void read_sizes(ConfigView& view, TrainingFacts& facts, std::span<const SizeRow> rows,
                std::string_view section = "");

/// A number, word or truth value as it is written, in small letters. What is a list or a map is a
/// fault.
MaybeSaid<std::string> word_at(ConfigView& view, std::string_view path);

/// Whether something stands at a path that does not mean off.
bool is_on(ConfigView& view, std::string_view path);

/// A framework's word or switch, and what that is called here.
struct Meaning {
  std::string_view word;
  std::string_view means;
};

/// The meaning of a word; empty where the table has none.
std::string_view meaning_of(std::string_view word, std::span<const Meaning> table);

/// The meaning of the word at a path, which may be "none"; nothing where the table has none.
MaybeSaid<std::string> meaning_at(ConfigView& view, std::string_view path,
                                  std::span<const Meaning> table);

/// What types of numbers are called in PyTorch and JAX.
std::span<const Meaning> number_types();

/// Those of two bytes: a type of four says only how weights are kept.
std::span<const Meaning> half_types();

/// `precision` of Lightning's trainer, "bf16-mixed", which other frameworks took over.
MaybeSaid<std::string> lightning_precision(ConfigView& view, std::string_view path);

/// What a switch of activation checkpointing says: full or none.
MaybeSaid<std::string> recompute_at(ConfigView& view, std::string_view path);

/// A number of processes or nodes. Words such as "gpu", or a list, are for the launcher to count.
MaybeSaid<double> launched_at(ConfigView& view, std::string_view path);

/// Processes and nodes as torchrun, accelerate and deepspeed take them on their command lines.
void read_launcher(ConfigView& view, TrainingFacts& facts);

/// A degree of parallelism that divides the replicas.
void add_parallel(TrainingFacts& facts, MaybeSaid<double> degree);

/// A data set; one that is named again, for another of its parts, is there already.
void add_dataset(TrainingFacts& facts, MaybeSaid<std::string> name);

}  // namespace plume
