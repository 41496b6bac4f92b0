// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_number.hpp"

#include "formats/cards/card_digits.hpp"
#include "formats/cards/card_unit.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plume {

namespace {

using cards::Digits;
using cards::WrittenUnit;

constexpr Dim time_dim{.time = 1};
constexpr double hour = 3600;

/// A figure stands near the front of what is said of it.
constexpr std::size_t longest_text = 2000;

constexpr std::array<std::string_view, 14> approximations{
    "about",   "approx", "approx.", "approximately", "around",    "ca",    "ca.",
    "roughly", "circa",  "nearly",  "less than",     "more than", "up to", "at least"};

constexpr std::array<std::string_view, 5> range_signs{"..", "-", "~", "to ", "and "};

/// An amount with the place behind it.
struct Amount {
  CardNumber number{};
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool begins_amount(std::string_view text, std::size_t at) {
  const bool is_point = text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]);
  return is_digit(text[at]) || is_point;
}

/// Digits of a name, "P100", "v3-8", "i7-10510U", are no amount.
bool is_in_word(std::string_view text, std::size_t at) {
  if (at == 0) {
    return false;
  }
  const char before = text[at - 1];
  const bool joins = before == '-' || before == '/' || before == '.' || before == ',';
  return is_in_name(before) || before == '#' || before == '^' ||
         (joins && at > 1 && is_in_name(text[at - 2]));
}

bool is_approximate(std::string_view before) {
  const std::string_view words = trimmed(before);
  const std::string small =
      small_letters(words.substr(words.size() - std::min<std::size_t>(words.size(), 20)));
  const bool by_sign =
      !words.empty() && std::string_view("~<>").find(words.back()) != std::string_view::npos;
  return by_sign ||
         std::any_of(approximations.begin(), approximations.end(), [&](std::string_view word) {
           const bool ends = small.ends_with(word);
           return ends && (small.size() == word.size() ||
                           !is_letter(small[small.size() - word.size() - 1]));
         });
}

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(' ', at), text.size());
}

void take_digits(CardNumber& out, const Digits& digits) {
  out.decimal_comma = out.decimal_comma || digits.decimal_comma;
  out.grouped = out.grouped || digits.grouped;
}

void take_unit(Amount& out, WrittenUnit unit) {
  out.end += unit.end;
  out.number.unit = std::move(unit.text);
  out.number.size = unit.size;
}

/// The number behind the sign of a range, and its place.
std::optional<Digits> upper_end(std::string_view text, std::size_t at) {
  at = behind_blanks(text, at);
  for (const std::string_view sign : range_signs) {
    if (text.substr(at).starts_with(sign)) {
      return cards::read_digits(text, behind_blanks(text, at + sign.size()));
    }
  }
  return std::nullopt;
}

bool is_same_size(const std::optional<AnyUnit>& a, const std::optional<AnyUnit>& b) {
  return a && b && a->dimension == b->dimension && a->factor == b->factor;
}

/// "5-10 kg", "5 kg to 10 kg"
void take_range(std::string_view text, Amount& amount) {
  const auto upper = upper_end(text, amount.end);
  if (!upper || upper->value <= amount.number.low) {
    return;
  }
  WrittenUnit unit = cards::unit_in_front(text.substr(upper->end));
  if (!amount.number.unit.empty() && !is_same_size(amount.number.size, unit.size)) {
    return;
  }
  take_digits(amount.number, *upper);
  amount.number.high = upper->value;
  amount.number.value = (amount.number.low + amount.number.high) / 2;
  amount.end = upper->end;
  take_unit(amount, std::move(unit));
}

/// "5 +- 1 kg", "5 +/- 10 %"
void take_tolerance(std::string_view text, Amount& amount) {
  const std::size_t at = behind_blanks(text, amount.end);
  for (const std::string_view sign : {"+-", "+/-"}) {
    const auto digits = text.substr(at).starts_with(sign)
                            ? cards::read_digits(text, behind_blanks(text, at + sign.size()))
                            : std::nullopt;
    if (digits) {
      const std::size_t behind = behind_blanks(text, digits->end);
      const bool is_share = behind < text.size() && text[behind] == '%';
      const double width = is_share ? amount.number.value * digits->value / 100 : digits->value;
      amount.number.low = amount.number.value - width;
      amount.number.high = amount.number.value + width;
      amount.end = is_share ? behind + 1 : digits->end;
    }
  }
}

void take_unit_behind(std::string_view text, Amount& amount) {
  if (amount.number.unit.empty()) {
    take_unit(amount, cards::unit_in_front(text.substr(amount.end)));
  }
}

/// "0x1F", "0o17", which are numbers to YAML alone.
bool is_of_other_base(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '0' &&
         std::string_view("xXoObB").find(text[at + 1]) != std::string_view::npos &&
         is_in_name(text[at + 2]);
}

/// "2026-01-31"
bool is_date(std::string_view text, std::size_t at) {
  constexpr std::string_view form = "0000-00-00";
  const std::string_view date = text.substr(at, form.size());
  return std::equal(date.begin(), date.end(), form.begin(), form.end(),
                    [](char c, char f) { return f == '0' ? is_digit(c) : c == f; });
}

