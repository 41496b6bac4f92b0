// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Bytes of a document's text.
struct TextPlace {
  std::uint32_t offset = 0;
  std::uint32_t width = 0;
};

/// A value of a configuration file, whatever the file's syntax. Plain words of YAML and of
/// argument lists that look like a number or a truth value are one; quoted ones are text.
struct DocumentNode {
  enum class Kind : std::uint8_t { null, boolean, number, text, list, map };

  struct Entry;

  Kind kind = Kind::null;
  bool truth = false;                 ///< of a boolean
  double number = 0;                  ///< of a number
  std::string text{};                 ///< of a scalar, as written, without quotes
  std::vector<DocumentNode> items{};  ///< of a list
  std::vector<Entry> entries;         ///< of a map, in the order of the file
  TextPlace place{};

  /// The value under a key of a map, or null. A key that stands there twice gives the last.
  const DocumentNode* find(std::string_view key) const;
};

/// A key of a map and its value.
struct DocumentNode::Entry {
  std::string key;
  TextPlace key_place;
  DocumentNode value;
};

/// How a configuration file is written.
enum class Syntax : std::uint8_t {
  json,
  yaml,
  toml,
  arguments,  ///< a shell script or a file of `--flag value`: keys without dashes in front, inner
              ///< dashes as `_`; variables of the script are filled in
};

/// A configuration file, taken apart.
struct Document {
  std::string file;  ///< as diagnostics call it
  std::string text;
  Syntax syntax = Syntax::json;
  DocumentNode root;  ///< a map
};

/// Takes a text apart: by the ending of its name (.json, .yaml, .yml, .toml, .sh, .args), else by
/// its content. References of YAML values to others, `${model.width}`, are filled in. Throws
/// `Failure` (bad input), with line and column, for what is empty, binary, no such syntax, no map
/// at the top, or nested beyond 100 levels.
Document parse_document(std::string file, std::string text);

/// What is wrong at a place of a document.
Diagnostic diagnostic_at(const Document& document, TextPlace place, std::string code,
                         std::string message, std::string cure);

}  // namespace plume
