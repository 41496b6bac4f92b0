// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_reader.hpp"
#include "formats/cards/card_words.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace plume::cards {

namespace {

/// A line `key: value`, perhaps an item of a list.
struct KeyLine {
  std::size_t indent = 0;
  bool is_item = false;
  TextPlace key{};
  TextPlace value{};  ///< without comment
  bool is_quoted = false;
};

std::size_t behind_blanks(std::string_view text, std::size_t at, std::size_t end) {
  return std::min(text.find_first_not_of(" \t", at), end);
}

std::size_t without_blanks_behind(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && is_blank(text[end - 1])) {
    --end;
  }
  return end;
}

TextPlace without_quotes(std::string_view text, TextPlace place) {
  const std::string_view word = text_at(text, place);
  const bool is_quoted = word.size() > 1 && (word.front() == '"' || word.front() == '\'') &&
                         word.back() == word.front();
  return is_quoted ? place_between(place.offset + 1, end_of(place) - 1) : place;
}

std::size_t comment_begin(std::string_view text, std::size_t at, std::size_t end) {
  const auto sign = std::min(text.substr(0, end).find(" #", at == 0 ? 0 : at - 1), end);
  return without_blanks_behind(text, at, std::max(sign, at));
}

/// The line between two bytes; nothing where it has no key.
std::optional<KeyLine> key_line(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t first = behind_blanks(text, begin, end);
  KeyLine out;
  out.indent = first - begin;
  out.is_item = first + 1 < end && text[first] == '-' && is_blank(text[first + 1]);
  const std::size_t key = out.is_item ? behind_blanks(text, first + 1, end) : first;
  const auto colon = text.substr(0, end).find(':', key);
  if (colon == std::string_view::npos || colon == key || text[key] == '#') {
    return std::nullopt;
  }
  out.key = without_quotes(text, place_between(key, without_blanks_behind(text, key, colon)));
  const std::size_t value = behind_blanks(text, colon + 1, end);
  out.value = place_between(value, comment_begin(text, value, end));
  out.is_quoted = without_quotes(text, out.value).offset != out.value.offset;
  return out;
}

CardStatement statement_of(std::string_view text, const KeyLine& line, CardPart part) {
  const CardWord* const word = find_field_word(text_at(text, line.key));
  CardStatement out;
  out.fact = word == nullptr ? CardFact::other : word->fact;
  out.part = part;
  out.key = text_at(text, line.key);
  out.text = trimmed(text_at(text, without_quotes(text, line.value)));
  out.key_place = line.key;
  out.place = line.value;
  out.comment = comment_behind(text, end_of(line.value));
  out.is_number = !line.is_quoted && number_of_word(out.text).has_value();
  return out;
}

/// The lines of a piece of YAML, one after the other.
class Lines {
 public:
  Lines(std::string_view text, TextPlace inside)
      : text_(text.substr(0, end_of(inside))), next_(inside.offset) {}

  bool take() {
    const bool is_left = next_ < text_.size();
    begin_ = next_;
    end_ = line_end(text_, begin_);
    next_ = behind_line_end(text_, end_);
    return is_left;
  }

  bool is_empty() const { return behind_blanks(text_, begin_, end_) == end_; }
  std::optional<KeyLine> key() const { return key_line(text_, begin_, end_); }
  std::size_t end() const { return without_blanks_behind(text_, begin_, end_); }

 private:
  std::string_view text_;
  std::size_t next_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

bool is_below(const KeyLine& line, const KeyLine& field) {
  return line.indent > field.indent || (line.is_item && line.indent == field.indent);
}

void read_below(std::string_view text, Lines& lines, const KeyLine& field, CardPart part,
                FieldReading& out) {
  while (lines.take()) {
    const auto line = lines.key();
    if (lines.is_empty() || (line && !is_below(*line, field))) {
      return;
    }
    if (line) {
      out.statements.push_back(statement_of(text, *line, part));
      out.shape = line->is_item ? CardShape::list : out.shape;
    }
    out.field.width = place_between(out.field.offset, lines.end()).width;
  }
}

}  // namespace

FieldReading read_field_lines(std::string_view text, TextPlace inside, CardPart part) {
  FieldReading out;
  Lines lines(text, inside);
  while (lines.take()) {
    const auto line = lines.key();
    if (!line || text_at(text, line->key) != field_key) {
      continue;
    }
    out.field = place_between(line->key.offset, lines.end());
    out.shape = CardShape::number;
    if (line->value.width > 0) {
      out.statements.push_back(statement_of(text, *line, part));
    } else {
      out.shape = CardShape::mapping;
      read_below(text, lines, *line, part, out);
    }
    return out;
  }
  return out;
}

}  // namespace plume::cards
