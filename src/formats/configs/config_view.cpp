// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_view.hpp"

#include "formats/configs/config_value.hpp"
#include "formats/document_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

const DocumentNode* child_of(const DocumentNode& node, std::string_view name) {
  if (node.kind == Kind::map) {
    return node.find(name);
  }
  const auto index = index_of(node, name);
  return index ? &node.items[*index] : nullptr;
}

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

/// What a value is called in a message.
std::string print_node(const DocumentNode& node) {
  constexpr std::size_t longest = 60;
  if (!is_scalar(node)) {
    return node.kind == Kind::list ? "a list" : "a map";
  }
  return fmt::format("`{}{}`", node.text.substr(0, longest),
                     node.text.size() > longest ? "..." : "");
}

/// The first that is there; all are asked for, so that none is told to be misspelt.
template <class T, class Read>
MaybeSaid<T> first_of(std::initializer_list<std::string_view> paths, const Read& read) {
  MaybeSaid<T> out;
  for (const std::string_view path : paths) {
    take(out, read(path));
  }
  return out;
}

/// The entries of all maps whose key stood in that map before.
void add_doubled(const DocumentNode& node, std::vector<const DocumentNode::Entry*>& out) {
  std::set<std::string_view> met;
  for (const DocumentNode::Entry& entry : node.entries) {
    if (!met.insert(entry.key).second) {
      out.push_back(&entry);
    }
    add_doubled(entry.value, out);
  }
  for (const DocumentNode& item : node.items) {
    add_doubled(item, out);
  }
}

bool holds(const DocumentNode& node, const DocumentNode& wanted) {
  return &node == &wanted ||
         std::any_of(node.items.begin(), node.items.end(),
                     [&](const DocumentNode& item) { return holds(item, wanted); }) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [&](const DocumentNode::Entry& entry) { return holds(entry.value, wanted); });
}

}  // namespace

const DocumentNode* node_at(const Document& document, std::string_view path) {
  return walk(document.root, path);
}

ConfigView::ConfigView(const Document& document, std::size_t index, std::vector<Diagnostic>& faults)
    : document_(document), index_(index), faults_(faults) {
  if (document.syntax != Syntax::arguments) {  // there the last flag counts, and is meant to
    add_doubled(document.root, doubled_);
  }
}

bool ConfigView::has(std::string_view path) {
  return node(path) != nullptr;
}

const DocumentNode* ConfigView::node(std::string_view path) {
  asked_.emplace_back(path);
  const DocumentNode* const found = node_at(document_, path);
  if (found == nullptr) {
    missed_.emplace_back(path);
    return nullptr;
  }
  refuse_doubled(path, *found);
  return is_open(*found, document_.syntax) ? nullptr : found;
}

template <class T>
MaybeSaid<T> ConfigView::value(std::string_view path, Read<T> read, std::string_view wanted) {
  const DocumentNode* const found = node(path);
  if (found == nullptr) {
    return std::nullopt;
  }
  auto out = read(*found);
  if (!out) {
    wrong_type(path, *found, wanted);
    return std::nullopt;
  }
  return said(path, std::move(*out));
}

MaybeSaid<double> ConfigView::number(std::string_view path) {
  const auto out = value(path, as_number, "a number");
  return out && out->value > 0 ? out : std::nullopt;
}

MaybeSaid<std::string> ConfigView::text(std::string_view path) {
  return value(path, as_text, "a text");
}

MaybeSaid<bool> ConfigView::flag(std::string_view path) {
  return value(path, as_flag, "true or false");
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
  return first_of<double>(paths, [this](std::string_view path) { return number(path); });
}

MaybeSaid<std::string> ConfigView::text(std::initializer_list<std::string_view> paths) {
  return first_of<std::string>(paths, [this](std::string_view path) { return text(path); });
}

MaybeSaid<bool> ConfigView::flag(std::initializer_list<std::string_view> paths) {
  return first_of<bool>(paths, [this](std::string_view path) { return flag(path); });
}

void ConfigView::refuse(std::string_view path, std::string code, std::string message,
                        std::string cure) {
  faults_.push_back(diagnostic_at(document_, place_of(path), std::move(code), std::move(message),
                                  std::move(cure)));
}

/// The place of what stands at a path, or of the nearest above it.
TextPlace ConfigView::place_of(std::string_view path) const {
  const DocumentNode* found = node_at(document_, path);
  while (found == nullptr && path.find('.') != std::string_view::npos) {
    path = path.substr(0, path.rfind('.'));
    found = node_at(document_, path);
  }
  return found == nullptr ? TextPlace{} : found->place;
}

void ConfigView::refuse_doubled(std::string_view path, const DocumentNode& found) {
  const auto doubled =
      std::find_if(doubled_.begin(), doubled_.end(),
                   [&](const DocumentNode::Entry* entry) { return holds(entry->value, found); });
  if (doubled != doubled_.end()) {
    const std::string& key = (*doubled)->key;
    faults_.push_back(diagnostic_at(
        document_, (*doubled)->key_place, "duplicate-key",
        key == path ? fmt::format("`{}` stands there twice", key)
                    : fmt::format("`{}` stands there twice, and holds `{}`", key, path),
        "leave one out: some programs take the first, some the last"));
    doubled_.erase(doubled);
  }
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

}  // namespace plume
