// SPDX-License-Identifier: Apache-2.0
#include "fit/overhead.hpp"

#include "fit/statistics.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/data/published.hpp"
#include "plume/models/throughput.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace plume::fit {

namespace {

using Indices = std::vector<std::size_t>;

/// Exponents that are tried, and where an error stops to count for more.
constexpr double exponent_step = 0.005;
constexpr int exponent_steps = 60;
constexpr double far_off = 0.6;

/// A published run beside its prediction without lost time.
struct WholeRun {
  double reported_over_steady = 1;
  double devices = 1;
  double parameters = 0;
  Spread steady{};  ///< of the predicted steady time
  std::size_t project = 0;
};

double count_of(const Report& report) {
  return report.device_time.value / report.wall_time.value;
}

Report steady_estimate(std::string_view manifest) {
  Run run;
  Faults faults;
  read_manifest(manifest, "published.json", run, faults);
  read_flag(field(Key::overhead), "1", run, faults);
  const Report report = estimate(run, faults);
  if (!faults.empty()) {
    throw std::runtime_error("a published run cannot be estimated: " + faults.front().message);
  }
  return report;
}

std::vector<WholeRun> whole_runs() {
  std::map<std::string, std::size_t> projects;
  std::vector<WholeRun> out;
  for (const PublishedRun& run : runs_of(*find_suite("published"))) {
    for (const PublishedFigure& figure : figures_of(run)) {
      const bool wanted = figure.test == TestKind::prediction &&
                          figure.measurand == Measurand::device_hours &&
                          run.kind.view() == "language";
      if (!wanted) {
        continue;
      }
      const Report report = steady_estimate(figure.manifest);
      const double predicted = report.device_time.value.in(hours);
      out.push_back({.reported_over_steady = figure.value / predicted,
                     .devices = count_of(report),
                     .parameters = report.parameters,
                     .steady = report.device_time.spread,
                     .project = projects.emplace(run.project, projects.size()).first->second});
    }
  }
  return out;
}

double central(const WholeRun& run, double exponent) {
  return constant(Constant::run_overhead).value *
         expected_overhead({.devices = constant(Constant::overhead_devices).value,
                            .parameters = constant(Constant::overhead_parameters).value,
                            .exponent = exponent},
                           run.devices, run.parameters);
}

template <class Value>
std::vector<Value> each(const std::vector<WholeRun>& runs, const Indices& chosen,
                        Value (*value)(const WholeRun&)) {
  std::vector<Value> out;
  for (const std::size_t i : chosen) {
    out.push_back(value(runs[i]));
  }
  return out;
}

/// Every project counts alike.
std::vector<double> weights_of(const std::vector<WholeRun>& runs, const Indices& chosen) {
  return balancing_weights(
      each<std::size_t>(runs, chosen, [](const WholeRun& run) { return run.project; }));
}

double loss(const std::vector<WholeRun>& runs, const Indices& chosen, double exponent) {
  const auto weights = weights_of(runs, chosen);
  double sum = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const WholeRun& run = runs[chosen[i]];
    const double error = std::abs(central(run, exponent) / run.reported_over_steady - 1);
    sum += weights[i] * std::min(error, far_off);
  }
  return sum;
}

double best_exponent(const std::vector<WholeRun>& runs, const Indices& chosen) {
  double best = 0;
  for (int i = 1; i <= exponent_steps; ++i) {
    const double exponent = exponent_step * i;
    if (loss(runs, chosen, exponent) < loss(runs, chosen, best)) {
      best = exponent;
    }
  }
  return best;
}

Estimate<double> predicted(const WholeRun& run, const Overhead& overhead) {
  const double value = central(run, overhead.exponent);
  const Figure& figure = constant(Constant::run_overhead);
  return Estimate<double>{value,
                          run.steady + spread_between(figure.low, value, overhead.high * value)};
}

/// Reported over predicted, of which the band of the steady rate explains a part: the high end is
/// as wide as makes the 95th percentile of the whole that of the runs.
double best_high(const std::vector<WholeRun>& runs, const Indices& chosen, double exponent) {
  std::vector<double> ratios;
  for (const std::size_t i : chosen) {
    ratios.push_back(runs[i].reported_over_steady / central(runs[i], exponent));
  }
  const double wanted = quantile(ratios, 0.95, weights_of(runs, chosen));
  double low = 1.0;
  double high = 10.0;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    const auto estimate = predicted(runs[chosen.front()], {exponent, middle});
    (estimate.high() / estimate.value < wanted ? low : high) = middle;
  }
  return low;
}

Overhead fit(const std::vector<WholeRun>& runs, const Indices& chosen) {
  const double exponent = best_exponent(runs, chosen);
  return {exponent, best_high(runs, chosen, exponent)};
}

/// A fit to all runs of other projects.
Overhead fit_without(const std::vector<WholeRun>& runs, std::size_t project) {
  Indices others;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].project != project) {
      others.push_back(i);
    }
  }
  return fit(runs, others);
}

}  // namespace

OverheadFit fit_overhead() {
  const std::vector<WholeRun> runs = whole_runs();
  Indices all(runs.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::map<std::size_t, Overhead> without;
  std::vector<double> errors, widths;
  double inside = 0;
  for (const WholeRun& run : runs) {
    const auto [found, is_new] = without.try_emplace(run.project);
    if (is_new) {
      found->second = fit_without(runs, run.project);
    }
    const Estimate<double> time = predicted(run, found->second);
    errors.push_back(std::abs(time.value / run.reported_over_steady - 1));
    widths.push_back(time.high() / time.low());
    inside += time.low() <= run.reported_over_steady && run.reported_over_steady <= time.high();
  }
  return {.overhead = fit(runs, all),
          .runs = runs.size(),
          .projects = without.size(),
          .median_error = quantile(errors, 0.5),
          .p90_error = quantile(errors, 0.9),
          .coverage = inside / static_cast<double>(runs.size()),
          .high_over_low = quantile(widths, 0.5)};
}

}  // namespace plume::fit
