// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

namespace plume {

namespace {

constexpr int kept_digits = 12;
constexpr std::int64_t least_mantissa = 100'000'000'000;
constexpr std::int64_t end_of_mantissa = 1'000'000'000'000;

/// A number in twelve decimal digits: mantissa x 10^(exponent - 11).
struct Decimal {
  std::int64_t mantissa = 0;
  int exponent = 0;
};

/// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double times_power(double number, int power) {
  return power >= 0 ? number * powers[static_cast<std::size_t>(power)]
                    : number / powers[static_cast<std::size_t>(-power)];
}

/// The power of two of a positive normal number.
int exponent_of(double number) {
  constexpr int bias = 1023;
  return static_cast<int>(std::bit_cast<std::uint64_t>(number) >> 52U) - bias;
}

/// Rounds a positive number by one exact scaling, which is off by less than a ten-thousandth of the
/// last digit kept. Nothing where that could decide between two neighbours, or the number is out of
/// the reach of exact powers.
std::optional<Decimal> round_fast(double number) {
  constexpr double tie_zone = 1e-3;
  if (!(number >= 1e-10 && number < 1e32)) {
    return std::nullopt;
  }
  int exponent = (exponent_of(number) * 1233) >> 12;  // log10(2) is 1233 / 4096, nearly
  const double guess = times_power(number, kept_digits - 1 - exponent);
  exponent += guess >= static_cast<double>(end_of_mantissa) ? 1 : 0;
  const double scaled = times_power(number, kept_digits - 1 - exponent);
  const auto rounded = static_cast<std::int64_t>(scaled + 0.5);
  const double off = std::abs(scaled - static_cast<double>(rounded));
  if (rounded < least_mantissa || rounded >= end_of_mantissa || off > 0.5 - tie_zone) {
    return std::nullopt;
  }
  return Decimal{rounded, exponent};
}

/// Twelve digits, and zeros behind them to copy from.
using Digits = std::array<char, 24>;

constexpr std::array<char, 200> make_pairs() {
  std::array<char, 200> out{};
  for (std::size_t i = 0; i < 100; ++i) {
    out[2 * i] = static_cast<char>('0' + i / 10);
    out[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return out;
}
/// "00", "01", ... "99"
constexpr std::array<char, 200> pairs = make_pairs();

void write_four(char* out, std::uint32_t number) {
  std::memcpy(out, &pairs[2 * (number / 100)], 2);
  std::memcpy(out + 2, &pairs[2 * (number % 100)], 2);
}

Digits digits_of(std::int64_t mantissa) {
  const auto high = static_cast<std::uint32_t>(mantissa / 100'000'000);
  const auto low = static_cast<std::uint32_t>(mantissa % 100'000'000);
  Digits out;
  out.fill('0');
  write_four(out.data(), high);
  write_four(out.data() + 4, low / 10'000);
  write_four(out.data() + 8, low % 10'000);
  return out;
}

int significant(const Digits& digits) {
  int count = kept_digits;
  while (digits[static_cast<std::size_t>(count) - 1] == '0') {
    --count;
  }
  return count;
}

// The digits are copied whole, whatever their number: what is too much is written over, or lies
// behind the end.

/// "1.5e+22"
char* write_with_exponent(char* out, const Digits& digits, int count, int exponent) {
  out[0] = digits[0];
  out[1] = '.';
  std::memcpy(out + 2, &digits[1], kept_digits - 1);
  out += count > 1 ? count + 1 : 1;
  out[0] = 'e';
  out[1] = exponent < 0 ? '-' : '+';
  std::memcpy(out + 2, &pairs[2 * static_cast<std::size_t>(std::abs(exponent))], 2);
  return out + 4;
}

/// "1500", "1.5"
char* write_plain(char* out, const Digits& digits, int count, int exponent) {
  const int whole = exponent + 1;
  std::memcpy(out, digits.data(), digits.size());
  if (whole >= count) {
    return out + whole;
  }
  std::memcpy(out + whole + 1, &digits[static_cast<std::size_t>(whole)], kept_digits);
  out[whole] = '.';
  return out + count + 1;
}

/// "0.0015"
char* write_fraction(char* out, const Digits& digits, int count, int exponent) {
  std::memcpy(out, "0.00000000000000", 16);
  out += 1 - exponent;
  std::memcpy(out, digits.data(), kept_digits);
  return out + count;
}

/// The shorter of plain and exponent notation, as std::to_chars chooses: of two as long, the plain.
char* write_shortest(char* out, const Decimal& number) {
  const Digits digits = digits_of(number.mantissa);
  const int count = significant(digits);
  const int exponent = number.exponent;
  const int plain = exponent < 0 ? count + 1 - exponent
                                 : std::max(exponent + 1, count + (exponent + 1 < count ? 1 : 0));
  if (plain > count + (count > 1 ? 1 : 0) + 4) {
    return write_with_exponent(out, digits, count, exponent);
  }
  return exponent < 0 ? write_fraction(out, digits, count, exponent)
                      : write_plain(out, digits, count, exponent);
}

}  // namespace

char* write_machine(char* out, double number) {
  if (const auto fast = round_fast(number)) {
    return write_shortest(out, *fast);
  }
  return std::to_chars(out, out + room_for_machine, round_significant(number, kept_digits)).ptr;
}

std::string print_machine(double number) {
  std::array<char, room_for_machine> buffer;
  const char* const end = write_machine(buffer.data(), number);
  return {static_cast<const char*>(buffer.data()), end};
}

}  // namespace plume
