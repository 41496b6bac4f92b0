// SPDX-License-Identifier: Apache-2.0
/// Model cards: the text is read as a card, each statement's figure as a number, and the whole text
/// as records of the Hub.
#include "plume/formats/card.hpp"

#include "carry_on.hpp"
#include "plume/formats/card_number.hpp"
#include "plume/formats/hub_record.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <regex>
#include <string>

using namespace plume;

namespace {

/// Texts that a pattern of the standard library is given; longer ones would fill its stack.
constexpr std::size_t longest_for_pattern = 2000;

constexpr std::array<std::string_view, 2> refusals{"empty-card", "binary-card"};
constexpr std::array<std::string_view, 4> faults{"tab-indent", "invalid-front-matter",
                                                 "duplicate-key", "block-not-at-top"};

template <class Table>
bool is_in(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

void require_told(const Diagnostic& fault) {
  fuzz::require(!fault.code.empty() && !fault.message.empty() && !fault.cure.empty());
  fuzz::require(fault.message.size() < 2000 && fault.line.size() <= 1000);
  fuzz::require(fault.position.line > 0 && fault.position.column > fault.line_begin);
}

void require_within(const std::string& text, const TextPlace& place) {
  fuzz::require(place.offset <= text.size() && place.width <= text.size() - place.offset);
}

std::string at(const Card& card, const TextPlace& place) {
  return card.text.substr(place.offset, place.width);
}

/// Whether a place is written so that its text must stand there letter by letter.
bool is_plain(const std::string& written) {
  return written.find_first_of("\"'\\*_`[]<>{}&!|\r\n") == std::string::npos;
}

std::string without_blanks(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }),
             text.end());
  return text;
}

void require_sound(const CardNumber& number) {
  fuzz::require(std::isfinite(number.value) && std::isfinite(number.low) &&
                std::isfinite(number.high));
  fuzz::require(number.low <= number.value && number.value <= number.high);
  fuzz::require(!number.size || (!number.unit.empty() && std::isfinite(number.size->factor) &&
                                 number.size->factor > 0));
}

void require_sound(const Card& card, const CardStatement& said) {
  require_within(card.text, said.key_place);
  require_within(card.text, said.place);
  const bool is_metadata = said.part == CardPart::metadata;
  const bool is_of_stray_block = !is_metadata && !card.faults.empty();
  fuzz::require(is_metadata || is_of_stray_block ||
                (!said.key.empty() && !said.text.empty() && !said.is_number));
  fuzz::require(!is_metadata || card.front_matter.present);
  const std::string written = at(card, said.place);
  fuzz::require(!is_plain(written) ||
                without_blanks(written).find(without_blanks(said.text)) != std::string::npos);
  if (const auto number = read_card_number(said)) {
    require_sound(*number);
  }
  if (const auto number = read_card_number(said.text)) {
    require_sound(*number);
    fuzz::require(!number->is_bare || (number->unit.empty() && !number->decimal_comma));
  }
}

/// The Hub's own pattern, for the white space that all engines know.
void require_rule(const Card& card) {
  static const std::regex rule(
      R"(^(\s*---(?:\r\n|\r|\n))([\s\S]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))([\s\S]*)$)");
  const bool is_known = card.text.size() <= longest_for_pattern &&
                        std::all_of(card.text.begin(), card.text.end(), [](char c) {
                          return static_cast<unsigned char>(c) < 0x80 && (c < 0x1c || c > 0x1f);
                        });
  std::smatch found;
  if (!is_known) {
    return;
  }
  const bool fits =
      std::regex_search(card.text, found, rule, std::regex_constants::match_continuous);
  fuzz::require(fits == card.front_matter.present);
  fuzz::require(!fits || found[2] == at(card, card.front_matter.inside));
  fuzz::require(!fits || found[5].first - card.text.begin() == card.front_matter.whole.width);
}

void require_same(const Card& a, const Card& b) {
  fuzz::require(a.shape == b.shape && a.statements.size() == b.statements.size());
  fuzz::require(a.faults.size() == b.faults.size());
  for (std::size_t i = 0; i < a.statements.size(); ++i) {
    fuzz::require(a.statements[i].fact == b.statements[i].fact);
    fuzz::require(a.statements[i].text == b.statements[i].text);
    fuzz::require(a.statements[i].place.offset == b.statements[i].place.offset);
  }
}

void require_sound(const Card& card) {
  const FrontMatter& block = card.front_matter;
  require_within(card.text, block.whole);
  require_within(card.text, block.inside);
  require_within(card.text, card.field);
  fuzz::require(block.inside.offset + block.inside.width <= block.whole.offset + block.whole.width);
  fuzz::require(!block.line_break.empty() && (block.present || !block.valid));
  fuzz::require((card.field.width > 0) == (card.shape != CardShape::absent));
  fuzz::require(std::is_sorted(card.statements.begin(), card.statements.end(),
                               [](const CardStatement& a, const CardStatement& b) {
                                 return a.key_place.offset < b.key_place.offset;
                               }));
  for (const CardStatement& said : card.statements) {
    require_sound(card, said);
  }
  for (const Diagnostic& fault : card.faults) {
    require_told(fault);
    fuzz::require(is_in(faults, fault.code));
  }
  for (const CardMetric& metric : card.metrics) {
    fuzz::require(!metric.type.empty() && std::isfinite(metric.value));
  }
}

void read_as_card(const std::string& text) {
  try {
    const Card card = read_card("a", text);
    fuzz::require(card.text == text);
    require_sound(card);
    require_rule(card);
    require_same(card, read_card("a", text));
    is_derived_copy(card);
  } catch (const Failure& failure) {
    fuzz::require(is_in(refusals, failure.diagnostics().front().code));
    require_told(failure.diagnostics().front());
  }
}

void read_as_records(const std::string& text) {
  try {
    for (const HubRecord& record : read_hub_records("a", text)) {
      fuzz::require(!record.id.empty());
      fuzz::require(!record.weights_bytes || *record.weights_bytes > 0);
    }
  } catch (const Failure& failure) {
    require_told(failure.diagnostics().front());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  read_as_card(text);
  read_as_records(text);
  if (const auto number = read_card_number(text)) {
    require_sound(*number);
  }
  return 0;
}
