// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_unit.hpp"

#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace plume::cards {

namespace {

/// Words behind a number that begin something else.
constexpr std::array<std::string_view, 16> other_words{"in", "for",  "on",   "of",   "and", "x",
                                                       "to", "by",   "at",   "with", "the", "or",
                                                       "is", "from", "were", "per"};

/// Before a time, these make it one of devices and not of the clock.
constexpr std::array<std::string_view, 8> device_words{"gpu", "gpus",        "tpu",    "tpus",
                                                       "cpu", "accelerator", "device", "core"};

constexpr auto plain_signs = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"\u2082", "2"},   // subscript
    {"<sub>", ""},     //
    {"</sub>", ""},    //
    {"\u00a0", " "},   // blanks
    {"\u2009", " "},   //
    {"\u202f", " "},   //
    {"\u2212", "-"},   // minus and dashes
    {"\u2013", "-"},   //
    {"\u2014", "-"},   //
    {"\u2248", "~"},   // about
    {"\u223c", "~"},   //
    {"\u00d7", "x"},   // times
    {"\u00b5", "u"},   // micro
    {"\u03bc", "u"},   //
    {"\u00b1", "+-"},  //
    {"\u2019", "'"},   //
});

bool is_letter_or_digit(char c) {
  return is_letter(c) || is_digit(c);
}

bool ends_unit(char c) {
  return std::string_view(",;()[]|{}\r\n").find(c) != std::string_view::npos;
}

/// Ends of the words at the front of a text, as far as a unit can reach, the farthest first.
std::vector<std::size_t> ends_of_words(std::string_view text) {
  constexpr std::size_t most_words = 6;
  constexpr std::size_t longest = 60;
  std::vector<std::size_t> out;
  std::size_t at = 0;
  while (at < std::min(text.size(), longest) && out.size() < most_words && !ends_unit(text[at])) {
    const bool ends = text[at] != ' ' &&
                      (at + 1 == text.size() || text[at + 1] == ' ' || ends_unit(text[at + 1]));
    if (ends) {
      out.push_back(at + 1);
    }
    ++at;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::size_t letters_in_front(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_letter);
  return static_cast<std::size_t>(end - text.begin());
}

bool is_other_word(std::string_view word) {
  return is_one_of(small_letters(word), other_words);
}

std::string_view last_word(std::string_view text) {
  const auto blank = text.find_last_of(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), is_letter_or_digit);
}

std::string without_stop(std::string_view text) {
  while (!text.empty() && std::string_view(".:*_\"'").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

WrittenUnit written(std::string_view text, const AnyUnit& unit, std::size_t end) {
  return {without_stop(text), unit.factor > 0 ? std::optional(unit) : std::nullopt, end};
}

/// "1h30m", but not "8 H100".
bool are_unit(std::string_view text, std::size_t letters, bool is_glued) {
  const bool before_digit = letters < text.size() && is_digit(text[letters]);
  return letters > 0 && (!before_digit || (is_glued && text[0] != 'H' && text[0] != 'T'));
}

/// The longest unit that the text begins with, blanks in front not allowed.
std::optional<WrittenUnit> longest_unit(std::string_view text, bool is_glued = false) {
  std::vector<std::size_t> ends = ends_of_words(text);
  const std::size_t letters = letters_in_front(text);
  if (are_unit(text, letters, is_glued)) {
    ends.push_back(letters);
  }
  for (const std::size_t end : ends) {
    const std::string_view words = text.substr(0, end);
    const std::string_view last = last_word(words);
    const bool is_open = words.size() > last.size() && (is_other_word(last) || !has_letter(last));
    const auto unit = is_open ? std::nullopt : known_unit(words);
    if (unit) {
      return written(words, *unit, end);
    }
  }
  return std::nullopt;
}

std::string_view word_in_front(std::string_view text) {
  const bool begins = !text.empty() && is_letter(text.front());
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_letter_or_digit);
  return begins ? text.substr(0, static_cast<std::size_t>(end - text.begin())) : std::string_view();
}

std::size_t blanks_in_front(std::string_view text) {
  return std::min(text.find_first_not_of(" \t([_"), text.size());
}

}  // namespace

std::string with_plain_signs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const sign =
        std::find_if(plain_signs.begin(), plain_signs.end(),
                     [&](const auto& one) { return text.starts_with(one.first); });
    const bool found = sign != plain_signs.end();
    out += found ? sign->second : text.substr(0, 1);
    text.remove_prefix(found ? sign->first.size() : 1);
  }
  return out;
}

WrittenUnit unit_in_front(std::string_view text) {
  const std::size_t begin = blanks_in_front(text);
  const std::string_view rest = text.substr(begin);
  const std::size_t in = rest.starts_with("in ") ? 3 : 0;
  if (auto unit = longest_unit(rest.substr(in), begin + in == 0)) {
    unit->end += begin + in;
    return *std::move(unit);
  }
  const std::string_view word = word_in_front(rest);
  return is_other_word(word)
             ? WrittenUnit{}
             : WrittenUnit{std::string(word), std::nullopt, word.empty() ? 0 : begin + word.size()};
}

std::optional<WrittenUnit> unit_within(std::string_view text, const Dim& dimension) {
  std::string_view before;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view word = word_in_front(text.substr(at));
    const bool is_of_devices = is_one_of(small_letters(before), device_words);
    auto unit = word.empty() || is_of_devices ? std::nullopt : longest_unit(text.substr(at));
    if (unit && unit->size && unit->size->dimension == dimension) {
      return unit;
    }
    before = word.empty() ? before : word;
    at += std::max<std::size_t>(word.size(), 1);
    const bool is_within = at < text.size() && text[at] == '\'';
    at += is_within ? 2U : 0U;
  }
  return std::nullopt;
}

}  // namespace plume::cards
