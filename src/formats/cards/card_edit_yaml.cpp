// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_edit_parts.hpp"
#include "formats/document_parts.hpp"
#include "plume/units/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace plume {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Words that some reader of YAML takes for a truth value, for nothing or for a number.
constexpr std::array<std::string_view, 15> words_with_a_meaning{
    "y",    "n",   "yes", "no",       "on",   "off", "true", "false",
    "null", "nan", "inf", "infinity", "none", "t",   "f"};

bool means_something(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return is_letter(c) ? static_cast<char>(c | 0x20) : c; });
  return std::find(words_with_a_meaning.begin(), words_with_a_meaning.end(), lower) !=
             words_with_a_meaning.end() ||
         number_of_word(text) || truth_of_word(text);
}

bool is_plain_character(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view(" _-./+()@,;=").find(c) != std::string_view::npos;
}

/// "8 v100 GPUs", but neither "2026-11-22 09:00:00" nor "1e3".
bool begins_like_text(std::string_view text) {
  if (!is_digit(text.front())) {
    return is_letter(text.front());
  }
  const auto blank = text.find(' ');
  return blank != std::string_view::npos && blank + 1 < text.size() && is_letter(text[blank + 1]);
}

bool is_plain(std::string_view text) {
  return !text.empty() && begins_like_text(text) && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), is_plain_character) && !means_something(text);
}

/// Characters that JSON leaves as they are and YAML takes for a line end, or for no text.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> unsafe_characters{{
    {"\x7f", "\\u007f"},
    {"\xe2\x80\xa8", "\\u2028"},
    {"\xe2\x80\xa9", "\\u2029"},
    {"\xef\xbb\xbf", "\\ufeff"},
    {"\xef\xbf\xbe", "\\ufffe"},
    {"\xef\xbf\xbf", "\\uffff"},
}};

/// "\u0085" for the controls U+0080 to U+009F, of two bytes; nothing for any other character.
std::string escaped_control(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (text.size() < 2 || text[0] != '\xc2' || static_cast<unsigned char>(text[1]) >= 0xa0) {
    return {};
  }
  const auto low = static_cast<unsigned char>(text[1]);
  return std::string("\\u00") + digits[low >> 4U] + digits[low & 0xfU];
}

std::string without_unsafe_characters(std::string_view quoted) {
  std::string out;
  while (!quoted.empty()) {
    const auto* const found =
        std::find_if(unsafe_characters.begin(), unsafe_characters.end(),
                     [&](const auto& pair) { return quoted.starts_with(pair.first); });
    const std::string control = escaped_control(quoted);
    if (found != unsafe_characters.end()) {
      out.append(found->second);
      quoted.remove_prefix(found->first.size());
    } else if (!control.empty()) {
      out.append(control);
      quoted.remove_prefix(2);
    } else {
      out += quoted.front();
      quoted.remove_prefix(1);
    }
  }
  return out;
}

bool says_something(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && line[first] != '#';
}

/// The lines of `kept`; those at its end that say nothing would not be found again as the field's.
std::vector<std::string_view> kept_lines(const CardBlock& block) {
  std::vector<std::string_view> out;
  for (const std::string& key : block.kept) {
    for (const TextLine& line : text_lines(key)) {
      out.push_back(std::string_view(key).substr(line.begin, line.end - line.begin));
    }
  }
  while (!out.empty() && !says_something(out.back())) {
    out.pop_back();
  }
  return out;
}

void require_amount(Carbon emissions) {
  if (!std::isfinite(emissions.base()) || emissions.base() < 0) {
    throw Failure(Diagnostic{.code = "out-of-range",
                             .message = "emissions of a card must be a number, 0 or more",
                             .cure = "give the emissions of a whole training"});
  }
}

}  // namespace

std::string plain_decimal(double number) {
  constexpr std::size_t longest = 1100;  // the least double has 1074 digits behind its point
  std::array<char, longest> buffer;
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                        round_significant(number, 12), std::chars_format::fixed)
                              .ptr;
  return {static_cast<const char*>(buffer.data()), end};
}

std::string yaml_scalar(std::string_view text) {
  if (is_plain(text)) {
    return std::string(text);
  }
  using Json = nlohmann::json;
  return without_unsafe_characters(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::vector<std::string> block_lines(const CardBlock& block, std::size_t indent) {
  require_amount(block.emissions);
  const std::string margin(indent, ' ');
  std::vector<std::string> out{margin + std::string(emissions_key) + ":",
                               margin + "  emissions: " + plain_decimal(block.emissions.in(grams))};
  const std::array<std::pair<std::string_view, std::string_view>, 4> texts{
      {{"source", block.source},
       {"training_type", block.training_type},
       {"geographical_location", block.location},
       {"hardware_used", block.hardware}}};
  for (const auto& [key, text] : texts) {
    if (!text.empty()) {
      out.push_back(margin + "  " + std::string(key) + ": " + yaml_scalar(text));
    }
  }
  for (const std::string_view line : kept_lines(block)) {
    out.push_back(line.empty() ? std::string() : margin + "  " + std::string(line));
  }
  return out;
}

}  // namespace plume
