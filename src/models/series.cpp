// SPDX-License-Identifier: Apache-2.0
#include "plume/models/extrapolation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plume {

namespace {

constexpr std::size_t values_of_a_mean = 5;
constexpr std::size_t batches = 5;
constexpr std::size_t least_means = 10;
constexpr double largest_autocorrelation = 0.99;
/// Of fewer, what their common mean takes off the scatter can not be told.
constexpr double least_effective = 2;
/// What differs by less, relatively, differs by rounding.
constexpr double rounding = 1e-12;

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// None where the values differ by rounding only.
double squares_about(std::span<const double> values, double mean) {
  double sum = 0;
  for (const double value : values) {
    sum += (value - mean) * (value - mean);
  }
  const double noise = rounding * mean;
  return sum > static_cast<double>(values.size()) * noise * noise ? sum : 0;
}

/// Means of neighbours, as many each; what is left over at the end belongs to none.
std::vector<double> means_of(std::span<const double> values, std::size_t each) {
  std::vector<double> out(values.size() / each);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = mean_of(values.subspan(i * each, each));
  }
  return out;
}

double products_of_neighbours(std::span<const double> values, double mean) {
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    sum += (values[i] - mean) * (values[i - 1] - mean);
  }
  return sum;
}

/// The sum of squares of what is left when means are taken off in front, from the back: one more
/// mean changes it by Welford's rule.
class Remainder {
 public:
  void add(double value) {
    ++count_;
    const double before = value - mean_;
    mean_ += before / count_;
    squares_ += before * (value - mean_);
  }
  double criterion() const { return squares_ / (count_ * count_); }

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace

std::size_t mser5(std::span<const double> values) {
  const std::vector<double> means = means_of(values, values_of_a_mean);
  if (means.size() < least_means || !(squares_about(means, mean_of(means)) > 0)) {
    return 0;
  }
  Remainder remainder;
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = means.size(); i-- > 0;) {
    remainder.add(means[i]);
    if (i <= means.size() / 2 && remainder.criterion() <= least) {
      least = remainder.criterion();
      best = i;
    }
  }
  return best * values_of_a_mean;
}

double autocorrelation(std::span<const double> values) {
  return scatter_of(values).autocorrelation;
}

double Scatter::error_of_mean() const {
  return effective > 0 ? std::sqrt(variance / effective) : 0;
}

Scatter scatter_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  Scatter out{mean_of(values), 0, 0, n};
  const double squares = squares_about(values, out.mean);
  if (n < 2 || !(squares > 0)) {
    return out;
  }
  const double r = products_of_neighbours(values, out.mean) / squares;
  out.autocorrelation = std::clamp(r + (1 + 3 * r) / n, 0.0, largest_autocorrelation);
  out.effective = n * (1 - out.autocorrelation) / (1 + out.autocorrelation);
  out.variance = squares / n / (1 - 1 / std::max(out.effective, least_effective));
  return out;
}

double error_of_five_batches(std::span<const double> values) {
  const std::size_t each = values.size() / batches;
  if (each < 2) {
    return 0;
  }
  const std::vector<double> means = means_of(values.last(each * batches), each);
  return std::sqrt(squares_about(means, mean_of(means)) / (batches * (batches - 1)));
}

}  // namespace plume
