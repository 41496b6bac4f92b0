// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/document.hpp"

#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <utility>

namespace plume {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr const char* cure_of_emptiness = "give the file that the training is started with";

/// How many bytes the character at the front takes; 0 where there is no character of UTF-8.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    return first == 0 ? 0 : 1;
  }
  const std::size_t size = first >= 0xf0 ? 4 : (first >= 0xe0 ? 3 : 2);
  if (first < 0xc2 || first > 0xf4 || size > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) {
      return 0;
    }
  }
  const unsigned char second = byte(1);
  const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool surrogate = first == 0xed && second >= 0xa0;
  const bool beyond = first == 0xf4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : size;
}

/// Where the first byte stands that no text has; the text's size where there is none.
std::size_t first_binary_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = character_size(text.substr(at));
    if (size == 0) {
      return at;
    }
    at += size;
  }
  return at;
}

void require_text(const Document& document) {
  const std::size_t at = first_binary_byte(document.text);
  if (at != document.text.size()) {
    Diagnostic fault = diagnostic_at(
        document, place_between(at, at + 1), "binary-config", "the file is no text in UTF-8",
        "give a training configuration: JSON, YAML, TOML or a shell script");
    fault.line.clear();
    throw Failure(std::move(fault));
  }
  const std::string_view said = std::string_view(document.text).substr(mark_size(document.text));
  if (said.find_first_not_of(blanks) == std::string_view::npos) {
    refuse_document(document, {}, "empty-config", "the file is empty", cure_of_emptiness);
  }
}

DocumentNode read_root(const Document& document) {
  switch (document.syntax) {
    case Syntax::json:
      return read_json_document(document);
    case Syntax::yaml:
      return read_yaml_document(document);
    case Syntax::toml:
      return read_toml_document(document);
    case Syntax::arguments:
      break;
  }
  return read_arguments_document(document);
}

void require_keys(const Document& document) {
  const DocumentNode& root = document.root;
  if (root.kind == DocumentNode::Kind::map && !root.entries.empty()) {
    return;
  }
  const bool nothing =
      root.kind == DocumentNode::Kind::map || root.kind == DocumentNode::Kind::null;
  if (nothing) {
    refuse_document(document, {}, "empty-config", "the file says nothing", cure_of_emptiness);
  }
  refuse_document(document, root.place, "wrong-type", "a configuration must be a map of keys",
                  cure_of_emptiness);
}

}  // namespace

const DocumentNode* DocumentNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.rend() ? nullptr : &found->value;
}

Document parse_document(std::string file, std::string text) {
  Document document{std::move(file), std::move(text), Syntax::json, {}};
  require_text(document);
  const std::string_view said = std::string_view(document.text).substr(mark_size(document.text));
  document.syntax = syntax_of(document.file, said);
  document.root = read_root(document);
  require_keys(document);
  if (document.syntax == Syntax::yaml) {
    fill_references(document, document.root);
  }
  return document;
}

Diagnostic diagnostic_at(const Document& document, TextPlace place, std::string code,
                         std::string message, std::string cure) {
  Diagnostic out{
      .code = std::move(code), .message = brief(std::move(message)), .cure = std::move(cure)};
  out.file = document.file;
  out.position = position_at(document.text, place.offset);
  out.width = std::max<std::size_t>(place.width, 1);
  cut_line(out, line_at(document.text, place.offset));
  return out;
}

void refuse_document(const Document& document, TextPlace place, std::string code,
                     std::string message, std::string cure) {
  throw Failure(
      diagnostic_at(document, place, std::move(code), std::move(message), std::move(cure)));
}

TextPlace place_between(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(std::max(begin, end) - begin)};
}

void cut_line(Diagnostic& fault, std::string_view line) {
  constexpr std::size_t around = 400;
  const std::size_t column = std::min(fault.position.column - 1, line.size());
  fault.line_begin = column > around ? column - around : 0;
  fault.line = line.substr(fault.line_begin, 2 * around);
}

std::size_t mark_size(std::string_view text) {
  return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

}  // namespace plume
