// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// One factor of why run B emits `factor` times what run A does.
struct Factor {
  std::string_view name;  ///< "carbon_intensity"
  std::string_view unit;  ///< "g/kWh"
  double a = 0;           ///< the figure of run A, in `unit`
  double b = 0;
  double factor = 1;            ///< what it multiplies the emissions by; a / b of a divisor
  bool divides = false;         ///< more of it is less time: peak, utilisation
  std::vector<Factor> finer{};  ///< factors whose product it is, where they are known
};

/// The ratio of operational emissions by the four levers of Patterson et al. 2021, "Carbon
/// Emissions and Large Neural Network Training". Their product is that ratio.
struct Levers {
  std::optional<double> model;  ///< work; nothing where that of either run is not known
  double machine = 1;  ///< energy of the devices for the same work; without `model`, for the run
  double mechanisation = 1;  ///< PUE
  double map = 1;            ///< carbon intensity
};

/// How the emissions of two runs relate: B over A.
struct Ratio {
  Estimate<double> total;
  Estimate<double> operational;
  std::optional<Estimate<double>> embodied;  ///< nothing where A has no embodied emissions
  double probability_lower = 0.5;            ///< that B emits less than A

  /// Whether the 90 % interval of the ratio leaves out 1.
  bool clear() const { return total.low() > 1 || total.high() < 1; }
};

/// Two runs term by term.
struct Comparison {
  Ratio ratio;
  bool overlap = true;                      ///< of the two 90 % intervals
  std::vector<Factor> operational_factors;  ///< their product is `ratio.operational`
  std::vector<Factor> embodied_factors;     ///< their product is `ratio.embodied`
  Levers levers;
  std::vector<std::string_view> shared;  ///< uncertain inputs that both have, and so cancel
  std::vector<Warning> warnings;
};

/// The ratio of B to A with its interval. An input that both take from the same place with the same
/// value is one and the same unknown: it cancels as far as both depend on it. Of the utilisation
/// that the same model predicts of the same accelerator, the model's error is such an unknown. All
/// other inputs are independent.
Ratio ratio_of(const Report& a, const Report& b);

/// The four levers from A to B.
Levers levers_of(const Report& a, const Report& b);

/// Everything about B over A. The factors multiply to the ratios exactly, and the ratio of the
/// totals is the mean of the two others by A's operational and embodied share.
Comparison compare(const Report& a, const Report& b);

/// Warnings where runs were not estimated alike: basis or year of the grid's figure, method, scope
/// of a given power. What is in `varied` differs on purpose, and is not told.
std::vector<Warning> differences_in_kind(std::span<const Report* const> reports,
                                         std::span<const Key> varied);

}  // namespace plume
