// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace plume {

/// Reads a decimal number of few digits and no exponent, "1024" or "0.43", off the front of a text.
/// Digits and power of ten are exact, so that their quotient is the nearest double. Where it ends;
/// null when it is no such number, which says nothing against it.
inline const char* read_short_decimal(const char* at, const char* end, double& out) {
  constexpr std::int64_t most_digits = 15;
  static constexpr std::array<double, most_digits + 1> powers{
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  std::uint64_t digits = 0;
  const auto take_digits = [&] {
    const char* const begin = at;
    for (; at != end && *at >= '0' && *at <= '9'; ++at) {
      digits = 10 * digits + static_cast<std::uint64_t>(*at - '0');
    }
    return at - begin;
  };
  const auto whole = take_digits();
  const bool dotted = whole > 0 && at != end && *at == '.';
  at += dotted ? 1 : 0;
  const auto decimals = dotted ? take_digits() : 0;
  const bool short_enough = whole > 0 && whole + decimals <= most_digits;
  const bool goes_on = at != end && (*at == 'e' || *at == 'E');
  if (!short_enough || goes_on || (dotted && decimals == 0)) {
    return nullptr;
  }
  out = static_cast<double>(static_cast<std::int64_t>(digits));
  out /= powers[static_cast<std::size_t>(decimals)];
  return at;
}

}  // namespace plume
