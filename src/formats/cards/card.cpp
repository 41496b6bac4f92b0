// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card.hpp"

#include "formats/cards/card_reader.hpp"
#include "formats/cards/card_words.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace plume {

namespace {

constexpr const char* cure_of_cards = "give the README.md of a model's repository";

[[noreturn]] void refuse(const Card& card, std::size_t offset, std::string code,
                         std::string message) {
  Diagnostic fault{.code = std::move(code), .message = std::move(message), .cure = cure_of_cards};
  fault.file = card.file;
  fault.position = position_at(card.text, offset);
  throw Failure(std::move(fault));
}

bool is_text(std::string_view line) {
  return line.find('\0') == std::string_view::npos &&
         simdjson::validate_utf8(line.data(), line.size());
}

void require_text(const Card& card) {
  const std::string_view text = card.text;
  const bool is_sound = is_text(text);
  for (std::size_t at = 0; at < text.size() && !is_sound;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (!is_text(text.substr(at, end - at))) {
      refuse(card, at, "binary-card", "the file is no text in UTF-8");
    }
    at = end + 1;
  }
  if (text.substr(mark_size(text)).find_first_not_of(blanks) == std::string_view::npos) {
    refuse(card, 0, "empty-card", "the file is empty");
  }
}

void sort_by_place(std::vector<CardStatement>& statements) {
  std::stable_sort(statements.begin(), statements.end(),
                   [](const CardStatement& a, const CardStatement& b) {
                     return a.key_place.offset < b.key_place.offset;
                   });
}

}  // namespace

Card read_card(std::string file, std::string text) {
  Card card;
  card.file = std::move(file);
  card.text = std::move(text);
  require_text(card);
  card.front_matter = cards::find_front_matter(card.text);
  cards::read_metadata(card);
  const TextPlace taken = cards::read_stray_block(card);
  cards::read_body(card, taken);
  cards::settle_hardware(card.statements);
  sort_by_place(card.statements);
  return card;
}

}  // namespace plume
