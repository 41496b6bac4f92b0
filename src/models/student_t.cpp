// SPDX-License-Identifier: Apache-2.0
#include "plume/models/extrapolation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plume {

namespace {

constexpr double least_share = 1e-9;
constexpr double many_degrees = 1e4;
constexpr double precision = 1e-14;
constexpr int most_rounds = 500;

/// What lies above z of the normal distribution.
double normal_tail(double z) {
  return std::erfc(z / std::numbers::sqrt2) / 2;
}

double normal_density(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

/// Where a tail that falls ever more slowly comes down to a share: Newton's rule from below never
/// goes beyond.
template <class Tail, class Density>
double quantile_of(double share, double start, Tail tail, Density density) {
  double t = start;
  for (int round = 0; round < most_rounds; ++round) {
    const double step = (tail(t) - share) / density(t);
    t += step;
    if (std::abs(step) <= precision * (1 + t)) {
      break;
    }
  }
  return t;
}

double upper_normal_quantile(double share) {
  return quantile_of(share, 0, normal_tail, normal_density);
}

/// Gamma(a + 1/2) / Gamma(a): the asymptotic series at a + 50 or more, then down by
/// Gamma(a + 1) = a Gamma(a).
double gamma_ratio(double a) {
  double factor = 1;
  double x = a;
  for (; x < 50; ++x) {
    factor *= x / (x + 0.5);
  }
  const double u = 1 / x;
  const double series =
      1 + u * (-1.0 / 8 + u * (1.0 / 128 + u * (5.0 / 1024 + u * (-21.0 / 32768))));
  return factor * std::sqrt(x) * series;
}

/// The continued fraction of the incomplete beta function, by Lentz (DLMF 8.17.22).
double beta_fraction(double x, double a, double b) {
  double c = 1;
  double d = 1 / (1 - (a + b) * x / (a + 1));
  double out = d;
  for (int round = 1; round < most_rounds; ++round) {
    const double m = round;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    out *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    out *= c * d;
    if (std::abs(c * d - 1) < precision) {
      break;
    }
  }
  return out;
}

/// Student's distribution above t: half the incomplete beta function of v / (v + t2) with v / 2 and
/// 1/2, from whichever end its fraction converges fast.
double student_tail(double t, double v) {
  const double a = v / 2;
  const double far = v / (v + t * t);
  const double front = gamma_ratio(a) / std::sqrt(std::numbers::pi) *
                       std::exp(-a * std::log1p(t * t / v)) * std::sqrt(1 - far);
  return far < (a + 1) / (a + 2.5) ? front * beta_fraction(far, a, 0.5) / (2 * a)
                                   : 0.5 - front * beta_fraction(1 - far, 0.5, a);
}

double student_density(double t, double v) {
  return gamma_ratio(v / 2) / std::sqrt(v * std::numbers::pi) *
         std::exp(-(v + 1) / 2 * std::log1p(t * t / v));
}

/// The expansion about the normal quantile in 1 / v (Abramowitz and Stegun 26.7.5).
double expanded(double z, double v) {
  const double z2 = z * z;
  const double first = z * (z2 + 1) / 4;
  const double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
  return z + first / v + second / (v * v);
}

double upper_quantile(double share, double v) {
  const double z = upper_normal_quantile(share);
  return v > many_degrees ? expanded(z, v)
                          : quantile_of(
                                share, z, [v](double t) { return student_tail(t, v); },
                                [v](double t) { return student_density(t, v); });
}

}  // namespace

double student_t(double share, double degrees) {
  const double v = degrees > 1 ? degrees : 1;
  const double below = std::clamp(share, least_share, 1 - least_share);
  return below < 0.5 ? -upper_quantile(below, v) : upper_quantile(1 - below, v);
}

}  // namespace plume
