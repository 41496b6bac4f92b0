// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plume::fit {

/// From the 5th to the 95th percentile.
struct Band {
  double low = 1;
  double high = 1;
};

/// The share `p` of the values lies below it; each value weighs `weights[i]`, or the same where no
/// weights are given.
double quantile(std::span<const double> values, double p, std::span<const double> weights = {});

double median(std::span<const double> values);

/// Weights under which every group counts the same: one over the rows of the row's group.
std::vector<double> balancing_weights(std::span<const std::size_t> groups);

}  // namespace plume::fit
