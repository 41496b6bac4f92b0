// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_words.hpp"

#include "formats/cards/card_unit.hpp"
#include "formats/cards/card_word_tables.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace plume::cards {

namespace {

using namespace tables;

bool is_word_byte(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Without `(in grams)` and `[kg]`.
std::string without_parentheses(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' || c == '[' ? 1 : 0;
    if (depth == 0) {
      out.push_back(c);
    }
    depth -= (c == ')' || c == ']') && depth > 0 ? 1 : 0;
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out(1);
  for (const char c : without_parentheses(with_plain_signs(text))) {
    if (is_word_byte(c)) {
      out.back().push_back(small_letter(c));
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) {
    out.pop_back();
  }
  return out;
}

std::string joined(std::span<const std::string> words) {
  std::string out;
  for (const std::string& word : words) {
    out += word;
  }
  return out;
}

const CardWord* find_word(std::span<const CardWord> table, std::string_view word) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const CardWord& one) { return one.word == word; });
  return found == table.end() ? nullptr : &*found;
}

/// Without a last word that is a unit: "co2_kg", "energy kWh".
std::span<const std::string> without_unit(std::span<const std::string> words) {
  const bool ends_in_unit = words.size() > 1 && words.back() != "co2" && known_unit(words.back());
  return words.first(words.size() - (ends_in_unit ? 1U : 0U));
}

bool is_filling(const std::string& word) {
  return is_one_of(word, filling_words);
}

std::span<const std::string> without_filling(std::span<const std::string> words) {
  while (!words.empty() && is_filling(words.front())) {
    words = words.subspan(1);
  }
  while (!words.empty() && is_filling(words.back())) {
    words = words.first(words.size() - 1);
  }
  return words;
}

const CardWord* find_words(std::span<const CardWord> table, std::span<const std::string> words) {
  const CardWord* const whole = find_word(table, joined(words));
  return whole == nullptr ? find_word(table, joined(without_unit(words))) : whole;
}

bool is_second(const CardStatement& statement) {
  const CardWord* const word = find_body_word(statement.key);
  const CardWord* const own = find_field_word(statement.key);
  return statement.fact == CardFact::hardware &&
         ((word != nullptr && word->is_second) || (own != nullptr && own->is_second));
}

bool names_other_hardware(const std::vector<CardStatement>& statements, CardPart part) {
  return std::any_of(statements.begin(), statements.end(), [&](const CardStatement& one) {
    return one.fact == CardFact::hardware && one.part == part && !is_second(one) &&
           !is_placeholder(one.text);
  });
}

}  // namespace

std::string plain_word(std::string_view text) {
  return joined(words_of(text));
}

const CardWord* find_field_word(std::string_view key) {
  return find_words(field_words, words_of(key));
}

const CardWord* find_body_word(std::string_view key) {
  constexpr std::size_t most_words = 12;
  const std::vector<std::string> words = words_of(key);
  if (words.size() > most_words) {
    return nullptr;
  }
  const CardWord* const whole = find_words(body_words, words);
  return whole == nullptr ? find_words(body_words, without_filling(words)) : whole;
}

bool names_field(std::string_view key) {
  const std::vector<std::string> words = words_of(key);
  return is_one_of(joined(words), other_names_of_field) ||
         is_one_of(joined(without_unit(words)), other_names_of_field);
}

bool names_section(std::string_view heading) {
  const std::string word = plain_word(heading);
  return std::any_of(words_of_sections.begin(), words_of_sections.end(),
                     [&](std::string_view part) { return word.find(part) != std::string::npos; });
}

void settle_hardware(std::vector<CardStatement>& statements) {
  for (const CardPart part : {CardPart::metadata, CardPart::body}) {
    const bool is_settled = names_other_hardware(statements, part);
    for (CardStatement& one : statements) {
      one.fact = is_settled && one.part == part && is_second(one) ? CardFact::other : one.fact;
    }
  }
}

}  // namespace plume::cards
