// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
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
  double scaled = times_power(number, kept_digits - 1 - exponent);
  if (scaled >= static_cast<double>(end_of_mantissa)) {
    ++exponent;
    scaled = times_power(number, kept_digits - 1 - exponent);
  }
  const auto whole = static_cast<std::int64_t>(scaled);
  const double rest = scaled - static_cast<double>(whole);
  if (whole < least_mantissa || std::abs(rest - 0.5) < tie_zone) {
    return std::nullopt;
  }
  const std::int64_t rounded = rest > 0.5 ? whole + 1 : whole;
  return rounded < end_of_mantissa ? Decimal{rounded, exponent}
                                   : Decimal{least_mantissa, exponent + 1};
}

/// Room for the longest text.
using Buffer = std::array<char, 64>;

/// The digits without zeros at the end; how many there are.
int write_digits(std::int64_t mantissa, char* digits) {
  for (int place = kept_digits - 2; place >= 0; place -= 2) {
    const std::int64_t rest = mantissa / 100;
    const auto pair = static_cast<int>(mantissa - 100 * rest);
    digits[place] = static_cast<char>('0' + pair / 10);
    digits[place + 1] = static_cast<char>('0' + pair % 10);
    mantissa = rest;
  }
  int count = kept_digits;
  while (digits[count - 1] == '0') {
    --count;
  }
  return count;
}

/// "1.5e+22"
char* write_with_exponent(char* out, const char* digits, int count, int exponent) {
  *out++ = digits[0];
  if (count > 1) {
    *out++ = '.';
    out = std::copy(digits + 1, digits + count, out);
  }
  *out++ = 'e';
  *out++ = exponent < 0 ? '-' : '+';
  const int power = std::abs(exponent);
  *out++ = static_cast<char>('0' + power / 10);
  *out++ = static_cast<char>('0' + power % 10);
  return out;
}

/// "1500", "1.5", "0.0015"
char* write_plain(char* out, const char* digits, int count, int exponent) {
  if (exponent < 0) {
    *out++ = '0';
    *out++ = '.';
    out = std::fill_n(out, -exponent - 1, '0');
    return std::copy(digits, digits + count, out);
  }
  if (exponent + 1 >= count) {
    out = std::copy(digits, digits + count, out);
    return std::fill_n(out, exponent + 1 - count, '0');
  }
  out = std::copy(digits, digits + exponent + 1, out);
  *out++ = '.';
  return std::copy(digits + exponent + 1, digits + count, out);
}

/// The shorter of plain and exponent notation, as std::to_chars chooses: of two as long, the plain.
char* write_shortest(char* out, const Decimal& number) {
  std::array<char, kept_digits> digits;
  const int count = write_digits(number.mantissa, digits.data());
  const int exponent = number.exponent;
  const int plain = exponent < 0            ? count + 1 - exponent
                    : exponent + 1 >= count ? exponent + 1
                                            : count + 1;
  const int with_exponent = count + (count > 1 ? 1 : 0) + 4;
  return plain > with_exponent ? write_with_exponent(out, digits.data(), count, exponent)
                               : write_plain(out, digits.data(), count, exponent);
}

}  // namespace

void append_machine(std::string& out, double number) {
  Buffer buffer;
  const auto fast = round_fast(number);
  const char* const end = fast ? write_shortest(buffer.data(), *fast)
                               : std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                               round_significant(number, kept_digits))
                                     .ptr;
  out.append(static_cast<const char*>(buffer.data()), end);
}

std::string print_machine(double number) {
  std::string out;
  append_machine(out, number);
  return out;
}

}  // namespace plume
