// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_words.hpp"
#include "formats/letters.hpp"
#include "plume/formats/card.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// In small letters, without blanks and signs.
constexpr std::array<std::string_view, 34> placeholders{"",
                                                        "na",
                                                        "nan",
                                                        "none",
                                                        "null",
                                                        "nil",
                                                        "unknown",
                                                        "notspecified",
                                                        "unspecified",
                                                        "notavailable",
                                                        "unavailable",
                                                        "notapplicable",
                                                        "notreported",
                                                        "notrecorded",
                                                        "notprovided",
                                                        "notknown",
                                                        "notgiven",
                                                        "notdisclosed",
                                                        "undisclosed",
                                                        "notmeasured",
                                                        "nottracked",
                                                        "notcalculated",
                                                        "notestimated",
                                                        "moreinformationneeded",
                                                        "informationneeded",
                                                        "tbd",
                                                        "tba",
                                                        "tobedetermined",
                                                        "tobeadded",
                                                        "todo",
                                                        "forthcoming",
                                                        "comingsoon",
                                                        "pending",
                                                        "ingramsofco2"};

constexpr std::array<std::string_view, 10> tags_of_copies{
    "gguf", "ggml", "awq", "gptq", "exl2", "exl3", "quantized", "mergekit", "merge", "ggufmyrepo"};

constexpr std::array<std::string_view, 2> relations_of_copies{"quantized", "merge"};

constexpr std::array<std::string_view, 5> endings_of_copies{"-gguf", "-awq", "-gptq", "-exl2",
                                                            "-ggml"};

constexpr std::array<std::string_view, 5> signs_of_nothing{"\u2013", "\u2014", "\u2026", "\u2212",
                                                           "\u00a0"};

/// What is left of a text when blanks and signs are gone.
std::string letters_of(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const sign =
        std::find_if(signs_of_nothing.begin(), signs_of_nothing.end(),
                     [&](std::string_view one) { return text.starts_with(one); });
    const bool is_sign = sign != signs_of_nothing.end();
    const char first = text.front();
    const bool stays =
        is_letter(first) || is_digit(first) || static_cast<unsigned char>(first) >= 0x80;
    if (!is_sign && stays) {
      out.push_back(small_letter(first));
    }
    text.remove_prefix(is_sign ? sign->size() : 1);
  }
  return out;
}

bool is_template(std::string_view text) {
  return text.starts_with("{{") && text.ends_with("}}");
}

template <class Fits>
const CardStatement* first_statement(const Card& card, Fits fits) {
  const auto found = std::find_if(card.statements.begin(), card.statements.end(), fits);
  return found == card.statements.end() ? nullptr : &*found;
}

bool is_of_copies(const std::string& tag) {
  return is_one_of(letters_of(tag), tags_of_copies);
}

}  // namespace

const CardStatement* find_statement(const Card& card, CardFact fact, CardPart part) {
  const auto fits = [&](const CardStatement& one) {
    return one.fact == fact && one.part == part && !one.is_part;
  };
  const CardStatement* const said = first_statement(
      card, [&](const CardStatement& one) { return fits(one) && !is_placeholder(one.text); });
  return said == nullptr ? first_statement(card, fits) : said;
}

const CardStatement* find_statement(const Card& card, CardFact fact) {
  const CardStatement* const own = find_statement(card, fact, CardPart::metadata);
  const CardStatement* const body = find_statement(card, fact, CardPart::body);
  const bool body_goes_first =
      body != nullptr &&
      (own == nullptr || (is_placeholder(own->text) && !is_placeholder(body->text)));
  return body_goes_first ? body : own;
}

bool is_placeholder(std::string_view text) {
  constexpr std::size_t longest = 100;
  const std::string_view said = trimmed(text);
  return is_template(said) || (said.size() <= longest && is_one_of(letters_of(said), placeholders));
}

bool is_derived_copy(const Card& card) {
  const std::string name = small_letters(card.name);
  return is_one_of(small_letters(card.base_relation), relations_of_copies) ||
         std::any_of(card.tags.begin(), card.tags.end(), is_of_copies) ||
         is_of_copies(card.library) ||
         std::any_of(endings_of_copies.begin(), endings_of_copies.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace plume
