// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_time.hpp"
#include "plume/formats/grid_log.hpp"

#include <array>

namespace plume {

namespace {

using logs::seconds_since_1970;

/// What a time stamp says, piece by piece.
struct Pieces {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  double second = 0;
};

/// Takes a whole number of `least` to `most` digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  int number = 0;
  std::size_t size = 0;
  while (size < most && size < text.size() && is_digit(text[size])) {
    number = number * 10 + (text[size++] - '0');
  }
  if (size < least) {
    return std::nullopt;
  }
  text.remove_prefix(size);
  return number;
}

bool take_sign(std::string_view& text, std::string_view signs) {
  const bool there = !text.empty() && signs.find(text.front()) != std::string_view::npos;
  text.remove_prefix(there ? 1 : 0);
  return there;
}

/// Enters two digits behind one of `signs`.
bool take_pair(std::string_view& text, std::string_view signs, int& out) {
  std::string_view rest = text;
  const auto number = take_sign(rest, signs) ? take_digits(rest, 1, 2) : std::nullopt;
  if (number) {
    out = *number;
    text = rest;
  }
  return number.has_value();
}

/// "20260307"
bool take_date_of_digits(std::string_view& text, Pieces& out) {
  std::string_view rest = text;
  const auto number = take_digits(rest, 8, 8);
  if (!number || (!rest.empty() && is_digit(rest.front()))) {
    return false;
  }
  out.year = *number / 10'000;
  out.month = *number / 100 % 100;
  out.day = *number % 100;
  text = rest;
  return true;
}

/// "2026-03-07", "2026/03/07"
bool take_year_first(std::string_view& text, Pieces& out) {
  std::string_view rest = text;
  const auto year = take_digits(rest, 4, 4);
  if (!year || !take_pair(rest, "-/", out.month) || !take_pair(rest, "-/", out.day)) {
    return false;
  }
  out.year = *year;
  text = rest;
  return true;
}

/// "07.03.2026"
bool take_day_first(std::string_view& text, Pieces& out) {
  std::string_view rest = text;
  const auto day = take_digits(rest, 1, 2);
  if (!day || !take_pair(rest, ".", out.month) || !take_sign(rest, ".")) {
    return false;
  }
  const auto year = take_digits(rest, 4, 4);
  out.day = *day;
  out.year = year.value_or(0);
  text = rest;
  return year.has_value();
}

/// ".994", ",994"
double take_fraction(std::string_view& text) {
  std::string_view rest = text;
  double out = 0;
  if (!take_sign(rest, ".,") || rest.empty() || !is_digit(rest.front())) {
    return 0;
  }
  for (double scale = 0.1; !rest.empty() && is_digit(rest.front()); scale /= 10) {
    out += scale * (rest.front() - '0');
    rest.remove_prefix(1);
  }
  text = rest;
  return out;
}

/// "04:19", "04:19:42", "04:19:42.994"
bool take_clock(std::string_view& text, Pieces& out) {
  const auto hour = take_digits(text, 1, 2);
  if (!hour || !take_pair(text, ":", out.minute)) {
    return false;
  }
  out.hour = *hour;
  int second = 0;
  if (take_pair(text, ":", second)) {
    out.second = second + take_fraction(text);
  }
  return true;
}

/// A zone in s ahead of UTC: "Z", "UTC", "GMT", "+02:00", "+0200", "-5"; nothing for no zone.
std::optional<double> read_zone(std::string_view text) {
  constexpr std::array<std::string_view, 4> names{"Z", "z", "UTC", "GMT"};
  if (is_one_of(text, names)) {
    return 0;
  }
  const double sign = text.starts_with('-') ? -1 : 1;
  if (!take_sign(text, "+-")) {
    return std::nullopt;
  }
  const auto hours = take_digits(text, 1, 2);
  take_sign(text, ":");
  const auto minutes = take_digits(text, 2, 2);
  const bool sound = hours && *hours <= 15 && minutes.value_or(0) < 60 && text.empty();
  return sound ? std::optional(sign * (*hours * 3600.0 + minutes.value_or(0) * 60.0))
               : std::nullopt;
}

std::optional<TimeStamp> stamp_of(const Pieces& pieces, std::string_view zone) {
  const auto seconds = seconds_since_1970(pieces.year, pieces.month, pieces.day, pieces.hour,
                                          pieces.minute, pieces.second);
  const auto ahead = read_zone(zone);
  if (!seconds || (!zone.empty() && !ahead)) {
    return std::nullopt;
  }
  return TimeStamp{*seconds - ahead.value_or(0), !zone.empty()};
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970 as a number, told apart by size.
std::optional<TimeStamp> read_count(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  double scale = 0;
  for (const auto& [least, divisor] :
       {std::pair(9, 1.0), std::pair(13, 1e3), std::pair(16, 1e6), std::pair(19, 1e9)}) {
    const auto first = static_cast<std::size_t>(least);
    scale = digits >= first && digits <= first + 1 ? divisor : scale;
  }
  const logs::CellNumber number = scale > 0 ? logs::read_plain(text) : logs::CellNumber{};
  return number.is_number() ? std::optional(TimeStamp{number.value / scale, true}) : std::nullopt;
}

std::string_view take_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text = trimmed(text.substr(end));
  return word;
}

int month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (small_letters(word.substr(0, 4)) == names[i]) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

/// "Sat Mar  7 09:00:00 UTC 2026", "Sat Mar  7 09:00:00 2026"
std::optional<TimeStamp> read_with_names(std::string_view text) {
  Pieces pieces;
  take_word(text);
  pieces.month = month_named(take_word(text));
  std::string_view day = take_word(text);
  std::string_view clock = take_word(text);
  const std::string_view zone = text.find(' ') == std::string_view::npos ? "" : take_word(text);
  pieces.day = take_digits(day, 1, 2).value_or(0);
  pieces.year = take_digits(text, 4, 4).value_or(0);
  const bool sound =
      pieces.month > 0 && take_clock(clock, pieces) && clock.empty() && day.empty() && text.empty();
  return sound ? stamp_of(pieces, zone) : std::nullopt;
}

}  // namespace

std::optional<TimeStamp> read_time_stamp(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 60 || text.empty()) {
    return std::nullopt;
  }
  if (is_letter(text.front())) {
    return read_with_names(text);
  }
  Pieces pieces;
  if (!take_date_of_digits(text, pieces) && !take_year_first(text, pieces) &&
      !take_day_first(text, pieces)) {
    return read_count(text);
  }
  if (text.empty()) {
    return stamp_of(pieces, "");
  }
  take_sign(text, "T");
  text = trimmed(text);
  return take_clock(text, pieces) ? stamp_of(pieces, trimmed(text)) : std::nullopt;
}

}  // namespace plume
