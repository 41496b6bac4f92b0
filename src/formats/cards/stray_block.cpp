// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_reader.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/cards/markup.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <optional>
#include <utility>

namespace plume::cards {

namespace {

/// Blocks that have the key of the field and are none all the same: more are not looked into.
constexpr int most_attempts = 8;

bool is_dashes(std::string_view line) {
  return line.starts_with("---") && trimmed(line) == "---";
}

/// Whether a line of a piece of text begins with the key.
bool has_field(std::string_view text) {
  for (auto at = text.find(field_key); at != std::string_view::npos;
       at = text.find(field_key, at + 1)) {
    const auto before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t", at - 1);
    const bool begins_line =
        before == std::string_view::npos || text[before] == '\n' || text[before] == '\r';
    const auto behind = text.find_first_not_of(" \t", at + field_key.size());
    if (begins_line && behind != std::string_view::npos && text[behind] == ':') {
      return true;
    }
  }
  return false;
}

/// The YAML within a fence, which may have lines of dashes of its own.
TextPlace yaml_within(std::string_view text, TextPlace inside) {
  const FrontMatter own = find_front_matter(text_at(text, inside));
  return own.present ? place_between(std::size_t{inside.offset} + own.inside.offset,
                                     inside.offset + end_of(own.inside))
                     : inside;
}

/// The field of a block, as YAML or else line by line; absent where it is elsewhere, or no field.
FieldReading read_block(const Card& card, TextPlace block) {
  const Document document{card.file, blanked_before(card.text, block), Syntax::yaml, {}};
  if (block.width > largest_yaml) {
    return read_field_lines(document.text, block, CardPart::body);
  }
  try {
    FieldReading out = read_field(document.text, read_yaml_document(document), CardPart::body);
    return out.shape == CardShape::misplaced ? FieldReading{} : out;
  } catch (const Failure&) {
    return read_field_lines(document.text, block, CardPart::body);
  }
}

/// Walks over the pieces of a body that could be a block: between lines of dashes, the top of the
/// text among those, and in fences.
class Search {
 public:
  explicit Search(Card& card) : card_(card), text_(card.text) {}

  TextPlace run() {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text_.size() && attempts_ < most_attempts;) {
      const std::size_t end = line_end(text_, at);
      const auto fence = fence_at(text_, at);
      if (fence && accepts(yaml_within(text_, fence->inside))) {
        return taken_;
      }
      const std::size_t next = fence ? end_of(fence->whole) : behind_line_end(text_, end);
      const bool divides = is_dashes(text_.substr(at, end - at));
      if (divides && accepts(place_between(begin, at))) {
        return taken_;
      }
      begin = divides || fence ? next : begin;
      at = next;
    }
    return unclosed(begin);
  }

 private:
  /// The block at the end of the text whose closing line is missing: up to its first empty line.
  TextPlace unclosed(std::size_t begin) {
    const std::size_t words = std::min(text_.find_first_not_of("\r\n", begin), text_.size());
    std::size_t end = words;
    while (end < text_.size() && !trimmed(text_.substr(end, line_end(text_, end) - end)).empty()) {
      end = behind_line_end(text_, line_end(text_, end));
    }
    accepts(place_between(words, end));
    return taken_;
  }

  /// Takes the field of a block, if it has one.
  bool accepts(TextPlace block) {
    if (!has_field(text_at(text_, block))) {
      return false;
    }
    ++attempts_;
    FieldReading reading = read_block(card_, block);
    if (reading.shape == CardShape::absent) {
      return false;
    }
    taken_ = reading.field;
    tell(taken_);
    for (CardStatement& one : reading.statements) {
      card_.statements.push_back(std::move(one));
    }
    return true;
  }

  void tell(TextPlace field) {
    const Document document{card_.file, card_.text, Syntax::yaml, {}};
    card_.faults.push_back(diagnostic_at(
        document, field, "block-not-at-top",
        "the block of metadata does not stand at the top of the card: the Hub takes it for text",
        "put it first in the file, between two lines `---`"));
  }

  Card& card_;
  std::string_view text_;
  int attempts_ = 0;
  TextPlace taken_{};
};

}  // namespace

TextPlace read_stray_block(Card& card) {
  return card.front_matter.present ? TextPlace{} : Search(card).run();
}

}  // namespace plume::cards
