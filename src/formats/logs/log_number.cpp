// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_number.hpp"

#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace plume::logs {

namespace {

constexpr std::size_t longest_number = 64;
constexpr CellNumber missing{};
constexpr CellNumber bad{.kind = CellKind::bad};
constexpr std::array<std::string_view, 9> missing_words{"",     "-",    "n/a", "na",  "n/e",
                                                        "none", "null", "nan", "n.a."};
/// Signs between groups of digits that are never a decimal sign: apostrophe and narrow blanks.
constexpr std::array<std::string_view, 4> group_signs{"'", "\u2019", "\u00a0", "\u202f"};

bool is_missing(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    return std::none_of(text.begin(), text.end(), is_digit);
  }
  return text.size() <= 4 && is_one_of(small_letters(text), missing_words);
}

std::string_view without_unit(std::string_view text, std::string_view unit) {
  const bool there = !unit.empty() && text.size() > unit.size() &&
                     small_letters(text.substr(text.size() - unit.size())) == small_letters(unit);
  return there ? trimmed(text.substr(0, text.size() - unit.size())) : text;
}

/// Takes `sign` away wherever three digits, and no more, follow it; nothing where it stands
/// elsewhere.
std::optional<std::string> without_groups(std::string_view text, std::string_view sign) {
  std::string out;
  while (!text.empty()) {
    const auto at = std::min(text.find(sign), text.size());
    out += text.substr(0, at);
    if (at == text.size()) {
      break;
    }
    text.remove_prefix(at + sign.size());
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits != 3 || out.empty() || !is_digit(out.back())) {
      return std::nullopt;
    }
  }
  return out;
}

/// Whether a single comma in a number could as well part its thousands: "1,234", not "0,234".
bool is_ambiguous(std::string_view text, std::size_t comma) {
  const std::string_view behind = text.substr(comma + 1);
  const auto digits = std::min(behind.find_first_not_of("0123456789"), behind.size());
  return digits == 3 && comma <= 4 && text.substr(0, comma) != "0" &&
         text.substr(0, comma) != "-0" && text.substr(0, comma) != "";
}

std::optional<std::string> with_point(std::string text) {
  const auto comma = text.find(',');
  if (is_ambiguous(text, comma)) {
    return std::nullopt;
  }
  text[comma] = '.';
  return text;
}

/// Both signs stand in it: the last is the decimal one.
std::optional<std::string> without_first_sign(const std::string& text) {
  const bool point_last = text.rfind('.') > text.rfind(',');
  auto out = without_groups(text, point_last ? "," : ".");
  if (out && !point_last) {
    std::replace(out->begin(), out->end(), ',', '.');
  }
  return out;
}

/// The number with at most one point and no other signs; nothing where it is ambiguous or broken.
std::optional<std::string> normal(std::string_view written) {
  std::optional<std::string> text(written);
  for (const std::string_view sign : group_signs) {
    text = text ? without_groups(*text, sign) : text;
  }
  if (!text) {
    return std::nullopt;
  }
  const auto points = std::count(text->begin(), text->end(), '.');
  const auto commas = std::count(text->begin(), text->end(), ',');
  if (points > 0 && commas > 0) {
    return without_first_sign(*text);
  }
  if (points > 1 || commas > 1) {
    return without_groups(*text, points > 1 ? "." : ",");
  }
  return commas == 1 ? with_point(*text) : text;
}

}  // namespace

CellNumber read_plain(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && stop == text.data() + text.size() && !text.empty();
  return whole && std::isfinite(value) ? CellNumber{CellKind::number, value} : bad;
}

CellNumber read_cell(std::string_view text, std::string_view unit) {
  const std::string_view number = without_unit(trimmed(text), unit);
  if (is_missing(trimmed(text)) || is_missing(number)) {
    return missing;
  }
  if (const CellNumber plain = read_plain(number);
      plain.is_number() || number.size() > longest_number) {
    return plain;
  }
  const auto digits = normal(number);
  return digits ? read_plain(*digits) : bad;
}

CellNumber read_amount(std::string_view text, double largest, std::string_view unit) {
  const CellNumber read = read_cell(text, unit);
  return read.is_number() && (read.value < 0 || read.value > largest) ? bad : read;
}

}  // namespace plume::logs
