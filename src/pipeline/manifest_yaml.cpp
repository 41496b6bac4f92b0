// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entry_reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>

namespace plume {

namespace {

/// Follows a document and keeps nothing of it.
class Nobody final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

/// Whether anything stands behind the first document, which is all that `YAML::Load` reads:
/// another document, or what is no YAML. (`YAML::LoadAll` never ends on some of the latter.)
bool goes_on(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Nobody nobody;
  return parser.HandleNextDocument(nobody) && static_cast<bool>(parser);
}

/// Walks one YAML manifest.
class YamlWalk {
 public:
  YamlWalk(std::string_view text, EntryReader& entries) : text_(text), entries_(entries) {}

  void walk() {
    const std::string text(text_);
    const YAML::Node top = YAML::Load(text);
    if (!top.IsMap()) {
      return entries_.fault({"wrong-type", "a manifest must be a map of keys",
                             "begin with a key such as `model:`", "", origin_of(top.Mark(), 1)});
    }
    if (goes_on(text)) {
      const auto marker = text_.find("\n---");
      const std::size_t behind = marker == std::string_view::npos ? text_.size() : marker + 1;
      return entries_.fault({"wrong-type",
                             "a manifest must be a single YAML document",
                             "put every run into a file of its own",
                             "",
                             {Origin::Where::manifest, static_cast<std::uint32_t>(behind), 3}});
    }
    map(top, Section::top);
  }

  Origin origin_of(const YAML::Mark& mark, std::size_t width) const {
    if (mark.is_null()) {
      return {Origin::Where::manifest, 0, 1};
    }
    std::size_t line_begin = 0;
    for (int line = 0; line < mark.line; ++line) {
      line_begin = text_.find('\n', line_begin) + 1;
    }
    // Where yaml-cpp decoded another encoding, its lines and columns may lie beyond our bytes.
    const std::size_t offset =
        std::min(line_begin + static_cast<std::size_t>(mark.column), text_.size());
    return {Origin::Where::manifest, static_cast<std::uint32_t>(offset),
            static_cast<std::uint32_t>(width)};
  }

 private:
  void map(const YAML::Node& node, Section section) {
    for (const auto& entry : node) {
      const Origin key_origin =
          origin_of(entry.first.Mark(), entry.first.IsScalar() ? entry.first.Scalar().size() : 1);
      if (!entry.first.IsScalar()) {
        entries_.fault({"wrong-type", "a key must be a plain word",
                        "see docs/reference/manifest.md", "", key_origin});
        continue;
      }
      const std::string& key = entry.first.Scalar();
      const Section opened = EntryReader::opened_by(section, key);
      if (entry.second.IsMap() && opened != Section::top) {
        entries_.section(opened, key_origin);
        map(entry.second, opened);
      } else {
        entries_.value(section, key, raw(entry.second), key_origin);
      }
    }
  }

  RawValue raw(const YAML::Node& node) const {
    if (node.IsNull()) {
      return {.origin = origin_of(node.Mark(), 1)};
    }
    if (!node.IsScalar()) {
      return {.kind = RawValue::Kind::structure, .origin = origin_of(node.Mark(), 1)};
    }
    const std::string& scalar = node.Scalar();
    return {.kind = RawValue::Kind::text,
            .text = scalar,
            .origin = origin_of(node.Mark(), scalar.size())};
  }

  std::string_view text_;
  EntryReader& entries_;
};

}  // namespace

void read_yaml_manifest(std::string_view text, EntryReader& entries) {
  YamlWalk walk(text, entries);
  try {
    walk.walk();
  } catch (const YAML::Exception& error) {
    entries.fault({"invalid-yaml", error.msg, "a manifest is one YAML map, in UTF-8", "",
                   walk.origin_of(error.mark, 1)});
  }
}

}  // namespace plume
