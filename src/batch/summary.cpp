// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plume {

namespace {

/// The part of a sum of two doubles that does not fit into one. Knuth 1969.
double lost(double a, double b, double sum) {
  const double of_b = sum - a;
  return (a - (sum - of_b)) + (b - of_b);
}

double probability_below_normal(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2;
}

/// Mean of the k-th power of a two-piece normal in the logarithm: each half of
/// a normal has exp(k^2 s^2 / 2) times the probability of its side, shifted by
/// k s.
double mean_power(double value, const TwoPiece& shape, double k) {
  const double below = k * shape.below;
  const double above = k * shape.above;
  return std::pow(value * std::exp(shape.centre), k) *
         (std::exp(below * below / 2) * probability_below_normal(-below) +
          std::exp(above * above / 2) * probability_below_normal(above));
}

template <class Counts>
void add_counts(Counts& counts, const Counts& others) {
  for (const auto& [code, count] : others) {
    counts[code] += count;
  }
}

}  // namespace

void ExactSum::add(double number) {
  std::size_t kept = 0;
  for (const double part : parts_) {
    const double sum = number + part;
    const double rest = lost(number, part, sum);
    if (rest != 0) {
      parts_[kept++] = rest;
    }
    number = sum;
  }
  parts_.resize(kept);
  if (number != 0) {
    parts_.push_back(number);
  }
}

void ExactSum::add(const ExactSum& other) {
  for (const double part : other.parts_) {
    add(part);
  }
}

double ExactSum::value() const {
  double sum = 0;
  double rest = 0;
  std::size_t left = parts_.size();
  while (left > 0 && rest == 0) {
    const double before = sum;
    sum = before + parts_[--left];
    rest = parts_[left] - (sum - before);
  }
  // Half-way between two doubles, what is left decides.
  const bool further = left > 0 && (rest > 0) == (parts_[left - 1] > 0);
  const double other = sum + 2 * rest;
  return further && other - sum == 2 * rest ? other : sum;
}

std::vector<double> ExactSum::parts() const {
  std::vector<double> out;
  ExactSum rest = *this;
  while (!rest.parts_.empty() && std::isfinite(rest.value())) {
    out.push_back(rest.value());
    rest.add(-out.back());
  }
  return out;
}

Moments moments(double value, const Spread& spread) {
  if (spread == Spread{}) {
    return {value, 0};
  }
  const TwoPiece shape = two_piece(spread);
  constexpr double most = 1e300;  // of a range so wide that it says nothing
  const double mean = std::fmin(mean_power(value, shape, 1), std::sqrt(most));
  const double square = std::fmin(mean_power(value, shape, 2), most);
  return {mean, std::fmax(0, square - mean * mean)};
}

void Totals::add(const RecordResult& result) {
  ++records;
  if (result.report == nullptr) {
    ++bad;
    return;
  }
  const Report& r = *result.report;
  const Percentiles band = percentiles(r.total.value.base(), r.total.spread);
  const Moments of_total = moments(r.total.value.base(), r.total.spread);
  assumed += r.assumed;
  carbon.add(r.total.value.base());
  carbon_low.add(band.low);
  carbon_high.add(band.high);
  carbon_mean.add(of_total.mean);
  carbon_variance.add(of_total.variance);
  operational.add(r.operational.value.base());
  embodied.add(r.embodied.value.base());
  energy.add(r.facility_energy.value.base());
  device_time.add(r.device_time.value.base());
  work.add(r.work ? r.work->base() : 0);
}

void Totals::add(const Totals& other) {
  records += other.records;
  bad += other.bad;
  assumed += other.assumed;
  carbon.add(other.carbon);
  carbon_low.add(other.carbon_low);
  carbon_high.add(other.carbon_high);
  carbon_mean.add(other.carbon_mean);
  carbon_variance.add(other.carbon_variance);
  operational.add(other.operational);
  embodied.add(other.embodied);
  energy.add(other.energy);
  device_time.add(other.device_time);
  work.add(other.work);
}

Percentiles Totals::correlated() const {
  return {carbon_low.value(), carbon_high.value()};
}

Percentiles Totals::uncorrelated() const {
  const double value = carbon.value();
  const double mean = carbon_mean.value();
  if (records - bad <= 1 || !(mean > 0)) {
    return correlated();
  }
  const double variance = std::log1p(carbon_variance.value() / (mean * mean));
  const double centre = std::log(mean) - variance / 2;
  const double width = z95 * std::sqrt(variance);
  return {std::min(value, std::exp(centre - width)), std::max(value, std::exp(centre + width))};
}

void Summary::add(const RecordResult& result, std::string_view group, bool grouped) {
  total.add(result);
  if (grouped) {
    auto found = groups.find(group);
    if (found == groups.end()) {
      found = groups.emplace(std::string(group), Totals{}).first;
    }
    found->second.add(result);
  }
  if (result.bad != nullptr) {
    ++errors[result.bad->diagnostic.code];
    return;
  }
  for (const Warning& warning : result.report->warnings) {
    const auto known = warnings.find(warning.code);
    ++(known != warnings.end() ? known : warnings.emplace(warning.code, 0U).first)->second;
  }
}

void Summary::add(const Summary& other) {
  total.add(other.total);
  for (const auto& [name, totals] : other.groups) {
    groups[name].add(totals);
  }
  if (groups.size() > most_groups) {
    throw Failure(
        Diagnostic{.code = "too-many-groups",
                   .message = fmt::format("there are more than {} groups", most_groups),
                   .cure = "give --group-by a key that fewer values share, or no --group-by"});
  }
  add_counts(warnings, other.warnings);
  add_counts(errors, other.errors);
}

}  // namespace plume
