// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/body_parts.hpp"
#include "formats/cards/card_reader.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/cards/markup.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"
#include "plume/formats/card_number.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plume::cards {

namespace {

constexpr std::size_t longest_key = 100;

/// Sections below a line in bold end at the next of those, or at a heading.
constexpr std::size_t level_of_bold_lines = 7;

struct FactDimension {
  CardFact fact = CardFact::other;
  Dim dimension{};
};
constexpr std::array<FactDimension, 4> amounts{
    {{CardFact::emissions, {.co2e = 1}},
     {CardFact::duration, {.time = 1}},
     {CardFact::energy, {.energy = 1}},
     {CardFact::grid_intensity, {.energy = -1, .co2e = 1}}}};

/// Whether a text has an amount with a unit that suits a fact.
bool has_amount(std::string_view text, CardFact fact) {
  const auto* const known = std::find_if(
      amounts.begin(), amounts.end(), [&](const FactDimension& one) { return one.fact == fact; });
  return known != amounts.end() && read_card_number(text, known->dimension).has_value();
}

/// A key and a value of a line.
struct Pair {
  TextPlace key{};
  TextPlace value{};
};

std::optional<Pair> split_at(std::string_view text, TextPlace words, char sign) {
  const auto found = text_at(text, words).substr(0, longest_key).find(sign);
  if (found == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t at = words.offset + found;
  return Pair{without_emphasis(text, place_between(words.offset, at)),
              without_emphasis(text, place_between(at + 1, end_of(words)))};
}

/// "Carbon emission 0.319355 Kg"
std::optional<Pair> split_at_number(std::string_view text, TextPlace words) {
  const std::string_view line = text_at(text, words).substr(0, longest_key);
  for (auto at = line.find_first_of("0123456789~<"); at != std::string_view::npos && at > 0;
       at = line.find_first_of("0123456789~<", at + 1)) {
    if (is_blank(line[at - 1])) {
      return Pair{without_emphasis(text, place_between(words.offset, words.offset + at)),
                  without_emphasis(text, place_between(words.offset + at, end_of(words)))};
    }
  }
  return std::nullopt;
}

std::string key_of(std::string_view text, const Pair& pair) {
  return without_markup(text_at(text, pair.key));
}

/// Reads a body line by line.
class BodyReader {
 public:
  BodyReader(std::string_view text, std::vector<CardStatement>& out)
      : text_(text), out_(out), tables_(text, out) {}

  void take(const BodyLine& line) {
    if (tables_.take(line.words, section_)) {
      return;
    }
    const std::string_view words = text_at(text_, line.words);
    if (line.heading > 0) {
      take_heading(words, line.heading);
    } else if (is_underline(words)) {
      take_heading(text_at(text_, before_), words.front() == '=' ? 1 : 2);
    } else if (!line.is_item && is_title(words)) {
      take_heading(words, level_of_bold_lines);
    }
    take_pairs(line.words);
    before_ = line.heading > 0 || line.is_item ? TextPlace{} : line.words;
  }

  void finish() { tables_.finish(); }

 private:
  /// A line that makes the one before it a heading.
  bool is_underline(std::string_view words) const {
    return before_.width > 0 && words.size() > 2 && (words[0] == '=' || words[0] == '-') &&
           words.find_first_not_of(words[0]) == std::string_view::npos;
  }

  /// A line wholly in bold, or one that ends in a colon.
  static bool is_title(std::string_view words) {
    const bool is_bold = words.size() > 4 && words.starts_with("**") &&
                         (words.ends_with("**") || words.ends_with("**:")) &&
                         words.find("**", 2) >= words.size() - 3;
    return is_bold || (words.ends_with(':') && words.size() < longest_key && names_section(words));
  }

  void take_heading(std::string_view words, std::size_t level) {
    if (names_section(words.substr(0, longest_key))) {
      section_ = Section::carbon;
      level_ = level;
    } else if (level <= level_) {
      section_ = Section::none;
    }
  }

  void take_pairs(TextPlace words) {
    for (const char sign : {':', '='}) {
      const auto pair = split_at(text_, words, sign);
      if (pair && take_pair(*pair)) {
        return;
      }
    }
    const auto pair = split_at_number(text_, words);
    const CardWord* const word = pair ? word_in(section_, key_of(text_, *pair)) : nullptr;
    if (word != nullptr && has_amount(text_at(text_, pair->value), word->fact)) {
      add(*pair, word->fact, false);
    }
  }

  /// Whether the pair was understood.
  bool take_pair(const Pair& pair) {
    const std::string key = key_of(text_, pair);
    if (pair.value.width == 0 && plain_word(key) == "co2eqemissions") {
      section_ = Section::field;
      level_ = level_of_bold_lines;
      return true;
    }
    if (const CardWord* const word = word_in(section_, key)) {
      add(pair, word->fact, false);
      return true;
    }
    const bool is_part = section_ != Section::none && !key.empty() &&
                         has_amount(text_at(text_, pair.value), CardFact::emissions);
    if (is_part) {
      add(pair, CardFact::emissions, true);
    }
    return is_part;
  }

  void add(const Pair& pair, CardFact fact, bool is_part) {
    if (auto said = body_statement(text_, pair.key, pair.value, fact)) {
      said->is_part = is_part;
      out_.push_back(*std::move(said));
    }
  }

  std::string_view text_;
  std::vector<CardStatement>& out_;
  TableReader tables_;
  Section section_ = Section::none;
  std::size_t level_ = 0;
  TextPlace before_{};  ///< the paragraph's line before this one
};

}  // namespace

const CardWord* word_in(Section section, std::string_view key) {
  if (key.size() > longest_key) {
    return nullptr;
  }
  const CardWord* const word = find_body_word(key);
  const bool counts = word != nullptr && (word->anywhere || section != Section::none);
  if (counts || section != Section::field) {
    return counts ? word : nullptr;
  }
  return find_field_word(key);
}

std::optional<CardStatement> body_statement(std::string_view text, TextPlace key, TextPlace value,
                                            CardFact fact) {
  CardStatement out;
  out.fact = fact;
  out.part = CardPart::body;
  out.key = without_markup(text_at(text, key));
  out.text = without_markup(text_at(text, value));
  out.key_place = key;
  out.place = value;
  return out.key.empty() || out.text.empty() ? std::nullopt : std::optional(std::move(out));
}

void read_body(Card& card, TextPlace taken) {
  const std::size_t begin = end_of(card.front_matter.whole);
  const std::string text = visible_text(card.text, begin, taken);
  BodyReader reader(text, card.statements);
  for (std::size_t at = begin; at < text.size();) {
    const std::size_t end = line_end(text, at);
    reader.take(body_line(text, at, end));
    at = behind_line_end(text, end);
  }
  reader.finish();
}

}  // namespace plume::cards
