// SPDX-License-Identifier: Apache-2.0
#include "gate/card_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

constexpr auto units = std::to_array<MassUnit>({
    {"g", "grams", 1},
    {"kg", "kilograms", 1e3},
    {"t", "tonnes", 1e6},
    {"mg", "milligrams", 1e-3},
    {"lb", "pounds", 453.59237},
});

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr std::array<std::string_view, 2> autotrain_words{"autotrain", "autonlp"};
constexpr std::array<std::string_view, 4> autotrain_marks{
    "trained using autotrain", "trained using autonlp", "autotrain-data-", "autonlp-data-"};

}  // namespace

std::string in_small_letters(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool mentions(std::string_view text, std::span<const std::string_view> phrases) {
  const std::string small = in_small_letters(text);
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return small.find(phrase) != std::string::npos;
  });
}

std::vector<std::string_view> words_of(std::string_view text, std::string_view also) {
  const auto in_word = [also](char c) {
    return is_plain(c) || also.find(c) != std::string_view::npos;
  };
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin =
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), in_word);
    const auto end = std::find_if_not(begin, text.end(), in_word);
    if (begin != end) {
      out.push_back(text.substr(static_cast<std::size_t>(begin - text.begin()),
                                static_cast<std::size_t>(end - begin)));
    }
    at = static_cast<std::size_t>(end - text.begin());
  }
  return out;
}

namespace {

const CardStatement* if_said(const CardStatement* statement) {
  return statement != nullptr && !is_placeholder(statement->text) ? statement : nullptr;
}

}  // namespace

const CardStatement* said(const Card& card, CardFact fact, CardPart part) {
  return if_said(find_statement(card, fact, part));
}

const CardStatement* said(const Card& card, CardFact fact) {
  return if_said(find_statement(card, fact));
}

std::string_view said_text(const Card& card, CardFact fact) {
  const CardStatement* const statement = said(card, fact);
  return statement == nullptr ? std::string_view() : std::string_view(statement->text);
}

std::span<const MassUnit> mass_units() {
  return units;
}

const MassUnit& gram_unit() {
  return units.front();
}

const MassUnit* mass_unit_of(double grams) {
  const auto found = std::find_if(units.begin(), units.end(), [grams](const MassUnit& unit) {
    return std::abs(grams / unit.grams - 1) < 1e-9;
  });
  return found == units.end() ? nullptr : &*found;
}

bool is_by_autotrain(const Card& card) {
  const bool tagged = std::any_of(card.tags.begin(), card.tags.end(), [](const std::string& tag) {
    return mentions(tag, autotrain_words);
  });
  return tagged || mentions(said_text(card, CardFact::source), autotrain_words) ||
         mentions(card.text, autotrain_marks);
}

}  // namespace plume
