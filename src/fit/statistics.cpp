// SPDX-License-Identifier: Apache-2.0
#include "fit/statistics.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace plume::fit {

namespace {

std::vector<std::size_t> ascending(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

}  // namespace

double quantile(std::span<const double> values, double p, std::span<const double> weights) {
  const auto order = ascending(values);
  const auto weight = [&](std::size_t row) { return weights.empty() ? 1.0 : weights[row]; };
  double total = 0;
  for (const std::size_t row : order) {
    total += weight(row);
  }
  // A value stands in the middle of its own weight; between two values it is interpolated.
  double below = 0;
  double last_place = 0;
  double last = values[order.front()];
  for (const std::size_t row : order) {
    const double place = (below + weight(row) / 2) / total;
    if (place >= p) {
      const double part = place > last_place ? (p - last_place) / (place - last_place) : 1;
      return last + std::max(part, 0.0) * (values[row] - last);
    }
    below += weight(row);
    last_place = place;
    last = values[row];
  }
  return last;
}

double median(std::span<const double> values) {
  return quantile(values, 0.5);
}

std::vector<double> balancing_weights(std::span<const std::size_t> groups) {
  std::map<std::size_t, double> sizes;
  for (const std::size_t group : groups) {
    sizes[group] += 1;
  }
  std::vector<double> weights;
  for (const std::size_t group : groups) {
    weights.push_back(1 / sizes[group]);
  }
  return weights;
}

}  // namespace plume::fit
