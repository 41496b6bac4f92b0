// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_value.hpp"

#include "formats/document_parts.hpp"
#include "formats/letters.hpp"
#include "plume/units/text.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

/// What frameworks write where somebody else decides, in small letters.
constexpr std::array<std::string_view, 6> open_words{"", "auto", "none", "null", "~", "???"};

/// `$NAME`, `${NAME}`, `$1`: of a script, that no line of it assigns.
bool is_shell_variable(std::string_view text) {
  text.remove_prefix(1);
  const bool braced = text.starts_with('{') && text.ends_with('}');
  text = braced ? text.substr(1, text.size() - 2) : text;
  return !text.empty() && std::all_of(text.begin(), text.end(), is_in_name);
}

/// `${oc.env:NAME}`
bool is_environment(std::string_view text) {
  return text.starts_with("${oc.env:") && text.find('}') + 1 == text.size();
}

/// "4096", "1e9", "100_000", "4k"
std::optional<double> count_of(std::string_view text) {
  text = trimmed(text);
  if (const auto whole = number_of_word(text)) {
    return whole;
  }
  const auto factor = text.empty() ? std::nullopt : count_suffix(text.substr(text.size() - 1));
  const auto number = factor ? number_of_word(text.substr(0, text.size() - 1)) : std::nullopt;
  return number ? std::optional(*number * *factor) : std::nullopt;
}

}  // namespace

bool is_open(const DocumentNode& node, Syntax syntax) {
  if (node.kind == Kind::null) {
    return true;
  }
  if (node.kind != Kind::text) {
    return false;
  }
  const std::string_view text = trimmed(node.text);
  if (text.starts_with('$')) {
    return is_environment(text) || (syntax == Syntax::arguments && is_shell_variable(text));
  }
  return text.size() <= 4 && is_one_of(small_letters(text), open_words);
}

bool is_scalar(const DocumentNode& node) {
  return node.kind != Kind::list && node.kind != Kind::map;
}

std::optional<double> as_number(const DocumentNode& node) {
  switch (node.kind) {
    case Kind::number:
      return node.number;
    case Kind::text:
      return count_of(node.text);
    case Kind::boolean:
      return node.truth ? std::nullopt : std::optional(0.0);
    default:
      return std::nullopt;
  }
}

std::optional<std::string> as_text(const DocumentNode& node) {
  return is_scalar(node) ? std::optional(std::string(trimmed(node.text))) : std::nullopt;
}

std::optional<bool> as_flag(const DocumentNode& node) {
  if (node.kind == Kind::boolean) {
    return node.truth;
  }
  const auto number = as_number(node);
  if (number == 0.0 || number == 1.0) {
    return *number == 1.0;
  }
  return node.kind == Kind::text ? truth_of_word(trimmed(node.text)) : std::nullopt;
}

std::vector<std::string_view> split_words(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('[') && text.ends_with(']') && text.size() >= 2) {
    text = text.substr(1, text.size() - 2);
  }
  constexpr std::string_view between = ", \t\r\n'\"";
  std::vector<std::string_view> out;
  for (auto begin = text.find_first_not_of(between); begin != std::string_view::npos;
       begin = text.find_first_not_of(between, begin)) {
    const auto end = std::min(text.find_first_of(between, begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

}  // namespace plume
