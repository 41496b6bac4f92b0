// SPDX-License-Identifier: Apache-2.0
#include "data/generate/check.hpp"
#include "plume/units/text.hpp"

#include <array>
#include <cmath>
#include <string>

namespace plume::generate {

namespace {

/// The unit that a kind of figure is thought of in, and the values that it can have in it.
struct Range {
  std::string_view unit;
  double least;
  double most;
};

/// In the order of `Property`.
constexpr std::array<Range, property_count> property_ranges{{{"W", 1, 30'000},
                                                             {"W", 1, 50'000},
                                                             {"W", 0.1, 5'000},
                                                             {"GB", 0.05, 5'000},
                                                             {"GB/s", 1, 5e7},
                                                             {"TFLOP/s", 0.01, 1e4},
                                                             {"TFLOP/s", 0.01, 1e5},
                                                             {"TFLOP/s", 0.01, 1e6},
                                                             {"TFLOP/s", 0.01, 1e6},
                                                             {"TFLOP/s", 0.01, 1e6},
                                                             {"TFLOP/s", 0.01, 1e6},
                                                             {"TOP/s", 0.01, 1e6},
                                                             {"nm", 1, 200},
                                                             {"mm2", 5, 100'000},
                                                             {"kgCO2e", 1, 50'000}}};
constexpr Range cpu_range{"W", 1, 2'000};
constexpr Range forward_range{"FLOP", 1e6, 1e18};
constexpr Range count_range{"1", 1e3, 1e16};
constexpr Range equivalence_range{"kgCO2e", 1e-6, 1e6};
constexpr Range pue_range{"1", 1, 3.5};
constexpr Range generation_range{"1", 0.01, 10};
/// In the order of `family_figures`.
constexpr std::array<Range, family_figures.size()> family_ranges{{{"1", -300, 300},
                                                                  {"1", -300, 300},
                                                                  {"1", -300, 300},
                                                                  {"W", 1, 30'000},
                                                                  {"g/h", 0.01, 1'000},
                                                                  {"1", 0.01, 10},
                                                                  {"mm2", 5, 100'000}}};
constexpr Range intensity_range{"g/kWh", 0.1, 2'000};
constexpr Range share_range{"%", 0, 100};

/// An interval wider than this on either side says nothing.
constexpr double widest = 1'000;

/// How far an overlay may take a constant of the models from the compiled value.
constexpr double furthest = 30;

/// An 8-bit peak is twice the 16-bit one; much more is usually the figure of sparse matrices.
constexpr double largest_fp8_ratio = 2.3;

bool inside(const Range& range, double value) {
  return value >= range.least && value <= range.most;
}

std::string in_words(const Range& range) {
  return "it must lie between " + print_machine(range.least) + " and " + print_machine(range.most) +
         ' ' + std::string(range.unit);
}

void check_figure(const FigureDraft& figure, const Range& range, Faults& faults) {
  const auto given = parse_unit(figure.unit);
  const auto wanted = parse_unit(range.unit);
  if (!given || !wanted) {
    return;  // the unit was reported when it was read
  }
  if (!(given->dimension == wanted->dimension)) {
    faults.add(figure.spot.inside("unit"),
               '"' + figure.unit + "\" is " + std::string(dimension_name(given->dimension)),
               "a figure of this kind is " + std::string(dimension_name(wanted->dimension)) +
                   ": write it in " + std::string(range.unit));
    return;
  }
  for (const double value : {figure.low, figure.value, figure.high}) {
    if (!inside(range, value * given->factor / wanted->factor)) {
      faults.add(figure.spot, print_machine(value) + ' ' + figure.unit + " cannot be right",
                 in_words(range));
      return;
    }
  }
}

void check_fp8(const AcceleratorDraft& accelerator, const Draft& draft, Faults& faults) {
  const FigureRow fp8 = accelerator.figures[static_cast<std::size_t>(Property::fp8)];
  const FigureRow fp16 = accelerator.figures[static_cast<std::size_t>(Property::fp16)];
  if (!fp8 || !fp16) {
    return;
  }
  const FigureDraft& figure = draft.figures[*fp8];
  if (figure.note.empty() && figure.value > largest_fp8_ratio * draft.figures[*fp16].value) {
    faults.add(figure.spot.inside("value"),
               "this peak is more than 2.3 times the 16-bit one: probably that of sparse matrices",
               "enter the dense peak, or say in \"note\" why it is dense");
  }
}

/// Constants enter formulas without another check: an overlay may bend one, not break it.
bool may_replace(double old, double value) {
  const double ratio = old == 0 ? 0 : value / old;
  const bool same_side = old == 1 || (old > 1 ? value >= 1 : value <= 1);
  return value == old || (ratio >= 1 / furthest && ratio <= furthest && same_side);
}

void check_constant(const FigureDraft& figure, Faults& faults) {
  const bool replaced = !figure.constant.empty() && figure.replaced.has_value();
  const double old = figure.replaced.value_or(0);
  const bool plain = figure.unit == "1";
  const double ratio = old == 0 ? 1 : figure.value / old;
  const bool fits =
      plain ? may_replace(old, figure.value) : ratio >= 1 / furthest && ratio <= furthest;
  if (replaced && !fits) {
    faults.add(figure.spot.inside("value"),
               print_machine(figure.value) + " cannot stand for " + print_machine(old) + ", \"" +
                   figure.id + '"',
               "give a value on the same side of one and within a factor 30 of it");
  }
}

void check_width(const FigureDraft& figure, Faults& faults) {
  if (figure.low * widest < figure.value || figure.high > widest * figure.value) {
    if (figure.low != figure.high) {
      faults.add(figure.spot.inside("value"), "low or high is a factor 1,000 from the value",
                 "check the bounds: an interval this wide says nothing");
    }
  }
}

void check_family(const FamilyDraft& family, const Draft& draft, Faults& faults) {
  for (std::size_t i = 0; i < family_figures.size(); ++i) {
    if (family.figures[i]) {
      check_figure(draft.figures[*family.figures[i]], family_ranges[i], faults);
    }
  }
}

void check_generation(const GenerationDraft& generation, const Draft& draft, Faults& faults) {
  for (const FigureRow row : {generation.dense, generation.moe}) {
    if (row) {
      check_figure(draft.figures[*row], generation_range, faults);
    }
  }
}

void check_list(const SeriesDraft& series, std::string_view key, const std::vector<double>& values,
                const Range& range, Faults& faults) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i]) && !inside(range, values[i])) {
      faults.add(series.spot.inside(key).inside(i), print_machine(values[i]) + " cannot be right",
                 in_words(range));
    }
  }
}

void check_series(const SeriesDraft& series, Faults& faults) {
  if (series.first_year == 0 || series.values.empty()) {
    faults.add(series.spot, R"(a series needs "first_year" and "values")",
               "give the first year, and one value for each year from then on");
  }
  if (!series.low_carbon_shares.empty() &&
      series.low_carbon_shares.size() != series.values.size()) {
    faults.add(series.spot.inside("low_carbon_share"), "there must be as many shares as values",
               "write null for a year without a share");
  }
  check_list(series, "values", series.values, intensity_range, faults);
  check_list(series, "low_carbon_share", series.low_carbon_shares, share_range, faults);
}

void check_accelerator(const AcceleratorDraft& accelerator, const Draft& draft, Faults& faults) {
  for (std::size_t i = 0; i < property_count; ++i) {
    if (const FigureRow row = accelerator.figures[i]) {
      check_figure(draft.figures[*row], property_ranges[i], faults);
    }
  }
  check_fp8(accelerator, draft, faults);
}

void check_architecture(const ArchitectureDraft& architecture, const Draft& draft, Faults& faults) {
  check_figure(draft.figures[architecture.parameters], count_range, faults);
  check_figure(draft.figures[architecture.forward], forward_range, faults);
  if (architecture.activations) {
    check_figure(draft.figures[*architecture.activations], count_range, faults);
  }
  if (architecture.frozen) {
    check_figure(draft.figures[*architecture.frozen], forward_range, faults);
  }
}

}  // namespace

void check_values(const Draft& draft, Faults& faults) {
  for (const FigureDraft& figure : draft.figures) {
    check_constant(figure, faults);
    check_width(figure, faults);
  }
  for (const GenerationDraft& generation : draft.generations) {
    check_generation(generation, draft, faults);
  }
  for (const FamilyDraft& family : draft.families) {
    check_family(family, draft, faults);
  }
  for (const AcceleratorDraft& accelerator : draft.accelerators) {
    check_accelerator(accelerator, draft, faults);
  }
  for (const CpuDraft& cpu : draft.cpus) {
    check_figure(draft.figures[cpu.tdp], cpu_range, faults);
  }
  for (const ArchitectureDraft& architecture : draft.architectures) {
    check_architecture(architecture, draft, faults);
  }
  for (const LanguageModelDraft& model : draft.language_models) {
    if (model.parameters) {
      check_figure(draft.figures[*model.parameters], count_range, faults);
    }
  }
  for (const EquivalenceDraft& equivalence : draft.equivalences) {
    check_figure(draft.figures[equivalence.figure], equivalence_range, faults);
  }
  for (const PueDraft& row : draft.pue) {
    check_figure(draft.figures[row.figure], pue_range, faults);
  }
  for (const PlaceDraft& place : draft.places) {
    for (const SeriesDraft& series : place.series) {
      check_series(series, faults);
    }
  }
  for (const InstanceDraft& instance : draft.instances) {
    if (!(instance.accelerator_count > 0 && instance.accelerator_count <= 1e5)) {
      faults.add(instance.spot.inside("count"), "this cannot be a number of accelerators",
                 "give how many the machine has; a part of one is a fraction");
    }
  }
}

}  // namespace plume::generate
