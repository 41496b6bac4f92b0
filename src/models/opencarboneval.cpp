// SPDX-License-Identifier: Apache-2.0
#include "plume/models/opencarboneval.hpp"

#include <cmath>
#include <numbers>

namespace plume {

namespace {

constexpr Work teraflop = teraflop_per_second(1) * seconds(1);

/// Above this ln(alpha b), the 1 in 1 + alpha T no longer counts; alpha T itself soon overflows.
constexpr double asymptotic = 36;

/// Below this, ln(1 + alpha T) is alpha T.
constexpr double linear = -30;

/// ln b, b in TFLOP.
double log_of(Work work) {
  return std::log(work.in(flop)) - 12 * std::numbers::ln10;
}

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
  const double ln_b = log_of(work);
  const double ln_alpha = lg_alpha * std::numbers::ln10;
  const double ln_alpha_b = ln_alpha + ln_b;
  if (ln_alpha_b < linear) {
    return seconds(std::numbers::sqrt2 * std::exp((ln_b - ln_alpha) / 2));
  }
  if (ln_alpha_b <= asymptotic) {
    return seconds(inverse_integral(std::exp(ln_alpha_b)) * std::exp(-ln_alpha));
  }
  const double w = large_lambert(ln_alpha_b - 1);
  return seconds(work / teraflop / w - (1 + 1 / w) * std::exp(-ln_alpha));
}

double work_elasticity(Work work, Time device_time, double lg_alpha) {
  const double ln_t = std::log(device_time.in(seconds));
  const double ln_u = lg_alpha * std::numbers::ln10 + ln_t;
  if (ln_u < linear / 2) {
    return 0.5;
  }
  const double rate = ln_u > asymptotic ? ln_u : std::log1p(std::exp(ln_u));
  return std::exp(log_of(work) - ln_t) / rate;
}

}  // namespace plume
