// SPDX-License-Identifier: Apache-2.0
#include "fit/vision_fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace plume::fit {

namespace {

using Rows = std::span<const ImageMeasurement>;

/// A value with its weight.
using Weighted = std::pair<double, double>;

std::map<std::string, double> rows_by_source(Rows rows) {
  std::map<std::string, double> out;
  for (const ImageMeasurement& row : rows) {
    out[row.source] += 1;
  }
  return out;
}

double huber(double residual) {
  constexpr double edge = 0.3;
  const double r = std::abs(residual);
  return r < edge ? r * r / 2 : edge * (r - edge / 2);
}

double seconds(double traffic, const ImageMeasurement& row, double activations,
               ImageCoefficients scaling) {
  scaling.traffic = traffic;
  return image_seconds({.work = 3 * row.forward, .activations = activations, .bytes = row.bytes},
                       {.peak = row.peak, .bandwidth = row.bandwidth, .count = row.count}, scaling);
}

double measured_seconds(const ImageMeasurement& row) {
  return row.count / row.samples_per_second;
}

/// The mean loss of all rows for one value of ln k.
class Loss {
 public:
  Loss(Rows rows, const ImageCoefficients& scaling)
      : rows_(rows), scaling_(scaling), sizes_(rows_by_source(rows)) {}

  double operator()(double log_traffic) const {
    double sum = 0;
    double weights = 0;
    for (const ImageMeasurement& row : rows_) {
      const double weight = 1 / std::sqrt(sizes_.at(row.source));
      const double predicted = seconds(std::exp(log_traffic), row, row.activations, scaling_);
      sum += weight * huber(std::log(predicted / measured_seconds(row)));
      weights += weight;
    }
    return sum / weights;
  }

 private:
  Rows rows_;
  const ImageCoefficients& scaling_;
  std::map<std::string, double> sizes_;
};

/// The least point of a function with one valley, by the golden section.
template <class Function>
double least(const Function& f, double low, double high) {
  const double golden = (std::sqrt(5.0) - 1) / 2;
  while (high - low > 1e-9) {
    const double left = high - golden * (high - low);
    const double right = low + golden * (high - low);
    (f(left) < f(right) ? high : low) = f(left) < f(right) ? right : left;
  }
  return (low + high) / 2;
}

ActivationLaw law_of(Rows rows, ImageKind kind) {
  std::set<std::pair<double, double>> points;
  for (const ImageMeasurement& row : rows) {
    if (row.kind == kind) {
      points.emplace(std::log(row.forward / 2e9), std::log(row.activations / 1e6));
    }
  }
  double x = 0;
  double y = 0;
  for (const auto& [work, activations] : points) {
    x += work / static_cast<double>(points.size());
    y += activations / static_cast<double>(points.size());
  }
  double xx = 0;
  double xy = 0;
  for (const auto& [work, activations] : points) {
    xx += (work - x) * (work - x);
    xy += (work - x) * (activations - y);
  }
  const double exponent = xx > 0 ? xy / xx : 0;
  return {std::exp(y - exponent * x), exponent};
}

double fitted_traffic(Rows rows, const ImageCoefficients& scaling) {
  return std::exp(least(Loss(rows, scaling), std::log(0.1), std::log(1e4)));
}

double percentile(std::vector<Weighted> values, double share) {
  std::sort(values.begin(), values.end());
  double total = 0;
  for (const auto& [value, weight] : values) {
    total += weight;
  }
  double passed = 0;
  for (const auto& [value, weight] : values) {
    passed += weight;
    if (passed >= share * total) {
      return value;
    }
  }
  return values.empty() ? 0 : values.back().first;
}

std::vector<ImageMeasurement> without_source(Rows rows, const std::string& source) {
  std::vector<ImageMeasurement> out;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(out),
               [&](const ImageMeasurement& row) { return row.source != source; });
  return out;
}

}  // namespace

ImageFit fit_images(Rows rows, const ImageCoefficients& scaling) {
  return {.traffic = fitted_traffic(rows, scaling),
          .cnn = law_of(rows, ImageKind::cnn),
          .vision_transformer = law_of(rows, ImageKind::vision_transformer)};
}

double predicted_seconds(const ImageFit& fit, const ImageMeasurement& row,
                         const ImageCoefficients& scaling, bool guess) {
  const ActivationLaw& law = row.kind == ImageKind::cnn ? fit.cnn : fit.vision_transformer;
  const double activations =
      guess ? typical_activations(row.forward, law.coefficient, law.exponent) : row.activations;
  return seconds(fit.traffic, row, activations, scaling);
}

std::vector<LeftOut> leave_sources_out(Rows rows, const ImageCoefficients& scaling, bool guess) {
  std::vector<LeftOut> out;
  ImageFit fit = fit_images(rows, scaling);
  for (const auto& [source, size] : rows_by_source(rows)) {
    fit.traffic = fitted_traffic(without_source(rows, source), scaling);
    for (const ImageMeasurement& row : rows) {
      if (row.source == source) {
        out.push_back({source, row.kind,
                       measured_seconds(row) / predicted_seconds(fit, row, scaling, guess),
                       1 / size});
      }
    }
  }
  return out;
}

FitError error_of(std::span<const LeftOut> rows, bool balanced) {
  std::vector<Weighted> errors;
  for (const LeftOut& row : rows) {
    errors.emplace_back(std::abs(1 / row.ratio - 1), balanced ? row.weight : 1);
  }
  return {percentile(errors, 0.5), percentile(errors, 0.9)};
}

FitBand band_of(std::span<const LeftOut> rows, ImageKind kind, bool balanced) {
  std::map<std::string, double> sizes;
  for (const LeftOut& row : rows) {
    sizes[row.source] += row.kind == kind ? 1 : 0;
  }
  std::vector<Weighted> ratios;
  for (const LeftOut& row : rows) {
    if (row.kind == kind) {
      ratios.emplace_back(1 / row.ratio, balanced ? 1 / sizes[row.source] : 1);
    }
  }
  return {percentile(ratios, 0.05), percentile(ratios, 0.95)};
}

}  // namespace plume::fit
