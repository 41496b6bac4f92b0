// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_digits.hpp"

#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

namespace plume::cards {

namespace {

constexpr std::string_view separators = ".,_' ";

/// Digits with the sign that stands before them; 0 before the first.
struct Group {
  char sign = 0;
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
};

std::size_t digits_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of("0123456789", at), text.size());
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_digit(text[at]);
}

/// A blank divides thousands only where three digits stand behind it and no letter after those.
bool divides(std::string_view text, const Group& next) {
  const bool ends = next.end == text.size() || !is_letter(text[next.end]);
  return next.sign != ' ' || (next.size() == 3 && ends);
}

std::vector<Group> groups_at(std::string_view text, std::size_t at) {
  std::vector<Group> out{{0, at, digits_end(text, at)}};
  while (out.back().end < text.size()) {
    const std::size_t sign = out.back().end;
    const bool is_next =
        separators.find(text[sign]) != std::string_view::npos && is_digit_at(text, sign + 1);
    const Group next{text[sign], sign + 1, is_next ? digits_end(text, sign + 1) : sign + 1};
    if (!is_next || !divides(text, next)) {
      break;
    }
    out.push_back(next);
  }
  return out;
}

std::size_t count_of(const std::vector<Group>& groups, char sign) {
  return static_cast<std::size_t>(std::count_if(
      groups.begin(), groups.end(), [sign](const Group& one) { return one.sign == sign; }));
}

/// One to three digits, of which the first is no 0, and three in each further group.
bool are_thousands(std::string_view text, const std::vector<Group>& groups, std::size_t count) {
  const bool first = groups[0].size() <= 3 && text[groups[0].begin] != '0';
  return first &&
         std::all_of(groups.begin() + 1, groups.begin() + static_cast<std::ptrdiff_t>(count),
                     [](const Group& one) { return one.size() == 3; });
}

/// How a run of groups is to be read: how many of them are of the whole part, and whether a
/// fraction follows.
struct Reading {
  std::size_t whole = 1;
  bool has_fraction = false;
};

bool all_signs_are(const std::vector<Group>& groups, std::size_t begin, std::size_t end,
                   std::string_view signs) {
  return std::all_of(groups.begin() + static_cast<std::ptrdiff_t>(begin),
                     groups.begin() + static_cast<std::ptrdiff_t>(end), [&](const Group& one) {
                       return signs.find(one.sign) != std::string_view::npos;
                     });
}

/// One sign alone: a point is decimal, a comma where it does not group, all others group.
std::optional<Reading> reading_of_two(std::string_view text, const std::vector<Group>& groups) {
  const char sign = groups[1].sign;
  const bool groups_them = sign == '_' || (sign != '.' && are_thousands(text, groups, 2));
  if (groups_them) {
    return Reading{2, false};
  }
  return Reading{1, sign == '.' || sign == ','};
}

/// Several signs: the last is decimal where it is another than those before it.
std::optional<Reading> reading_of_many(std::string_view text, const std::vector<Group>& groups) {
  const char last = groups.back().sign;
  const std::size_t size = groups.size();
  const bool alike = count_of(groups, last) == size - 1;
  const bool free = all_signs_are(groups, 1, alike ? size : size - 1, "_");
  if (alike && (free || are_thousands(text, groups, size))) {
    return Reading{size, false};
  }
  const bool others_alike =
      all_signs_are(groups, 1, size - 1, std::string_view(&groups[1].sign, 1));
  const bool is_decimal = (last == '.' || last == ',') && !alike && others_alike;
  if (is_decimal && (free || are_thousands(text, groups, size - 1))) {
    return Reading{size - 1, true};
  }
  if (count_of(groups, '.') > 1) {
    return std::nullopt;
  }
  return groups[1].sign == '.' ? Reading{1, true} : Reading{1, false};
}

std::optional<Reading> reading_of(std::string_view text, const std::vector<Group>& groups) {
  switch (groups.size()) {
    case 1:
      return Reading{1, false};
    case 2:
      return reading_of_two(text, groups);
    default:
      return reading_of_many(text, groups);
  }
}

