// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "support/words.hpp"

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

/// Ten to the power of -10 to 32, the nearest double.
constexpr int least_power = -10;
constexpr std::array<double, 43> steps{
    1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,  1e3,  1e4,
    1e5,   1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20,  1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32};

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
  if (!(number >= steps.front() && number < steps.back())) {
    return std::nullopt;
  }
  int exponent = (exponent_of(number) * 1233) >> 12;  // log10(2) is 1233 / 4096, nearly
  exponent += number >= steps[static_cast<std::size_t>(exponent + 1 - least_power)] ? 1 : 0;
  const double scaled = times_power(number, kept_digits - 1 - exponent);
  const auto whole = static_cast<std::int64_t>(scaled);
  const double rest = scaled - static_cast<double>(whole);
  if (whole < least_mantissa || whole >= end_of_mantissa || std::abs(rest - 0.5) < tie_zone) {
    return std::nullopt;
  }
  const std::int64_t rounded = rest > 0.5 ? whole + 1 : whole;
  return rounded < end_of_mantissa ? Decimal{rounded, exponent}
                                   : Decimal{least_mantissa, exponent + 1};
}

/// Twelve digits, and zeros behind them: two words of eight characters, which stay out of memory
/// until they are where they belong.
struct Digits {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

/// The eight characters of a number below 10^8. What was divided stands lower than its rest.
constexpr std::uint64_t eight_digits(std::uint64_t number) {
  const std::uint64_t fours = number / 10'000 | number % 10'000 << 32U;
  const std::uint64_t hundreds = fours * 5243 >> 19U & 0x7f0000007fU;  // 1 / 100, below 10^4
  const std::uint64_t pairs = hundreds | (fours - 100 * hundreds) << 16U;
  const std::uint64_t tens = pairs * 103 >> 10U & 0xf000f000f000fU;  // 1 / 10, below 100
  return (tens | (pairs - 10 * tens) << 8U) + eight_of('0');
}
static_assert(eight_digits(12'345'678) == eight_bytes("12345678"));
static_assert(eight_digits(99'990'009) == eight_bytes("99990009"));

Digits digits_of(std::int64_t mantissa) {
  const auto number = static_cast<std::uint64_t>(mantissa);
  return {eight_digits(number / 10'000), eight_digits(number % 10'000 * 10'000)};
}

/// How many of eight characters are left without the zeros at their end.
int without_zeros(std::uint64_t characters) {
  return 8 - std::countl_zero(characters ^ eight_of('0')) / 8;
}

int significant(const Digits& digits) {
  const int last = without_zeros(digits.last);
  return last > 0 ? 8 + last : without_zeros(digits.first);
}

/// Characters with a point before the one at `place`; the last of them falls out.
constexpr std::uint64_t with_point(std::uint64_t characters, int place) {
  const std::uint64_t before = (std::uint64_t{1} << 8 * place) - 1;
  return (characters & before) | (std::uint64_t{'.'} << 8 * place) | (characters & ~before) << 8U;
}

/// The first `whole` digits, 1 to 11, a point and the others.
Digits with_point(const Digits& digits, int whole) {
  if (whole >= 8) {
    return {digits.first, with_point(digits.last, whole - 8)};
  }
  return {with_point(digits.first, whole), digits.last << 8U | digits.first >> 56U};
}

// The digits are written whole, whatever their number: what is too much is written over, or lies
// behind the end.

void write(char* out, const Digits& digits) {
  put_eight_bytes(out, digits.first);
  put_eight_bytes(out + 8, digits.last);
}

/// "1.5e+22"
char* write_with_exponent(char* out, const Digits& digits, int count, int exponent) {
  write(out, with_point(digits, 1));
  out += count > 1 ? count + 1 : 1;
  const int power = std::abs(exponent);
  out[0] = 'e';
  out[1] = exponent < 0 ? '-' : '+';
  out[2] = static_cast<char>('0' + power / 10);
  out[3] = static_cast<char>('0' + power % 10);
  return out + 4;
}

/// "1500", "1.5"
char* write_plain(char* out, const Digits& digits, int count, int exponent) {
  const int whole = exponent + 1;
  if (whole >= count) {
    write(out, digits);
    put_eight_bytes(out + 16, eight_of('0'));
    return out + whole;
  }
  write(out, with_point(digits, whole));
  return out + count + 1;
}

/// "0.0015"
char* write_fraction(char* out, const Digits& digits, int count, int exponent) {
  std::memcpy(out, "0.00000000000000", 16);
  out += 1 - exponent;
  write(out, digits);
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