Amount clock_amount(const Digits& clock, std::size_t at) {
  Amount out{{}, at, clock.end};
  out.number.value = out.number.low = out.number.high = clock.value;
  out.number.unit = "h:mm:ss";
  out.number.size = AnyUnit{time_dim, hour};
  return out;
}

/// One amount without further parts: "7 days".
std::optional<Amount> simple_amount(std::string_view text, std::size_t at) {
  if (const auto clock = cards::read_clock(text, at)) {
    return clock_amount(*clock, at);
  }
  if (is_of_other_base(text, at) || is_date(text, at)) {
    return std::nullopt;
  }
  const auto digits = cards::read_digits(text, at);
  const bool is_of_clock = digits && digits->end + 1 < text.size() && text[digits->end] == ':' &&
                           is_digit(text[digits->end + 1]);
  if (!digits || is_of_clock) {
    return std::nullopt;
  }
  Amount out{{}, at, digits->end};
  out.number.value = out.number.low = out.number.high = digits->value;
  take_digits(out.number, *digits);
  take_tolerance(text, out);
  take_unit_behind(text, out);
  return out;
}

bool is_time(const CardNumber& number) {
  return number.size && number.size->dimension == time_dim;
}

/// "m" beside hours is a minute.
void name_minutes(CardNumber& number) {
  if (number.unit == "m") {
    number.size = AnyUnit{time_dim, 60};
  }
}

/// Where a further part of a time would begin: "7 hours, 40 minutes", "1 h and 30 min".
std::size_t next_part(std::string_view text, std::size_t at) {
  at = std::min(text.find_first_not_of(", ", at), text.size());
  return text.substr(at).starts_with("and ") ? behind_blanks(text, at + 4) : at;
}

void take_parts_of_time(std::string_view text, Amount& amount) {
  double least = is_time(amount.number) ? amount.number.size->factor : 0;
  while (least > 0) {
    const std::size_t at = next_part(text, amount.end);
    auto part = at < text.size() ? simple_amount(text, at) : std::nullopt;
    if (part) {
      name_minutes(part->number);
    }
    if (!part || !is_time(part->number) || part->number.size->factor >= least) {
      return;
    }
    least = part->number.size->factor;
    const double more = part->number.value * least / amount.number.size->factor;
    amount.number.value += more;
    amount.number.low += more;
    amount.number.high += more;
    amount.end = part->end;
  }
}

bool is_negative(std::string_view text, std::size_t at) {
  return at > 0 && text[at - 1] == '-' &&
         (at == 1 || is_blank(text[at - 2]) || text[at - 2] == '(');
}

void negate(CardNumber& number) {
  number.value = -number.value;
  number.low = number.high = number.value;
}

std::optional<Amount> amount_at(std::string_view text, std::size_t at) {
  auto out = simple_amount(text, at);
  if (out && is_negative(text, at)) {
    negate(out->number);
  } else if (out) {
    take_range(text, *out);
    take_parts_of_time(text, *out);
  }
  if (out) {
    out->number.approximate = is_approximate(text.substr(0, at));
  }
  return out;
}

/// The first amount from a place on that pleases.
template <class Pleases>
std::optional<CardNumber> first_amount(std::string_view text, Pleases pleases) {
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = begins_amount(text, at) && !is_in_word(text, at);
    auto amount = begins ? amount_at(text, at) : std::nullopt;
    if (amount && pleases(amount->number)) {
      return std::move(amount->number);
    }
    const std::size_t behind = is_digit(text[at]) ? cards::behind_digits(text, at) : at + 1;
    at = amount ? std::max(amount->end, at + 1) : behind;
  }
  return std::nullopt;
}

/// Digits, a point and an exponent, and nothing else.
bool is_bare(std::string_view text) {
  std::string_view rest = trimmed(text);
  rest.remove_prefix(rest.starts_with('-') ? 1 : 0);
  const bool is_plain = rest.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
  const auto digits = is_plain ? cards::read_digits(rest, 0) : std::nullopt;
  return digits && digits->end == rest.size() && !digits->grouped;
}

template <class Pleases>
std::optional<CardNumber> read_first(std::string_view text, Pleases pleases) {
  const std::string plain = cards::with_plain_signs(text.substr(0, longest_text));
  auto out = first_amount(std::string_view(plain), pleases);
  if (out) {
    out->is_bare = is_bare(text);
  }
  return out;
}

bool fits(const CardNumber& number, const Dim& dimension) {
  return number.size && number.size->dimension == dimension;
}

}  // namespace

std::optional<CardNumber> read_card_number(std::string_view text) {
  return read_first(text, [](const CardNumber&) { return true; });
}

std::optional<CardNumber> read_card_number(std::string_view text, const Dim& dimension) {
  return read_first(text, [&](const CardNumber& number) { return fits(number, dimension); });
}

}  // namespace plume
