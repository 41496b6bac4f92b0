// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

/// The nodes from the root to a value, both of them included.
using Way = std::vector<DocumentNode*>;

constexpr std::string_view variables = "variables";
constexpr std::string_view environment = "oc.env:";
constexpr std::size_t most_steps = 200;
constexpr std::size_t longest_reference = 512;

/// The text between `${` at `begin` and the bracket that closes it; nothing when none does.
std::optional<std::string_view> inside_of(std::string_view text, std::size_t begin) {
  std::size_t open = 0;
  text = text.substr(0, begin + longest_reference);
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    open += text[at] == '{' ? 1U : 0U;
    open -= text[at] == '}' ? 1U : 0U;
    if (open == 0) {
      return text.substr(begin + 2, at - begin - 2);
    }
  }
  return std::nullopt;
}

DocumentNode* child_of(DocumentNode& node, std::string_view name) {
  if (node.kind == Kind::map) {
    const auto found = std::find_if(node.entries.rbegin(), node.entries.rend(),
                                    [&](const auto& entry) { return entry.key == name; });
    return found == node.entries.rend() ? nullptr : &found->value;
  }
  const auto index = index_of(node, name);
  return index ? &node.items[*index] : nullptr;
}

class References {
 public:
  References(const Document& document, DocumentNode& root)
      : document_(document), allowance_(document), root_(root) {}

  void fill() {
    Way way{&root_};
    fill(way);
  }

 private:
  /// Fills in what stands at the end of a way and below.
  void fill(Way& way) {
    DocumentNode& node = *way.back();
    if (done_.contains(&node) || !open_.insert(&node).second) {
      return;
    }
    if (open_.size() > most_steps) {
      refuse_document(document_, node.place, "nested-too-deep",
                      "references lead on to too many other references", "write the value out");
    }
    if (node.kind == Kind::text) {
      fill_text(way);
    }
    for (DocumentNode& item : node.items) {
      fill_child(way, item);
    }
    for (DocumentNode::Entry& entry : node.entries) {
      fill_child(way, entry.value);
    }
    open_.erase(&node);
    done_.insert(&node);
  }

  void fill_child(Way& way, DocumentNode& child) {
    way.push_back(&child);
    fill(way);
    way.pop_back();
  }

  void fill_text(const Way& way) {
    DocumentNode& node = *way.back();
    if (node.text.find("${") == std::string::npos) {
      return;
    }
    const auto inside = node.text.starts_with("${") ? inside_of(node.text, 0) : std::nullopt;
    if (inside && inside->size() + 3 == node.text.size()) {
      if (auto value = value_of(way, *inside)) {
        value->place = node.place;
        node = std::move(*value);
      }
    } else {
      node.text = filled(way, node.text);
    }
  }

  /// The text with the references in it filled in.
  std::string filled(const Way& way, std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const auto begin = std::min(text.find("${"), text.size());
      const bool escaped = begin > 0 && text[begin - 1] == '\\';
      const auto inside = begin < text.size() ? inside_of(text, begin) : std::nullopt;
      const std::size_t size =
          inside ? inside->size() + 3 : std::min<std::size_t>(2, text.size() - begin);
      out += text.substr(0, begin);
      const auto value = inside && !escaped ? value_of(way, *inside) : std::nullopt;
      const bool is_scalar = value && value->kind != Kind::list && value->kind != Kind::map;
      const std::string_view written =
          is_scalar ? std::string_view(value->text) : text.substr(begin, size);
      allowance_.take(way.back()->place, 0, written.size());
      out += written;
      text.remove_prefix(begin + size);
    }
    return out;
  }

  /// What a reference gives, filled in itself; nothing when it gives nothing that is known here.
  std::optional<DocumentNode> value_of(const Way& way, std::string_view inside) {
    if (inside.starts_with(environment)) {
      return default_of(way, inside.substr(environment.size()));
    }
    if (inside.find_first_of(":${} ") != std::string_view::npos) {
      return std::nullopt;
    }
    const DocumentNode* const target = target_of(way, inside);
    if (target == nullptr || open_.contains(target)) {
      return std::nullopt;
    }
    allowance_.take_tree(*target, way.back()->place, way.size() - 1);
    return *target;
  }

  /// Of "NAME,default": environments differ, so that only the default is known.
  std::optional<DocumentNode> default_of(const Way& way, std::string_view arguments) {
    const auto comma = arguments.find(',');
    if (comma == std::string_view::npos) {
      return std::nullopt;
    }
    const auto begin = std::min(arguments.find_first_not_of(' ', comma + 1), arguments.size());
    const std::string_view written = arguments.substr(begin);
    const auto inside = written.starts_with("${") ? inside_of(written, 0) : std::nullopt;
    if (inside && inside->size() + 3 == written.size()) {
      return value_of(way, *inside);
    }
    return plain_node(written, way.back()->place);
  }

  const DocumentNode* target_of(const Way& way, std::string_view path) {
    if (path.starts_with('.')) {
      const auto dots = std::min(path.find_first_not_of('.'), path.size());
      if (dots >= way.size()) {
        return nullptr;
      }
      return walk(Way(way.begin(), way.end() - static_cast<std::ptrdiff_t>(dots)),
                  path.substr(dots));
    }
    if (const DocumentNode* const found = walk({&root_}, path)) {
      return found;
    }
    DocumentNode* const block = child_of(root_, variables);
    return block == nullptr ? nullptr : walk({&root_, block}, path);
  }

  /// Follows "a.b[0]" from the end of a way and fills in what stands there.
  const DocumentNode* walk(Way way, std::string_view path) {
    while (!path.empty()) {
      const auto end = std::min(path.find_first_of(".["), path.size());
      std::string_view name = path.substr(0, end);
      name.remove_suffix(name.ends_with(']') ? 1 : 0);
      if (way.back()->kind == Kind::text) {
        fill(way);
      }
      DocumentNode* const next = child_of(*way.back(), name);
      if (next == nullptr) {
        return nullptr;
      }
      way.push_back(next);
      path.remove_prefix(std::min(end + 1, path.size()));
    }
    fill(way);
    return way.back();
  }

  const Document& document_;
  Allowance allowance_;
  DocumentNode& root_;
  std::unordered_set<const DocumentNode*> open_;
  std::unordered_set<const DocumentNode*> done_;
};

}  // namespace

void fill_references(const Document& document, DocumentNode& root) {
  if (document.text.find("${") != std::string::npos) {
    References(document, root).fill();
  }
}

}  // namespace plume
