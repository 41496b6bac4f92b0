// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace plume {

/// The natural logarithm of a positive normal number to within two units of the last place, without
/// branches, so that the compiler takes several at once. With x = 2^k m, m from sqrt(1/2) to
/// sqrt(2), and s = (m - 1) / (m + 1), it is k ln 2 + 2 artanh s; the even polynomial and the two
/// parts of ln 2 are those of fdlibm (Sun Microsystems 1993, e_log.c).
inline double logarithm(double x) {
  constexpr std::uint64_t least_m = 0x3fe6a09e00000000;  // of sqrt(1/2)
  constexpr std::uint64_t one = 0x3ff0000000000000;
  constexpr std::uint64_t fraction = 0x000fffffffffffff;
  constexpr std::uint64_t two_to_52 = 0x4330000000000000;
  constexpr double bias = 4503599627370496.0 + 1023.0;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (one - least_m);
  const double k = std::bit_cast<double>(bits >> 52U | two_to_52) - bias;
  const double f = std::bit_cast<double>((bits & fraction) + least_m) - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  const double w = z * z;
  const double odd = z * (6.666666666666735130e-01 +
                          w * (2.857142874366239149e-01 +
                               w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double even = w * (3.999999999940941908e-01 +
                           w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double half_square = f * f / 2;
  const double low = s * (half_square + odd + even) + k * 1.90821492927058770002e-10;
  return k * 6.93147180369123816490e-01 - (half_square - low - f);
}

}  // namespace plume