/// "e-4", as long as no letter or digit hangs on it; the place where it began otherwise.
std::size_t exponent_end(std::string_view text, std::size_t at) {
  const bool begins = at < text.size() && small_letter(text[at]) == 'e';
  std::size_t digits = at + 1;
  digits +=
      begins && digits < text.size() && (text[digits] == '-' || text[digits] == '+') ? 1U : 0U;
  const std::size_t end = begins ? digits_end(text, std::min(digits, text.size())) : at;
  const bool hangs = end < text.size() && is_letter(text[end]) && small_letter(text[end]) == 'e';
  return begins && end > digits && !hangs ? end : at;
}

std::optional<double> number_of(const std::string& plain) {
  double out = 0;
  const char* const end = plain.data() + plain.size();
  const auto [stop, error] = std::from_chars(plain.data(), end, out);
  return error == std::errc() && stop == end && std::isfinite(out) ? std::optional(out)
                                                                   : std::nullopt;
}

std::string plain_digits(std::string_view text, const std::vector<Group>& groups,
                         const Reading& reading) {
  std::string out;
  for (std::size_t i = 0; i < reading.whole; ++i) {
    out += text.substr(groups[i].begin, groups[i].size());
  }
  const Group& last = groups[reading.whole - (reading.has_fraction ? 0 : 1)];
  return reading.has_fraction ? out + "." + std::string(text.substr(last.begin, last.size())) : out;
}

/// Without the `+` of an exponent, which from_chars takes nonetheless.
std::string exponent(std::string_view text, std::size_t begin, std::size_t end) {
  return std::string(text.substr(begin, end - begin));
}

/// A point without digits before it.
bool begins_with_point(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] == '.' && is_digit_at(text, at + 1);
}

std::optional<Digits> read_fraction(std::string_view text, std::size_t at) {
  const std::size_t digits = digits_end(text, at + 1);
  const std::size_t end = exponent_end(text, digits);
  const auto value = number_of("0" + std::string(text.substr(at, end - at)));
  return value ? std::optional(Digits{*value, end, false, false}) : std::nullopt;
}

}  // namespace

std::optional<Digits> read_digits(std::string_view text, std::size_t at) {
  if (begins_with_point(text, at)) {
    return read_fraction(text, at);
  }
  if (!is_digit_at(text, at)) {
    return std::nullopt;
  }
  const std::vector<Group> groups = groups_at(text, at);
  const auto reading = reading_of(text, groups);
  if (!reading) {
    return std::nullopt;
  }
  const Group& last = groups[reading->whole - (reading->has_fraction ? 0 : 1)];
  const std::size_t end = exponent_end(text, last.end);
  const auto value =
      number_of(plain_digits(text, groups, *reading) + exponent(text, last.end, end));
  return value ? std::optional(Digits{*value, end, reading->has_fraction && last.sign == ',',
                                      reading->whole > 1})
               : std::nullopt;
}

std::optional<Digits> read_clock(std::string_view text, std::size_t at) {
  constexpr std::array<double, 3> hours_of{1, 1.0 / 60, 1.0 / 3600};
  double hours = 0;
  std::size_t begin = at;
  for (std::size_t i = 0; i < hours_of.size(); ++i) {
    const std::size_t end = digits_end(text, std::min(begin, text.size()));
    const bool is_long_enough = i == 0 ? end > begin && end - begin <= 6 : end == begin + 2;
    const bool goes_on = end < text.size() && text[end] == ':';
    if (!is_long_enough || goes_on != (i + 1 < hours_of.size())) {
      return std::nullopt;
    }
    hours += *number_of(std::string(text.substr(begin, end - begin))) * hours_of[i];
    begin = end + (goes_on ? 1 : 0);
  }
  const bool has_fraction = begins_with_point(text, begin);
  const std::size_t end = has_fraction ? digits_end(text, begin + 1) : begin;
  const auto seconds = number_of("0" + std::string(text.substr(begin, end - begin)));
  return Digits{hours + seconds.value_or(0) / 3600, end, false, false};
}

std::size_t behind_digits(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of("0123456789.,:_'", at), text.size());
}

}  // namespace plume::cards
