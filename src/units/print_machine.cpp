// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace plume {

namespace {

constexpr int kept_digits = 12;
constexpr double least_mantissa = 1e11;
constexpr double end_of_mantissa = 1e12;

/// A number in twelve decimal digits: mantissa x 10^(exponent - 11).
struct Decimal {
  std::uint64_t mantissa = 0;
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

/// Rounds a positive number by one exact scaling, which is off by less than a ten-thousandth of the
/// last digit kept. Nothing where that could decide between two neighbours, or the number is out of
/// the reach of exact powers.
std::optional<Decimal> round_fast(double number) {
  constexpr double tie_zone = 1e-3;
  if (!(number >= 1e-10 && number < 1e32)) {
    return std::nullopt;
  }
  int exponent = static_cast<int>(std::floor(0.30102999566398120 * std::ilogb(number)));
  double scaled = times_power(number, kept_digits - 1 - exponent);
  if (scaled >= end_of_mantissa) {
    ++exponent;
    scaled = times_power(number, kept_digits - 1 - exponent);
  }
  const double whole = std::floor(scaled);
  const double rest = scaled - whole;
  if (scaled < least_mantissa || std::abs(rest - 0.5) < tie_zone) {
    return std::nullopt;
  }
  const double rounded = rest > 0.5 ? whole + 1 : whole;
  return rounded < end_of_mantissa
             ? Decimal{static_cast<std::uint64_t>(rounded), exponent}
             : Decimal{static_cast<std::uint64_t>(least_mantissa), exponent + 1};
}

/// The shorter of plain and exponent notation, as std::to_chars chooses: of two as long, the plain.
void append_shortest(std::string& out, Decimal number) {
  while (number.mantissa % 10 == 0) {
    number.mantissa /= 10;
  }
  std::array<char, 24> buffer{};
  const char* const end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number.mantissa).ptr;
  const std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const int count = static_cast<int>(digits.size());
  const int last = number.exponent - count + 1;  // the power of ten of the last digit
  const int plain = last >= 0              ? number.exponent + 1
                    : number.exponent >= 0 ? count + 1
                                           : count + 1 - number.exponent;
  const int with_exponent = count + (count > 1 ? 1 : 0) + 4;
  if (plain > with_exponent) {
    out.append(digits.substr(0, 1));
    if (count > 1) {
      out.append(1, '.').append(digits.substr(1));
    }
    const int power = std::abs(number.exponent);
    out.append(number.exponent < 0 ? "e-" : "e+");
    out.append(power < 10 ? "0" : "").append(std::to_string(power));
  } else if (last >= 0) {
    out.append(digits).append(static_cast<std::size_t>(last), '0');
  } else if (number.exponent >= 0) {
    const auto whole = static_cast<std::size_t>(number.exponent) + 1;
    out.append(digits.substr(0, whole)).append(1, '.').append(digits.substr(whole));
  } else {
    out.append("0.").append(static_cast<std::size_t>(-number.exponent - 1), '0').append(digits);
  }
}

}  // namespace

void append_machine(std::string& out, double number) {
  if (const auto fast = round_fast(number)) {
    return append_shortest(out, *fast);
  }
  std::array<char, 64> buffer{};
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
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
