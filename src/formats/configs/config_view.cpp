// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_view.hpp"

#include "formats/configs/config_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

const DocumentNode* child_of(const DocumentNode& node, std::string_view name) {
  if (node.kind == Kind::map) {
    return node.find(name);
  }
  std::size_t index = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, index);
  const bool found = error == std::errc() && stop == end && !name.empty() &&
                     node.kind == Kind::list && index < node.items.size();
  return found ? &node.items[index] : nullptr;
}

/// The value under a path; keys that hold dots themselves are found too.
const DocumentNode* walk(const DocumentNode& node, std::string_view path) {
  if (const DocumentNode* const whole = child_of(node, path)) {
    return whole;
  }
  for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    const DocumentNode* const child = child_of(node, path.substr(0, dot));
    const DocumentNode* const found =
        child == nullptr ? nullptr : walk(*child, path.substr(dot + 1));
    if (found != nullptr) {
      return found;
    }
  }
  return nullptr;
}

bool is_scalar(const DocumentNode& node) {
  return node.kind != Kind::list && node.kind != Kind::map;
}

/// What a value is called in a message.
std::string print_node(const DocumentNode& node) {
  constexpr std::size_t longest = 60;
  if (!is_scalar(node)) {
    return node.kind == Kind::list ? "a list" : "a map";
  }
  return fmt::format("`{}{}`", node.text.substr(0, longest),
                     node.text.size() > longest ? "..." : "");
}

}  // namespace

ConfigView::ConfigView(const Document& document, std::size_t index, std::vector<Diagnostic>& faults)
    : document_(document), index_(index), faults_(faults) {}

bool ConfigView::has(std::string_view path) {
  return node(path) != nullptr;
}

const DocumentNode* ConfigView::node(std::string_view path) {
  asked_.emplace_back(path);
  const DocumentNode* const found = walk(document_.root, path);
  if (found == nullptr) {
    missed_.emplace_back(path);
    return nullptr;
  }
  return is_open(*found, document_.syntax) ? nullptr : found;
}

MaybeSaid<double> ConfigView::number(std::string_view path) {
  const DocumentNode* const found = node(path);
  if (found == nullptr) {
    return std::nullopt;
  }
  const auto value = as_number(*found);
  if (!value) {
    wrong_type(path, *found, "a number");
    return std::nullopt;
  }
  return *value > 0 ? MaybeSaid<double>(said(path, *value)) : std::nullopt;
}

MaybeSaid<std::string> ConfigView::text(std::string_view path) {
  const DocumentNode* const found = node(path);
  if (found == nullptr) {
    return std::nullopt;
  }
  if (!is_scalar(*found)) {
    wrong_type(path, *found, "a text");
    return std::nullopt;
  }
  return said(path, std::string(trimmed(found->text)));
}

MaybeSaid<bool> ConfigView::flag(std::string_view path) {
  const DocumentNode* const found = node(path);
  if (found == nullptr) {
    return std::nullopt;
  }
  const auto value = as_flag(*found);
  if (!value) {
    wrong_type(path, *found, "true or false");
    return std::nullopt;
  }
  return said(path, *value);
}

std::vector<Said<std::string>> ConfigView::words(std::string_view path) {
  std::vector<Said<std::string>> out;
  const DocumentNode* const found = node(path);
  if (found == nullptr) {
    return out;
  }
  const auto add = [&](std::string_view word, TextPlace place) {
    out.push_back({std::string(word), index_, std::string(path), place});
  };
  if (found->kind == Kind::map ||
      !std::all_of(found->items.begin(), found->items.end(), is_scalar)) {
    wrong_type(path, *found, "a list of words");
  } else if (found->kind == Kind::list) {
    for (const DocumentNode& item : found->items) {
      add(item.text, item.place);
    }
  } else {
    for (const std::string_view word : split_words(found->text)) {
      add(word, found->place);
    }
  }
  return out;
}

MaybeSaid<double> ConfigView::number(std::initializer_list<std::string_view> paths) {
  MaybeSaid<double> out;
  for (const std::string_view path : paths) {
    take(out, number(path));
  }
  return out;
}

MaybeSaid<std::string> ConfigView::text(std::initializer_list<std::string_view> paths) {
  MaybeSaid<std::string> out;
  for (const std::string_view path : paths) {
    take(out, text(path));
  }
  return out;
}

MaybeSaid<bool> ConfigView::flag(std::initializer_list<std::string_view> paths) {
  MaybeSaid<bool> out;
  for (const std::string_view path : paths) {
    take(out, flag(path));
  }
  return out;
}

void ConfigView::refuse(std::string_view path, std::string code, std::string message,
                        std::string cure) {
  faults_.push_back(diagnostic_at(document_, place_of(path).place, std::move(code),
                                  std::move(message), std::move(cure)));
}

Said<std::string> ConfigView::place_of(std::string_view path) const {
  Said<std::string> out{.document = index_, .key = std::string(path)};
  std::string_view nearest = path;
  const DocumentNode* found = walk(document_.root, nearest);
  while (found == nullptr && nearest.find('.') != std::string_view::npos) {
    nearest = nearest.substr(0, nearest.rfind('.'));
    found = walk(document_.root, nearest);
  }
  out.place = found == nullptr ? TextPlace{} : found->place;
  return out;
}

void ConfigView::wrong_type(std::string_view path, const DocumentNode& node,
                            std::string_view wanted) {
  const bool refers = node.kind == Kind::text && node.text.find('$') != std::string::npos;
  if (refers) {
    return refuse(
        path, "unresolved-reference",
        fmt::format("`{}` is {}, which this file does not resolve", path, print_node(node)),
        "write the value out");
  }
  refuse(path, "wrong-type", fmt::format("`{}` must be {}, not {}", path, wanted, print_node(node)),
         fmt::format("write {}, or leave the key out", wanted));
}

void read_numbers(ConfigView& view, TrainingFacts& facts, std::span<const NumberRow> rows) {
  for (const NumberRow& row : rows) {
    take(facts.*row.fact, view.number(row.path));
  }
}

void read_sizes(ConfigView& view, TrainingFacts& facts, std::span<const SizeRow> rows) {
  for (const SizeRow& row : rows) {
    take(facts.sizes.*row.fact, view.number(row.path));
  }
}

}  // namespace plume
