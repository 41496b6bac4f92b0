// SPDX-License-Identifier: Apache-2.0
#include "fit/regression.hpp"

#include "fit/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace plume::fit {

namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;
using Indices = std::vector<std::size_t>;

constexpr int iterations = 12;
constexpr double step_of_derivative = 1e-5;

/// Solves `a x = b` for a symmetric positive definite `a`, by Cholesky's decomposition.
Vector solve_linear(Matrix a, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double rest = std::inner_product(
          a[i].begin(), a[i].begin() + static_cast<std::ptrdiff_t>(j), a[j].begin(), 0.0);
      a[i][j] = i == j ? std::sqrt(a[i][i] - rest) : (a[i][j] - rest) / a[j][j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      b[i] -= a[i][j] * b[j];
    }
    b[i] /= a[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) {
      b[i] -= a[j][i] * b[j];
    }
    b[i] /= a[i][i];
  }
  return b;
}

/// One linearised step: the normal equations of the priors and of all groups.
class Step {
 public:
  Step(const Problem& problem, const Vector& at)
      : problem_(problem), at_(at), normal_(at.size(), Vector(at.size())), right_(at.size()) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Coefficient& c = problem.coefficients[i];
      const double weight = 1 / (c.prior_deviation * c.prior_deviation);
      normal_[i][i] = weight;
      right_[i] = weight * (c.prior - at[i]);
    }
  }

  void add_group(const Indices& rows) {
    Matrix slopes;
    Vector residuals;
    for (const std::size_t row : rows) {
      const double here = problem_.prediction(at_, row);
      slopes.push_back(slopes_of(row, here));
      residuals.push_back(problem_.values[row] - here);
    }
    add(slopes, residuals, weights_of(residuals));
  }

  Vector solved() const { return solve_linear(normal_, right_); }

 private:
  Vector slopes_of(std::size_t row, double here) const {
    Vector moved = at_;
    Vector slopes(at_.size());
    for (std::size_t i = 0; i < at_.size(); ++i) {
      moved[i] += step_of_derivative;
      slopes[i] = (problem_.prediction(moved, row) - here) / step_of_derivative;
      moved[i] = at_[i];
    }
    return slopes;
  }

  /// Huber's weights of deviations from the group's median.
  Vector weights_of(const Vector& residuals) const {
    const double middle = residuals.size() > 2 ? median(residuals) : 0;
    const double bend = problem_.scatter.huber * problem_.scatter.within_group;
    Vector weights;
    for (const double residual : residuals) {
      weights.push_back(std::min(1.0, bend / std::max(std::abs(residual - middle), 1e-9)));
    }
    return weights;
  }

  /// The group's shared deviation takes the part `shared` of its mean away from every row.
  void add(Matrix& slopes, Vector& residuals, const Vector& weights) {
    const double within = std::pow(problem_.scatter.within_group, 2);
    const double between = std::pow(problem_.scatter.between_groups, 2);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double shared = 1 - std::sqrt(within / (within + total * between));
    Vector mean_slopes(at_.size());
    double mean_residual = 0;
    for (std::size_t r = 0; r < weights.size(); ++r) {
      mean_residual += weights[r] / total * residuals[r];
      for (std::size_t i = 0; i < at_.size(); ++i) {
        mean_slopes[i] += weights[r] / total * slopes[r][i];
      }
    }
    for (std::size_t r = 0; r < weights.size(); ++r) {
      for (std::size_t i = 0; i < at_.size(); ++i) {
        slopes[r][i] -= shared * mean_slopes[i];
      }
      add_row(slopes[r], residuals[r] - shared * mean_residual, weights[r] / within);
    }
  }

  void add_row(const Vector& slopes, double residual, double weight) {
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      right_[i] += weight * slopes[i] * residual;
      for (std::size_t j = 0; j < slopes.size(); ++j) {
        normal_[i][j] += weight * slopes[i] * slopes[j];
      }
    }
  }

  const Problem& problem_;
  const Vector& at_;
  Matrix normal_;
  Vector right_;
};

std::map<std::size_t, Indices> grouped(std::span<const std::size_t> labels,
                                       std::span<const std::size_t> chosen) {
  std::map<std::size_t, Indices> out;
  for (const std::size_t row : chosen) {
    out[labels[row]].push_back(row);
  }
  return out;
}

Indices all_rows(const Problem& problem) {
  Indices rows(problem.values.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

}  // namespace

std::vector<double> solve(const Problem& problem, std::span<const std::size_t> chosen) {
  Vector at;
  for (const Coefficient& c : problem.coefficients) {
    at.push_back(c.prior);
  }
  const auto groups = grouped(problem.groups, chosen);
  for (int i = 0; i < iterations; ++i) {
    Step step(problem, at);
    for (const auto& [label, rows] : groups) {
      step.add_group(rows);
    }
    const Vector change = step.solved();
    std::transform(at.begin(), at.end(), change.begin(), at.begin(), std::plus<>());
  }
  return at;
}

std::vector<double> held_out_residuals(const Problem& problem,
                                       std::span<const std::size_t> labels) {
  Vector residuals(problem.values.size());
  const Indices all = all_rows(problem);
  for (const auto& [label, rows] : grouped(labels, all)) {
    Indices others;
    std::copy_if(all.begin(), all.end(), std::back_inserter(others),
                 [&, left_out = label](std::size_t row) { return labels[row] != left_out; });
    const Vector coefficients = solve(problem, others);
    for (const std::size_t row : rows) {
      residuals[row] = problem.values[row] - problem.prediction(coefficients, row);
    }
  }
  return residuals;
}

}  // namespace plume::fit
