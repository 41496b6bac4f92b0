// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_reader.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>

namespace plume::cards {

namespace {

using Kind = DocumentNode::Kind;

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

/// Behind the quote that closes the one at a byte.
std::size_t behind_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    at += quote == '"' && text[at] == '\\' ? 1U : 0U;
  }
  return std::min(at + 1, text.size());
}

/// Behind the bracket that closes the one at a byte.
std::size_t behind_bracket(std::string_view text, std::size_t at) {
  int depth = 0;
  char before = ' ';
  while (at < text.size()) {
    const char c = text[at];
    const bool opens_quote =
        is_quote(c) && std::string_view(" \t\r\n[{,:").find(before) != std::string_view::npos;
    depth += c == '[' || c == '{' ? 1 : 0;
    depth -= c == ']' || c == '}' ? 1 : 0;
    at = opens_quote ? behind_quote(text, at) : at + 1;
    if (depth == 0) {
      return at;
    }
    before = c;
  }
  return at;
}

/// Behind the last byte of a value's words, blanks between them left open.
std::size_t behind_words(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t end = at;
  for (const char c : value) {
    if (is_blank(c)) {
      continue;
    }
    at = std::min(text.find_first_not_of(blanks, at), text.size());
    if (at == text.size() || text[at] != c) {
      return end;
    }
    end = ++at;
  }
  return end;
}

std::size_t last_end(std::string_view text, const DocumentNode& node) {
  std::size_t end = end_of(whole_scalar(text, node));
  for (const DocumentNode& item : node.items) {
    end = std::max(end, end_of_value(text, item));
  }
  for (const DocumentNode::Entry& entry : node.entries) {
    end = std::max({end, end_of(entry.key_place), end_of_value(text, entry.value)});
  }
  return end;
}

}  // namespace

TextPlace whole_scalar(std::string_view text, const DocumentNode& node) {
  const std::size_t begin = node.place.offset;
  const std::string_view rest = text.substr(begin);
  const char first = rest.empty() ? ' ' : rest.front();
  if (first == '*') {
    return place_between(begin, std::min(text.find_first_of(" \t\r\n,]}", begin), text.size()));
  }
  if (is_quote(first) || rest.starts_with(node.text)) {
    return node.place;
  }
  const bool is_block = first == '|' || first == '>';
  const std::size_t words = is_block ? line_end(text, begin) : begin;
  return place_between(begin, std::max(behind_words(text, words, node.text), end_of(node.place)));
}

std::size_t end_of_value(std::string_view text, const DocumentNode& node) {
  const std::size_t begin = node.place.offset;
  const bool is_flow = begin < text.size() && (text[begin] == '[' || text[begin] == '{') &&
                       (node.kind == Kind::list || node.kind == Kind::map);
  return is_flow ? behind_bracket(text, begin) : last_end(text, node);
}

std::string_view comment_behind(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, line_end(text, at) - at);
  const auto sign = rest.find_first_not_of(" \t]}");
  const bool is_comment = sign != std::string_view::npos && sign > 0 && rest[sign] == '#' &&
                          (rest[sign - 1] == ' ' || rest[sign - 1] == '\t');
  const auto words = is_comment ? rest.find_first_not_of("# \t", sign) : std::string_view::npos;
  return words == std::string_view::npos ? std::string_view() : trimmed(rest.substr(words));
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

std::size_t behind_line_end(std::string_view text, std::size_t end) {
  return std::min(end + (text.substr(end).starts_with("\r\n") ? 2 : 1), text.size());
}

bool is_indented_by_tab(std::string_view line) {
  const auto words = line.find_first_not_of(" \t");
  return words != std::string_view::npos && line[words] != '#' &&
         line.substr(0, words).find('\t') != std::string_view::npos;
}

}  // namespace plume::cards
