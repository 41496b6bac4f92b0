// SPDX-License-Identifier: Apache-2.0
/// Takes small texts apart, for tests of documents.
#pragma once

#include "plume/formats/document.hpp"
#include "support/catch.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace plume::document_test {

/// The value under a path of plain keys and list indices; throws where there is none.
inline const DocumentNode& at(const Document& document, std::string_view path) {
  const DocumentNode* node = &document.root;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const std::string name(path.substr(0, end));
    node = node->kind == DocumentNode::Kind::list ? &node->items.at(std::stoul(name))
                                                  : node->find(name);
    if (node == nullptr) {
      throw std::out_of_range(name);
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return *node;
}

/// A value in few words: "number 8", "text a", "list 2".
inline std::string shown(const DocumentNode& node) {
  switch (node.kind) {
    case DocumentNode::Kind::null:
      return "null";
    case DocumentNode::Kind::boolean:
      return node.truth ? "true" : "false";
    case DocumentNode::Kind::number:
      return "number " + node.text;
    case DocumentNode::Kind::text:
      return "text " + node.text;
    case DocumentNode::Kind::list:
      return "list " + std::to_string(node.items.size());
    case DocumentNode::Kind::map:
      break;
  }
  return "map " + std::to_string(node.entries.size());
}

inline std::string shown(const Document& document, std::string_view path) {
  return shown(at(document, path));
}

/// The bytes of the file that a place names.
inline std::string written(const Document& document, TextPlace place) {
  return document.text.substr(place.offset, place.width);
}

inline std::string written(const Document& document, std::string_view path) {
  return written(document, at(document, path).place);
}

/// "code line:column" of why a text is refused; "" when it is not.
inline std::string refusal(std::string file, std::string text) {
  try {
    parse_document(std::move(file), std::move(text));
  } catch (const Failure& failure) {
    REQUIRE(failure.diagnostics().size() == 1);
    const Diagnostic& fault = failure.diagnostics().front();
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.cure.empty());
    return fault.code + " " + std::to_string(fault.position.line) + ":" +
           std::to_string(fault.position.column);
  }
  return "";
}

}  // namespace plume::document_test
