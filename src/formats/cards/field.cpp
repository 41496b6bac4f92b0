// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_reader.hpp"
#include "formats/cards/card_words.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace plume::cards {

namespace {

using Kind = DocumentNode::Kind;
using Entry = DocumentNode::Entry;

constexpr std::array<std::string_view, 4> null_words{"null", "Null", "NULL", "~"};

bool is_scalar(const DocumentNode& node) {
  return node.kind != Kind::list && node.kind != Kind::map;
}

/// With single blanks in the place of line ends and indents.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    const bool repeats = is_blank(c) && !out.empty() && out.back() == ' ';
    if (!repeats) {
      out.push_back(is_blank(c) ? ' ' : c);
    }
  }
  return out;
}

/// What stands behind the colon of a key that has no value: nothing, or a word for it.
TextPlace place_of_nothing(std::string_view text, const TextPlace& key) {
  const std::size_t end = line_end(text, end_of(key));
  const auto colon = text.find(':', end_of(key));
  const std::size_t begin = colon < end ? text.find_first_not_of(" \t", colon + 1) : end;
  const std::size_t value = std::min(begin, end);
  for (const std::string_view word : null_words) {
    if (text.substr(value).starts_with(word)) {
      return place_between(value, value + word.size());
    }
  }
  return place_between(value, value);
}

TextPlace place_of(std::string_view text, const Entry& entry) {
  const DocumentNode& value = entry.value;
  if (value.kind == Kind::null) {
    return place_of_nothing(text, entry.key_place);
  }
  return is_scalar(value) ? whole_scalar(text, value)
                          : place_between(value.place.offset, end_of_value(text, value));
}

std::string joined_items(const DocumentNode& list) {
  std::string out;
  for (const DocumentNode& item : list.items) {
    out += (out.empty() ? "" : ", ") + on_one_line(item.text);
  }
  return out;
}

/// A list of words joined; what is deeper as it is written.
std::string text_of(std::string_view text, const DocumentNode& value, const TextPlace& place) {
  if (value.kind == Kind::list && std::all_of(value.items.begin(), value.items.end(), is_scalar)) {
    return joined_items(value);
  }
  const bool is_written = value.kind == Kind::null || !is_scalar(value);
  return on_one_line(is_written ? text_at(text, place) : std::string_view(value.text));
}

CardStatement statement_of(std::string_view text, const Entry& entry, CardFact fact,
                           CardPart part) {
  CardStatement out;
  out.fact = fact;
  out.part = part;
  out.key = entry.key;
  out.key_place = entry.key_place;
  out.place = place_of(text, entry);
  out.text = text_of(text, entry.value, out.place);
  out.comment = comment_behind(text, end_of(out.place));
  out.is_number = entry.value.kind == Kind::number;
  return out;
}

/// The entries of a map in their order; of a key that stands there twice the last.
std::vector<const Entry*> last_entries(const DocumentNode& map) {
  std::vector<const Entry*> out;
  std::set<std::string_view> keys;
  std::for_each(map.entries.rbegin(), map.entries.rend(), [&](const Entry& entry) {
    if (keys.insert(entry.key).second) {
      out.push_back(&entry);
    }
  });
  std::reverse(out.begin(), out.end());
  return out;
}

void read_map(std::string_view text, const DocumentNode& map, CardPart part,
              std::vector<CardStatement>& out) {
  for (const Entry* const entry : last_entries(map)) {
    const CardWord* const word = find_field_word(entry->key);
    out.push_back(statement_of(text, *entry, word == nullptr ? CardFact::other : word->fact, part));
  }
}

bool is_list_of_maps(const DocumentNode& node) {
  return node.kind == Kind::list && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const DocumentNode& item) { return item.kind == Kind::map; });
}

CardShape shape_of(const DocumentNode& value) {
  if (is_list_of_maps(value)) {
    return CardShape::list;
  }
  if (value.kind == Kind::map) {
    return CardShape::mapping;
  }
  const bool is_short = is_scalar(value) && value.kind != Kind::null;
  return is_short ? CardShape::number : CardShape::other;
}

void read_value(std::string_view text, const Entry& field, CardPart part,
                std::vector<CardStatement>& out) {
  switch (shape_of(field.value)) {
    case CardShape::mapping:
      return read_map(text, field.value, part, out);
    case CardShape::list:
      for (const DocumentNode& item : field.value.items) {
        read_map(text, item, part, out);
      }
      return;
    default:
      out.push_back(statement_of(text, field, CardFact::emissions, part));
  }
}

/// Up to the end of a comment behind the value.
TextPlace field_place(std::string_view text, const Entry& field) {
  const std::size_t value =
      field.value.kind == Kind::null
          ? end_of(place_of_nothing(text, field.key_place))
          : std::max(end_of_value(text, field.value), end_of(field.key_place));
  const std::string_view comment = comment_behind(text, value);
  const auto behind = static_cast<std::size_t>(comment.data() - text.data()) + comment.size();
  return place_between(field.key_place.offset, comment.empty() ? value : behind);
}

/// The last of that name.
const Entry* find_entry(const DocumentNode& map, std::string_view key) {
  const auto found = std::find_if(map.entries.rbegin(), map.entries.rend(),
                                  [&](const Entry& one) { return one.key == key; });
  return found == map.entries.rend() ? nullptr : &*found;
}

/// The field below other keys.
const Entry* find_deeper(const DocumentNode& node) {
  for (const Entry& entry : node.entries) {
    if (entry.key == field_key) {
      return &entry;
    }
    if (const Entry* const found = find_deeper(entry.value)) {
      return found;
    }
  }
  return nullptr;
}

bool says_something(const DocumentNode& value) {
  return value.kind == Kind::map || value.kind == Kind::number || value.kind == Kind::text ||
         is_list_of_maps(value);
}

/// The field under another name, at the top.
const Entry* find_alias(const DocumentNode& root) {
  const auto found = std::find_if(root.entries.begin(), root.entries.end(), [](const Entry& one) {
    return names_field(one.key) && says_something(one.value);
  });
  return found == root.entries.end() ? nullptr : &*found;
}

/// What stands beside a number whose keys should stand below one.
void read_siblings(std::string_view text, const DocumentNode& root, const Entry& field,
                   CardPart part, std::vector<CardStatement>& out) {
  for (const Entry& entry : root.entries) {
    const CardWord* const word = find_field_word(entry.key);
    const bool is_other = &entry != &field && is_scalar(entry.value);
    if (is_other && word != nullptr && word->fact != CardFact::emissions) {
      out.push_back(statement_of(text, entry, word->fact, part));
    }
  }
}

}  // namespace

FieldReading read_field(std::string_view text, const DocumentNode& root, CardPart part) {
  const Entry* const own = find_entry(root, field_key);
  const Entry* const deeper = own == nullptr ? find_deeper(root) : own;
  const Entry* const field = deeper == nullptr ? find_alias(root) : deeper;
  if (field == nullptr) {
    return {};
  }
  FieldReading out;
  out.shape = own == nullptr ? CardShape::misplaced : shape_of(field->value);
  out.field = field_place(text, *field);
  read_value(text, *field, part, out.statements);
  if (deeper == nullptr && is_scalar(field->value)) {
    read_siblings(text, root, *field, part, out.statements);
  }
  return out;
}

}  // namespace plume::cards
