// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/efficiency_reference.hpp"

#include "plume/data/catalogue.hpp"

namespace plume {

namespace {

struct ScaleFigures {
  Constant weight;
  Constant reference;
  std::array<Constant, 4> boundaries;
};

/// In the order of `EfficiencyMetric`.
constexpr std::array<ScaleFigures, efficiency_metrics> scales{
    {{Constant::castano2023_emissions_weight,
      Constant::castano2023_emissions_reference,
      {Constant::castano2023_emissions_a, Constant::castano2023_emissions_b,
       Constant::castano2023_emissions_c, Constant::castano2023_emissions_d}},
     {Constant::castano2023_size_efficiency_weight,
      Constant::castano2023_size_efficiency_reference,
      {Constant::castano2023_size_efficiency_a, Constant::castano2023_size_efficiency_b,
       Constant::castano2023_size_efficiency_c, Constant::castano2023_size_efficiency_d}},
     {Constant::castano2023_dataset_efficiency_weight,
      Constant::castano2023_dataset_efficiency_reference,
      {Constant::castano2023_dataset_efficiency_a, Constant::castano2023_dataset_efficiency_b,
       Constant::castano2023_dataset_efficiency_c, Constant::castano2023_dataset_efficiency_d}},
     {Constant::castano2023_downloads_weight,
      Constant::castano2023_downloads_reference,
      {Constant::castano2023_downloads_a, Constant::castano2023_downloads_b,
       Constant::castano2023_downloads_c, Constant::castano2023_downloads_d}},
     {Constant::castano2023_performance_weight,
      Constant::castano2023_performance_reference,
      {Constant::castano2023_performance_a, Constant::castano2023_performance_b,
       Constant::castano2023_performance_c, Constant::castano2023_performance_d}}}};

constexpr std::array<Constant, 4> emissions_as_coded{
    Constant::castano2023_emissions_as_coded_a, Constant::castano2023_emissions_as_coded_b,
    Constant::castano2023_emissions_as_coded_c, Constant::castano2023_emissions_as_coded_d};

struct RangeFigures {
  Constant low;
  Constant high;
  ScoreScale scale;
};

/// In the order of `PerformanceMetric`.
constexpr std::array<RangeFigures, performance_metrics> ranges{
    {{Constant::castano2023_accuracy_low, Constant::castano2023_accuracy_high, ScoreScale::share},
     {Constant::castano2023_f1_low, Constant::castano2023_f1_high, ScoreScale::share},
     {Constant::castano2023_rouge_1_low, Constant::castano2023_rouge_1_high, ScoreScale::percent},
     {Constant::castano2023_rouge_l_low, Constant::castano2023_rouge_l_high, ScoreScale::percent}}};

double in_base_units(Constant name) {
  const Figure& figure = constant(name);
  return figure.value * figure.scale;
}

std::array<double, 4> boundaries_of(const std::array<Constant, 4>& names) {
  return {in_base_units(names[0]), in_base_units(names[1]), in_base_units(names[2]),
          in_base_units(names[3])};
}

EfficiencyScale scale_of(const ScaleFigures& figures) {
  return {.weight = in_base_units(figures.weight),
          .reference = in_base_units(figures.reference),
          .boundaries = boundaries_of(figures.boundaries)};
}

}  // namespace

EfficiencyReference efficiency_reference(EfficiencyVariant variant) {
  EfficiencyReference reference;
  for (std::size_t i = 0; i < efficiency_metrics; ++i) {
    reference[i] = scale_of(scales[i]);
  }
  if (variant == EfficiencyVariant::as_coded) {
    reference[static_cast<std::size_t>(EfficiencyMetric::emissions)].boundaries =
        boundaries_of(emissions_as_coded);
  }
  return reference;
}

PerformanceRanges performance_ranges() {
  PerformanceRanges result;
  for (std::size_t i = 0; i < performance_metrics; ++i) {
    result[i] = {.low = in_base_units(ranges[i].low),
                 .high = in_base_units(ranges[i].high),
                 .scale = ranges[i].scale};
  }
  return result;
}

}  // namespace plume
