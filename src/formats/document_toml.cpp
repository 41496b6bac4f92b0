// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"
#include "formats/toml_library.hpp"
#include "formats/toml_scan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr const char* cure_of_syntax = "mend the file; it must be TOML in UTF-8";

/// The library counts lines and characters; places count bytes.
class Lines {
 public:
  explicit Lines(std::string_view text) : size_(text.size()) {
    lines_.push_back(0);
    for (std::size_t at = mark_size(text); at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) {
        characters_.push_back(static_cast<std::uint32_t>(at));
      }
      if (text[at] == '\n') {
        lines_.push_back(static_cast<std::uint32_t>(characters_.size()));
      }
    }
  }

  std::size_t count() const { return lines_.size(); }

  /// Of the line with this number, from 0; the end of the text behind the last.
  std::size_t begin_of(std::size_t line) const {
    const std::size_t character = line < lines_.size() ? lines_[line] : characters_.size();
    return character < characters_.size() ? characters_[character] : size_;
  }

  std::size_t offset_of(const toml::source_position& position) const {
    if (position.line == 0 || position.line > lines_.size()) {
      return size_;
    }
    const std::size_t character = lines_[position.line - 1] + position.column - 1;
    return character < characters_.size() ? characters_[character] : size_;
  }

 private:
  std::size_t size_;
  std::vector<std::uint32_t> lines_;       ///< the first character of each
  std::vector<std::uint32_t> characters_;  ///< the first byte of each
};

class TomlDocument {
 public:
  explicit TomlDocument(const Document& document)
      : document_(document), allowance_(document), lines_(document.text) {}

  DocumentNode read() {
    try {
      const std::string_view text = document_.text;
      return node(toml::parse(text), 0);
    } catch (const toml::parse_error& error) {
      const std::size_t at = lines_.offset_of(error.source().begin);
      refuse_document(document_, place_between(at, at + 1), "invalid-toml",
                      std::string(error.description()), cure_of_syntax);
    } catch (const BrokenAssumption&) {
      refuse_document(document_, place_of_broken_assumption(), "invalid-toml",
                      "a value on this line is malformed", cure_of_syntax);
    }
  }

 private:
  /// The library does not say where it was: on the last line of the shortest text that brings it
  /// there.
  TextPlace place_of_broken_assumption() const {
    std::size_t few = 0;
    std::size_t many = lines_.count();
    while (many - few > 1) {
      const std::size_t middle = few + (many - few) / 2;
      (breaks_assumption(middle) ? many : few) = middle;
    }
    return place_between(lines_.begin_of(few), lines_.begin_of(few) + 1);
  }

  bool breaks_assumption(std::size_t lines) const {
    const std::string_view text = document_.text;
    try {
      (void)toml::parse(text.substr(0, lines_.begin_of(lines)));
    } catch (const BrokenAssumption&) {
      return true;
    } catch (const toml::parse_error&) {
      return false;
    }
    return false;
  }

  TextPlace place_of(const toml::source_region& region) const {
    return place_between(lines_.offset_of(region.begin), lines_.offset_of(region.end));
  }

  std::string written(TextPlace place) const {
    return document_.text.substr(place.offset, place.width);
  }

  DocumentNode node(const toml::node& from, std::size_t level) {
    const TextPlace place = place_of(from.source());
    allowance_.take(place, level, from.is_value() ? place.width : 0);
    switch (from.type()) {
      case toml::node_type::table:
        return map(*from.as_table(), place, level);
      case toml::node_type::array:
        return list(*from.as_array(), place, level);
      case toml::node_type::string:
        return text_node(from.as_string()->get(), place);
      case toml::node_type::integer:
        return number(static_cast<double>(from.as_integer()->get()), place);
      case toml::node_type::floating_point:
        return number(from.as_floating_point()->get(), place);
      case toml::node_type::boolean:
        return plain_node(written(place), place);
      default:
        return text_node(written(place), place);
    }
  }

  /// Infinity and what is no number stay text.
  DocumentNode number(double value, TextPlace place) const {
    DocumentNode out = text_node(written(place), place);
    if (std::isfinite(value)) {
      out.kind = Kind::number;
      out.number = value;
    }
    return out;
  }

  DocumentNode list(const toml::array& values, TextPlace place, std::size_t level) {
    DocumentNode out;
    out.kind = Kind::list;
    out.place = place;
    for (const toml::node& value : values) {
      out.items.push_back(node(value, level + 1));
    }
    return out;
  }

  DocumentNode map(const toml::table& table, TextPlace place, std::size_t level) {
    DocumentNode out;
    out.kind = Kind::map;
    out.place = place;
    for (const auto& [key, value] : table) {
      out.entries.push_back(
          {std::string(key.str()), place_of(key.source()), node(value, level + 1)});
    }
    std::sort(out.entries.begin(), out.entries.end(),
              [](const auto& a, const auto& b) { return a.key_place.offset < b.key_place.offset; });
    return out;
  }

  const Document& document_;
  Allowance allowance_;
  Lines lines_;
};

}  // namespace

DocumentNode read_toml_document(const Document& document) {
  scan_toml(document);
  return TomlDocument(document).read();
}

}  // namespace plume
