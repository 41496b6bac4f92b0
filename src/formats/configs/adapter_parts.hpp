// SPDX-License-Identifier: Apache-2.0
/// What several adapters need to look at a document.
#pragma once

#include "formats/configs/config_view.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace plume {

/// The value at a dotted path of a document, also when it is null; a null pointer where no such
/// key stands.
const DocumentNode* node_at(const Document& document, std::string_view path);

/// How many of the paths are there, null or not.
std::size_t count_of(const Document& document, std::initializer_list<std::string_view> paths);

/// The first of several folders of keys ("", "parameters.") under which one of the paths is there;
/// the first one where none is.
std::string_view root_of(const Document& document, std::span<const std::string_view> roots,
                         std::initializer_list<std::string_view> paths);

/// A number, word or truth value as it is written, in small letters. What is a list or a map is a
/// fault.
MaybeSaid<std::string> word_at(ConfigView& view, std::string_view path);

/// Whether nothing, or null, stands at a path: a framework takes its default.
bool is_unset(ConfigView& view, std::string_view path);

/// What a framework's word is called here.
struct Meaning {
  std::string_view word;
  std::string_view means;
};

/// The meaning of the word at a path; nothing where the table has none.
MaybeSaid<std::string> meaning_at(ConfigView& view, std::string_view path,
                                  std::span<const Meaning> table);

/// The path of a value under a folder of keys; where the value only refers to another one of the
/// folder, `${max_seq_len}`, the path of that.
std::string path_under(const Document& document, std::string_view root, std::string_view path);

/// The same as `read_numbers` and `read_sizes`, under a folder of keys.
void read_numbers_under(ConfigView& view, TrainingFacts& facts, std::string_view root,
                        std::span<const NumberRow> rows);
void read_sizes_under(ConfigView& view, TrainingFacts& facts, std::string_view root,
                      std::span<const SizeRow> rows);

/// What a framework takes where a key is missing: the key, and no place in the file.
template <class T>
Said<T> default_of(const ConfigView& view, std::string_view path, T value) {
  Said<T> out = view.said(path, std::move(value));
  out.key = std::string(path);
  out.place = {};
  return out;
}

}  // namespace plume
