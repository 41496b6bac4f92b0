// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"

#include <algorithm>
#include <cctype>

namespace plume {

namespace {

std::string small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string joined(std::string_view root, std::string_view path) {
  return std::string(root).append(path);
}

}  // namespace

const DocumentNode* node_at(const Document& document, std::string_view path) {
  const DocumentNode* node = document.root.find(path);
  if (node != nullptr) {
    return node;
  }
  node = &document.root;
  while (node != nullptr && !path.empty()) {
    const std::size_t dot = path.find('.');
    node = node->find(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return node;
}

std::size_t count_of(const Document& document, std::initializer_list<std::string_view> paths) {
  const auto there = [&](std::string_view path) { return node_at(document, path) != nullptr; };
  return static_cast<std::size_t>(std::count_if(paths.begin(), paths.end(), there));
}

std::string_view root_of(const Document& document, std::span<const std::string_view> roots,
                         std::initializer_list<std::string_view> paths) {
  for (const std::string_view root : roots) {
    for (const std::string_view path : paths) {
      if (node_at(document, joined(root, path)) != nullptr) {
        return root;
      }
    }
  }
  return roots.front();
}

bool is_unset(ConfigView& view, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  return node == nullptr || node->kind == DocumentNode::Kind::null;
}

MaybeSaid<std::string> word_at(ConfigView& view, std::string_view path) {
  using Kind = DocumentNode::Kind;
  if (is_unset(view, path)) {
    return std::nullopt;
  }
  const DocumentNode* const node = view.node(path);
  if (node->kind == Kind::list || node->kind == Kind::map) {
    return view.text(path);
  }
  return view.said(path, small(node->text));
}

MaybeSaid<std::string> meaning_at(ConfigView& view, std::string_view path,
                                  std::span<const Meaning> table) {
  const auto written = word_at(view, path);
  if (!written) {
    return std::nullopt;
  }
  const auto found = std::find_if(table.begin(), table.end(), [&](const Meaning& meaning) {
    return meaning.word == written->value;
  });
  return found == table.end() ? std::nullopt
                              : MaybeSaid<std::string>(view.said(path, std::string(found->means)));
}

std::string path_under(const Document& document, std::string_view root, std::string_view path) {
  constexpr int longest_chain = 8;
  std::string out = joined(root, path);
  std::string meant = out;
  for (int i = 0; i < longest_chain; ++i) {
    const DocumentNode* const node = node_at(document, meant);
    if (node == nullptr) {
      break;
    }
    out = meant;
    const std::string_view text = node->text;
    if (!text.starts_with("${") || !text.ends_with('}')) {
      break;
    }
    meant = joined(root, text.substr(2, text.size() - 3));
  }
  return out;
}

void read_numbers_under(ConfigView& view, TrainingFacts& facts, std::string_view root,
                        std::span<const NumberRow> rows) {
  for (const NumberRow& row : rows) {
    take(facts.*row.fact, view.number(path_under(view.document(), root, row.path)));
  }
}

void read_sizes_under(ConfigView& view, TrainingFacts& facts, std::string_view root,
                      std::span<const SizeRow> rows) {
  for (const SizeRow& row : rows) {
    take(facts.sizes.*row.fact, view.number(path_under(view.document(), root, row.path)));
  }
}

}  // namespace plume
