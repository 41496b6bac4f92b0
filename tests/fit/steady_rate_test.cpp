// SPDX-License-Identifier: Apache-2.0
#include "fit/regression.hpp"
#include "fit/statistics.hpp"
#include "fit/steady_rate.hpp"
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace plume;
using namespace plume::fit;

namespace {

/// Shipped coefficients have three digits.
constexpr double rounding = 6e-3;

void check_shipped(const SteadyFit& fit, const std::string& name, Constant shipped) {
  INFO(name);
  CHECK_THAT(constant(shipped).value, WithinRel(fit.coefficients.at(name), rounding));
}

void check_generations(const SteadyFit& fit, std::string_view figure) {
  for (const auto& [name, value] : fit.coefficients) {
    if (name.starts_with("generation/")) {
      INFO(name);
      const Figure* const shipped = find_figure(name + '/' + std::string(figure));
      REQUIRE(shipped != nullptr);
      CHECK_THAT(shipped->value, WithinRel(value, rounding));
    }
  }
}

}  // namespace

TEST_CASE("Time of dense models is predicted on sources that were left out", "[fit]") {
  const DenseFit fit = fit_dense();
  CHECK(fit.steady.accuracy.rows > 750);
  CHECK(fit.steady.accuracy.groups > 30);
  CHECK(fit.steady.accuracy.median_error <= 0.12);
  CHECK(fit.steady.accuracy.p90_error <= 0.38);

  check_shipped(fit.steady, "base", Constant::mfu_base);
  check_shipped(fit.steady, "size-exponent", Constant::mfu_size_exponent);
  check_shipped(fit.steady, "count-exponent", Constant::mfu_count_exponent);
  check_shipped(fit.steady, "precision/fp8", Constant::mfu_fp8);
  check_shipped(fit.steady, "precision/fp4", Constant::mfu_fp4);
  check_shipped(fit.steady, "stack/tuned", Constant::mfu_stack_tuned);
  check_shipped(fit.steady, "stack/old", Constant::mfu_stack_old);
  check_generations(fit.steady, "dense");
  CHECK_THAT(constant(Constant::mfu_band).low, WithinRel(fit.steady.band.low, rounding));
  CHECK_THAT(constant(Constant::mfu_band).high, WithinRel(fit.steady.band.high, rounding));
}

TEST_CASE("Time of mixtures of experts is predicted on models that were left out", "[fit]") {
  const SteadyFit fit = fit_moe();
  CHECK(fit.accuracy.rows > 150);
  CHECK(fit.accuracy.groups >= 12);
  CHECK(fit.accuracy.median_error <= 0.22);
  CHECK(fit.accuracy.p90_error <= 0.45);

  check_shipped(fit, "base", Constant::moe_base);
  check_shipped(fit, "size-exponent", Constant::moe_size_exponent);
  check_shipped(fit, "sparsity-exponent", Constant::moe_sparsity_exponent);
  check_shipped(fit, "precision/fp8", Constant::moe_fp8);
  check_generations(fit, "moe");
}

TEST_CASE("The regression finds the line that rows were made from", "[fit]") {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 0.05);
  std::vector<double> x;
  Problem problem{.coefficients = {{"offset", 0, 10}, {"slope", 0, 10}},
                  .values = {},
                  .groups = {},
                  .prediction = [&x](std::span<const double> c, std::size_t row) {
                    return c[0] + c[1] * x[row];
                  }};
  for (std::size_t i = 0; i < 200; ++i) {
    x.push_back(static_cast<double>(i) / 100);
    problem.values.push_back(0.5 - 2 * x[i] + noise(random));
    problem.groups.push_back(i % 10);
  }
  std::vector<std::size_t> all(x.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto found = solve(problem, all);
  CHECK_THAT(found[0], WithinAbs(0.5, 0.03));
  CHECK_THAT(found[1], WithinAbs(-2, 0.03));
}

TEST_CASE("One source with many rows does not outvote many sources", "[fit]") {
  Problem problem{.coefficients = {{"mean", 0, 10}},
                  .values = {},
                  .groups = {},
                  .prediction = [](std::span<const double> c, std::size_t) { return c[0]; },
                  .scatter = {.within_group = 0.1, .between_groups = 0.3, .huber = 10}};
  for (std::size_t source = 0; source < 9; ++source) {
    problem.values.push_back(0);
    problem.groups.push_back(source);
  }
  for (int row = 0; row < 500; ++row) {
    problem.values.push_back(1);
    problem.groups.push_back(9);
  }
  std::vector<std::size_t> all(problem.values.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  CHECK(solve(problem, all)[0] < 0.15);
}

TEST_CASE("What was left out is not seen", "[fit]") {
  Problem problem{.coefficients = {{"mean", 0, 100}},
                  .values = {1, 1, 1, 5},
                  .groups = {0, 1, 2, 3},
                  .prediction = [](std::span<const double> c, std::size_t) { return c[0]; },
                  .scatter = {.within_group = 1, .between_groups = 1, .huber = 100}};
  const auto residuals = held_out_residuals(problem, problem.groups);
  CHECK_THAT(residuals[3], WithinAbs(4, 1e-3));
  CHECK_THAT(residuals[0], WithinAbs(1 - 7.0 / 3, 1e-3));
}

TEST_CASE("Quantiles weigh their values", "[fit]") {
  const std::vector<double> values{3, 1, 2};
  CHECK(median(values) == 2);
  CHECK(quantile(values, 0) == 1);
  CHECK(quantile(values, 1) == 3);
  const std::vector<double> weights{0.001, 0.001, 10};
  CHECK_THAT(quantile(values, 0.4, weights), WithinAbs(2, 0.25));
  const std::vector<std::size_t> groups{0, 0, 1};
  CHECK(balancing_weights(groups) == std::vector<double>{0.5, 0.5, 1});
}
