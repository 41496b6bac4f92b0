// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <utility>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr const char* cure_of_syntax = "mend the file; it must be YAML in UTF-8";

/// Tags of scalars whose words are read as they look.
constexpr std::array<std::string_view, 5> plain_tags{
    "?", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
    "tag:yaml.org,2002:null"};

bool is_plain(std::string_view tag) {
  return std::find(plain_tags.begin(), plain_tags.end(), tag) != plain_tags.end();
}

/// Whether two single quotes stand for one.
bool is_doubled(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("''");
}

/// A list or a map that is not closed yet.
struct Open {
  DocumentNode node{};
  YAML::anchor_t anchor = 0;
  DocumentNode::Entry entry{};  ///< of a map: the key that waits for its value
  bool has_key = false;
  bool merges = false;  ///< that key is `<<`
  std::vector<DocumentNode> merged{};
};

/// Builds the document while the parser walks over the text.
class YamlDocument final : public YAML::EventHandler {
 public:
  explicit YamlDocument(const Document& document)
      : document_(document), allowance_(document), mark_size_(mark_size(document.text)) {}

  DocumentNode take_root() { return std::move(root_); }
  bool is_complete() const { return is_complete_; }

  std::size_t offset_of(const YAML::Mark& mark) const {
    const std::size_t position = mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos);
    return std::min(position + mark_size_, document_.text.size());
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (is_complete_) {
      refuse_document(document_, place_between(offset_of(mark), offset_of(mark) + 1), "wrong-type",
                      "a configuration must be a single YAML document",
                      "put every training run into a file of its own");
    }
  }

  void OnDocumentEnd() override { is_complete_ = true; }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    DocumentNode node;
    node.place = first_byte(begin_of(mark));
    add_new(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::size_t begin = begin_of(mark);
    const TextPlace place = place_between(begin, begin + width_of(begin, value));
    const bool merges = tag == "?" && value == "<<";
    add_new(is_plain(tag) ? plain_node(value, place) : text_node(value, place), anchor, merges);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t begin = offset_of(mark);
    const TextPlace place = first_byte(begin);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      refuse_document(document_, place, "invalid-yaml", "an alias stands within what it names",
                      "write the value out");
    }
    allowance_.take_tree(found->second, place, open_.size());
    DocumentNode node = found->second;
    node.place = place;
    add(std::move(node), 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, Kind::list, anchor);
  }

  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, Kind::map, anchor);
  }

  void OnMapEnd() override {
    merge(open_.back());
    close();
  }

 private:
  TextPlace first_byte(std::size_t begin) const {
    return place_between(begin, std::min(begin + 1, document_.text.size()));
  }

  /// Where a value begins behind its anchor and its tag.
  std::size_t begin_of(const YAML::Mark& mark) const {
    const std::string_view text = document_.text;
    std::size_t at = offset_of(mark);
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
      at = std::min(text.find_first_of(" \t\r\n,]}", at), text.size());
      at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    }
    return at;
  }

  std::size_t width_of(std::size_t begin, std::string_view value) const {
    const std::string_view rest = std::string_view(document_.text).substr(begin);
    const char first = rest.empty() ? ' ' : rest.front();
    if (first == '|' || first == '>') {
      return 1;
    }
    if (first != '"' && first != '\'') {
      return rest.starts_with(value) ? value.size()
                                     : std::min(rest.find_first_of("\r\n"), rest.size());
    }
    std::size_t at = 1;
    while (at < rest.size() && (rest[at] != first || is_doubled(rest, at))) {
      const bool pairs = rest[at] == first || (first == '"' && rest[at] == '\\');
      at += pairs ? 2U : 1U;
    }
    if (at >= rest.size()) {
      refuse_document(document_, place_between(begin, begin + 1), "invalid-yaml",
                      "a quote is never closed", cure_of_syntax);
    }
    return at + 1;
  }

  void open(const YAML::Mark& mark, Kind kind, YAML::anchor_t anchor) {
    Open opened;
    opened.anchor = anchor;
    opened.node.kind = kind;
    opened.node.place = first_byte(begin_of(mark));
    allowance_.take(opened.node.place, open_.size());
    open_.push_back(std::move(opened));
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    add(std::move(closed.node), closed.anchor);
  }

  void add_new(DocumentNode node, YAML::anchor_t anchor, bool merges = false) {
    const bool is_key =
        !open_.empty() && open_.back().node.kind == Kind::map && !open_.back().has_key;
    if (!is_key) {
      allowance_.take(node.place, open_.size(), node.text.size());
    }
    add(std::move(node), anchor, merges);
  }

  void add(DocumentNode node, YAML::anchor_t anchor, bool merges = false) {
    if (anchor != 0) {
      allowance_.take_tree(node, node.place, open_.size());
      anchors_.insert_or_assign(anchor, node);
    }
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (Open& within = open_.back(); within.node.kind == Kind::list) {
      within.node.items.push_back(std::move(node));
    } else if (within.has_key) {
      add_value(within, std::move(node));
    } else {
      add_key(within, node, merges);
    }
  }

  void add_key(Open& within, const DocumentNode& node, bool merges) const {
    if (node.kind == Kind::list || node.kind == Kind::map) {
      refuse_document(document_, node.place, "wrong-type", "a key must be a plain word",
                      "fill in what a template leaves open, and put `{{ }}` into quotes");
    }
    within.entry = {node.text, node.place, {}};
    within.has_key = true;
    within.merges = merges;
  }

  static void add_value(Open& within, DocumentNode node) {
    within.has_key = false;
    if (within.merges && node.kind == Kind::map) {
      within.merged.push_back(std::move(node));
    } else if (within.merges && node.kind == Kind::list) {
      std::move(node.items.begin(), node.items.end(), std::back_inserter(within.merged));
    } else {
      within.entry.value = std::move(node);
      within.node.entries.push_back(std::move(within.entry));
    }
  }

  /// A map's own keys go before those that `<<` brings, and those of earlier maps before later.
  static void merge(Open& map) {
    if (map.merged.empty()) {
      return;
    }
    std::set<std::string, std::less<>> taken;
    for (const DocumentNode::Entry& own : map.node.entries) {
      taken.insert(own.key);
    }
    for (DocumentNode& merged : map.merged) {
      for (DocumentNode::Entry& entry : merged.entries) {
        if (taken.insert(entry.key).second) {
          map.node.entries.push_back(std::move(entry));
        }
      }
    }
  }

  const Document& document_;
  Allowance allowance_;
  std::size_t mark_size_;
  DocumentNode root_;
  bool is_complete_ = false;  ///< a second document is told, and not kept
  std::vector<Open> open_;
  std::map<YAML::anchor_t, DocumentNode> anchors_;
};

bool is_indented_by_tab(std::string_view text, std::size_t offset) {
  const std::string_view line = line_at(text, offset);
  return line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
}

[[noreturn]] void refuse(const Document& document, std::size_t offset, const std::string& reason) {
  const TextPlace place{static_cast<std::uint32_t>(offset), 1};
  if (is_indented_by_tab(document.text, offset)) {
    refuse_document(document, place, "invalid-yaml", "a tab stands in the indentation",
                    "indent with blanks");
  }
  refuse_document(document, place, "invalid-yaml", reason, cure_of_syntax);
}

}  // namespace

DocumentNode read_yaml_document(const Document& document) {
  YamlDocument out(document);
  std::istringstream stream(document.text.substr(mark_size(document.text)));
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(out);
    if (out.is_complete() && parser) {
      parser.HandleNextDocument(out);
    }
  } catch (const YAML::Exception& error) {
    refuse(document, out.offset_of(error.mark), error.msg);
  }
  return out.take_root();
}

}  // namespace plume
