// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entry_reader.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace plume {

namespace {

/// Walks one YAML manifest.
class YamlWalk {
 public:
  YamlWalk(std::string_view text, EntryReader& entries) : text_(text), entries_(entries) {}

  void walk() {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(text_));
    if (documents.size() > 1) {
      return entries_.fault({"wrong-type", "a manifest must be a single YAML document",
                             "put every run into a file of its own", "",
                             origin_of(documents.back().Mark(), 1)});
    }
    if (documents.empty() || !documents.front().IsMap()) {
      const auto mark = documents.empty() ? YAML::Mark() : documents.front().Mark();
      return entries_.fault({"wrong-type", "a manifest must be a map of keys",
                             "begin with a key such as `model:`", "", origin_of(mark, 1)});
    }
    map(documents.front(), "");
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
  void map(const YAML::Node& node, std::string_view section) {
    for (const auto& entry : node) {
      const Origin key_origin =
          origin_of(entry.first.Mark(), entry.first.IsScalar() ? entry.first.Scalar().size() : 1);
      if (!entry.first.IsScalar()) {
        entries_.fault({"wrong-type", "a key must be a plain word",
                        "see docs/reference/manifest.md", "", key_origin});
        continue;
      }
      const std::string path = join_path(section, entry.first.Scalar());
      if (entry.second.IsMap() && EntryReader::is_section(path)) {
        entries_.section(path, key_origin);
        map(entry.second, path);
      } else {
        entries_.value(path, raw(entry.second), key_origin);
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
