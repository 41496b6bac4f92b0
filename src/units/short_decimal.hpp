// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/words.hpp"

#include <array>
#include <cstdint>

namespace plume {

/// Takes digits one by one.
inline const char* take_digits(const char* at, const char* end, std::uint64_t& number) {
  for (; at != end && *at >= '0' && *at <= '9'; ++at) {
    number = 10 * number + static_cast<std::uint64_t>(*at - '0');
  }
  return at;
}

/// Takes digits eight at a time; as many bytes must be readable behind the end.
inline const char* take_padded_digits(const char* at, const char* end, std::uint64_t& number) {
  static constexpr std::array<std::uint32_t, 9> powers{1,      10,      100,      1000,     10000,
                                                       100000, 1000000, 10000000, 100000000};
  DigitRun digits{sizeof(number)};
  while (digits.count == sizeof(number) && at < end) {
    digits = digits_in(eight_bytes(at));
    number = powers[digits.count] * number + digits.number;
    at += digits.count;
  }
  return at;
}

/// Reads a decimal number of few digits and no exponent, "1024" or "0.43", off the front of a text.
/// Digits and power of ten are exact, so that their quotient is the nearest double. Where it ends;
/// null when it is no such number, which says nothing against it.
template <auto take>
const char* read_short_decimal(const char* begin, const char* end, double& out) {
  constexpr std::int64_t most_digits = 15;
  static constexpr std::array<double, most_digits + 1> powers{
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  std::uint64_t number = 0;
  const char* at = take(begin, end, number);
  const auto whole = at - begin;
  std::int64_t decimals = 0;
  if (at < end && *at == '.') {
    const char* const point = at;
    at = take(point + 1, end, number);
    decimals = at - point - 1;
    if (decimals == 0) {
      return nullptr;
    }
  }
  const bool goes_on = at < end && (*at == 'e' || *at == 'E');
  if (whole == 0 || whole + decimals > most_digits || goes_on || at > end) {
    return nullptr;
  }
  out = static_cast<double>(static_cast<std::int64_t>(number));
  if (decimals > 0) {  // a division takes long
    out /= powers[static_cast<std::size_t>(decimals)];
  }
  return at;
}

}  // namespace plume
