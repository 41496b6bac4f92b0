// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_edit_parts.hpp"
#include "formats/document_parts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

std::string_view yaml_of(const Card& card) {
  const TextPlace& inside = card.front_matter.inside;
  return std::string_view(card.text).substr(inside.offset, inside.width);
}

/// The front matter alone, at the places where it stands in the card. Carriage returns that end a
/// line alone become line feeds, since not every reader of YAML takes them for line ends.
Document front_matter_document(const Card& card, std::string_view yaml) {
  std::string text = card.text.substr(0, card.front_matter.inside.offset);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c != '\n' && c != '\r'; }, ' ');
  text.append(yaml);
  for (const TextLine& line : text_lines(text)) {
    if (line.next == line.end + 1) {
      text[line.end] = '\n';
    }
  }
  return {card.file, std::move(text), Syntax::yaml, {}};
}

DocumentNode read_front_matter(const Card& card, std::string_view yaml) {
  const Document document = front_matter_document(card, yaml);
  DocumentNode root = read_yaml_document(document);
  if (root.kind != Kind::map && root.kind != Kind::null) {
    refuse_document(document, root.place, "wrong-type", "the metadata must be a map of keys",
                    "write the metadata as `key: value`, a line each");
  }
  return root;
}

bool are_equal(const DocumentNode& a, const DocumentNode& b);

bool are_equal(const DocumentNode::Entry& a, const DocumentNode::Entry& b) {
  return a.key == b.key && are_equal(a.value, b.value);
}

bool are_equal(const DocumentNode& a, const DocumentNode& b) {
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const auto& x, const auto& y) { return are_equal(x, y); }) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const auto& x, const auto& y) { return are_equal(x, y); });
}

/// The map without the entries that `is_field` names.
template <class Named>
DocumentNode without_field(DocumentNode root, Named is_field) {
  auto& entries = root.entries;
  entries.erase(std::remove_if(entries.begin(), entries.end(), is_field), entries.end());
  root.kind = Kind::map;
  return root;
}

/// The card's metadata as they were; nothing where they were no YAML.
std::optional<DocumentNode> metadata_before(const Card& card) {
  try {
    return read_front_matter(card, yaml_of(card));
  } catch (const Failure&) {
    return std::nullopt;
  }
}

[[noreturn]] void refuse_edit(const Card& card) {
  const Document document = front_matter_document(card, yaml_of(card));
  const std::size_t at = card.field.width > 0 ? card.field.offset : card.front_matter.inside.offset;
  refuse_document(document, place_between(at, at + 1), "cannot-edit",
                  "the metadata are written so that a field cannot be put in alone",
                  "write the metadata as `key: value`, a line each, without braces");
}

/// The edited YAML, taken apart; what is wrong with the card itself is told first.
DocumentNode read_edited(const Card& card, const std::string& edited) {
  try {
    return read_front_matter(card, edited);
  } catch (const Failure&) {
    read_front_matter(card, yaml_of(card));
    refuse_edit(card);
  }
}

}  // namespace

void require_sound(const Card& card, const std::string& edited) {
  const auto before = metadata_before(card);
  DocumentNode after = read_edited(card, edited);
  const auto is_new = [](const DocumentNode::Entry& entry) { return entry.key == emissions_key; };
  const auto is_old = [&](const DocumentNode::Entry& entry) {
    return is_new(entry) || (card.field.width > 0 && entry.key_place.offset == card.field.offset);
  };
  const bool once = std::count_if(after.entries.begin(), after.entries.end(), is_new) == 1;
  const DocumentNode rest = without_field(std::move(after), is_new);
  if (!once || (before && !are_equal(without_field(*before, is_old), rest))) {
    refuse_edit(card);
  }
}

}  // namespace plume
