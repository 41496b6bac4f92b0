// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace plume::fit {

/// One coefficient to be found, with what is believed of it before any row was seen.
struct Coefficient {
  std::string name;
  double prior = 0;
  double prior_deviation = 1;
};

/// What is fitted: the value that `coefficients` predict for a row.
using Prediction = std::function<double(std::span<const double> coefficients, std::size_t row)>;

/// How rows scatter, in units of the values: logarithms throughout this program.
struct Scatter {
  double within_group = 0.15;   ///< of rows about the mean of their group
  double between_groups = 0.1;  ///< of groups about the prediction
  double huber = 0.7;           ///< rows further off than this many `within_group` lose weight
};

/// A regression with what it is made on: `values[i]` was seen in group `groups[i]` (a source).
struct Problem {
  std::vector<Coefficient> coefficients;
  std::vector<double> values;
  std::vector<std::size_t> groups;
  Prediction prediction;
  Scatter scatter{};
};

/// The coefficients that fit the rows in `chosen` best. Rows of one group share a deviation of
/// their own (a random effect), so that a source with many rows counts for little more than one
/// with few; rows far off their group lose weight (Huber 1964). Solved by Gauss and Newton's
/// iteration from the priors, which stand for one observation each.
std::vector<double> solve(const Problem& problem, std::span<const std::size_t> chosen);

/// `value - prediction` of every row, predicted by a fit to all rows whose label differs from its
/// own: `labels[i]` says what row i is left out with (its source, or its model).
std::vector<double> held_out_residuals(const Problem& problem, std::span<const std::size_t> labels);

}  // namespace plume::fit
