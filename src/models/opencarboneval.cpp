// SPDX-License-Identifier: Apache-2.0
#include "plume/models/opencarboneval.hpp"

#include <cmath>
#include <numbers>

namespace plume {

namespace {

constexpr Work teraflop = teraflop_per_second(1) * seconds(1);

/// Above this ln(alpha b), the 1 in 1 + alpha T no longer counts; alpha T itself soon overflows.
constexpr double asymptotic = 36;

/// (1 + u) ln(1 + u) - u, without loss of digits where u is small.
double integral(double u) {
  if (u > 1e-2) {
    return (1 + u) * std::log1p(u) - u;
  }
  double sum = 0;
  double power = -u;
  for (int k = 2; k <= 10; ++k) {
    power *= -u;
    sum += power / (k * (k - 1));
  }
  return sum;
}

/// u with integral(u) = y. The integral is convex and increasing: Newton's steps come from above.
double inverse_integral(double y) {
  double u = std::sqrt(2 * y) + y;
  for (int i = 0; i < 60; ++i) {
    const double step = (integral(u) - y) / std::log1p(u);
    u -= step;
    if (std::abs(step) <= 1e-15 * u) {
      break;
    }
  }
  return u;
}

/// w with w + ln w = l, the logarithm of Lambert's equation w exp(w) = exp(l), for large l.
double large_lambert(double l) {
  double w = l - std::log(l);
  for (int i = 0; i < 5; ++i) {
    w -= (w + std::log(w) - l) / (1 + 1 / w);
  }
  return w;
}

}  // namespace

Time logarithmic_device_time(Work work, double lg_alpha) {
  const double b = work / teraflop;
  const double ln_alpha = lg_alpha * std::numbers::ln10;
  const double ln_alpha_b = ln_alpha + std::log(b);
  if (ln_alpha_b <= asymptotic) {
    return seconds(inverse_integral(std::exp(ln_alpha_b)) * std::exp(-ln_alpha));
  }
  const double w = large_lambert(ln_alpha_b - 1);
  return seconds(b / w - (1 + 1 / w) * std::exp(-ln_alpha));
}

double work_elasticity(Work work, Time device_time, double lg_alpha) {
  const double ln_u = lg_alpha * std::numbers::ln10 + std::log(device_time.in(seconds));
  const double rate = ln_u > asymptotic ? ln_u : std::log1p(std::exp(ln_u));
  return work / teraflop / (device_time.in(seconds)*rate);
}

}  // namespace plume
