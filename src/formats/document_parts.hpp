// SPDX-License-Identifier: Apache-2.0
/// What the readers of the four syntaxes share.
#pragma once

#include "plume/formats/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume {

inline constexpr std::size_t deepest_level = 100;

/// How a text is written: by the ending of its name, else by its first words.
Syntax syntax_of(std::string_view name, std::string_view text);

// One file each. They read the text of a document that is neither empty nor binary, and throw
// `Failure` for what is no such syntax.
DocumentNode read_json_document(const Document& document);
DocumentNode read_yaml_document(const Document& document);
DocumentNode read_toml_document(const Document& document);
DocumentNode read_arguments_document(const Document& document);

/// Fills in references of values to others: `${model.width}`, `${.width}`, `${oc.env:NAME,8}`.
/// What cannot be resolved stays as it is written. Throws `Failure` for references that lead on
/// and on, or that blow the document up.
void fill_references(const Document& document, DocumentNode& root);

/// Ends the reading: what is wrong at a place.
[[noreturn]] void refuse_document(const Document& document, TextPlace place, std::string code,
                                  std::string message, std::string cure);

TextPlace place_between(std::size_t begin, std::size_t end);

/// A word without quotes, which may be null, a truth value or a number.
DocumentNode plain_node(std::string_view word, TextPlace place);

DocumentNode text_node(std::string text, TextPlace place);

/// "4096", "-1", "1e-4", "100_000", "0x10": nothing for any other word, nor beyond a double.
std::optional<double> number_of_word(std::string_view word);

/// "true", "No", "ON": nothing for any other word.
std::optional<bool> truth_of_word(std::string_view word);

/// The place of a list's element that a path calls by its number.
std::optional<std::size_t> index_of(const DocumentNode& list, std::string_view number);

/// Enters the part of a line around the position of a fault: lines of programs may be long.
void cut_line(Diagnostic& fault, std::string_view line);

/// How many bytes a byte order mark takes in front of the text.
std::size_t mark_size(std::string_view text);

/// What a document may still grow to: copies of copies must not fill the memory.
class Allowance {
 public:
  explicit Allowance(const Document& document) : document_(document) {}

  /// Throws `Failure` when one more value, at this level, is too many or too deep.
  void take(TextPlace place, std::size_t level, std::size_t bytes = 0);
  /// The same for a value and all within it.
  void take_tree(const DocumentNode& tree, TextPlace place, std::size_t level);

 private:
  const Document& document_;
  std::size_t values_ = 200'000;
  std::size_t bytes_ = std::size_t{32} << 20;
};

}  // namespace plume
