// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/verify.hpp"

#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace plume {

namespace {

constexpr std::string_view all_kinds = "all";

std::string_view name_of(Method method) {
  return method_names[static_cast<std::size_t>(method)];
}

std::optional<Method> find_method(std::string_view name) {
  const auto found = std::find(method_names.begin(), method_names.end(), name);
  return found == method_names.end()
             ? std::nullopt
             : std::optional(static_cast<Method>(found - method_names.begin()));
}

struct Interval {
  double value, low, high;
};

template <class Q>
Interval interval(const Estimate<Q>& estimate, double scale) {
  return {estimate.value.base() / scale, estimate.low().base() / scale,
          estimate.high().base() / scale};
}

/// What the estimate says where the figure says what was reported.
Interval answer_to(const PublishedFigure& figure, const Report& report) {
  if (figure.measurand == Measurand::device_hours) {
    return interval(report.device_time, figure.scale);
  }
  if (figure.measurand == Measurand::embodied) {
    return interval(report.embodied, figure.scale);
  }
  if (figure.measurand == Measurand::emissions) {
    const bool total = figure.emissions_scope == EmissionsScope::total;
    return interval(total ? report.total : report.operational, figure.scale);
  }
  switch (figure.energy_scope) {
    case EnergyScope::board:
      return interval(report.board_energy.value_or(report.it_energy), figure.scale);
    case EnergyScope::system:
      return interval(report.it_energy, figure.scale);
    case EnergyScope::facility:
      break;
  }
  return interval(report.facility_energy, figure.scale);
}

std::string told(const Faults& faults) {
  return fmt::format("{} [{}]", faults.front().message, faults.front().code);
}

Outcome estimate_again(const PublishedRun& published, const PublishedFigure& figure,
                       Method method) {
  Outcome out{.run = &published, .figure = &figure, .method = name_of(method)};
  Run run;
  Faults faults;
  read_manifest(figure.manifest.view(), "run.json", run, faults);
  run.set_choice(Key::method, static_cast<std::size_t>(method), {});
  if (!faults.empty()) {
    out.refusal = told(faults);
    return out;
  }
  if (run.has(Key::config)) {
    out.refusal = "a published run gives the size of its model, and no `model.config`";
    return out;
  }
  const Report report = estimate(run, faults);
  if (!faults.empty()) {
    out.refusal = told(faults);
    return out;
  }
  const Interval answer = answer_to(figure, report);
  out.predicted = answer.value;
  out.low = answer.low;
  out.high = answer.high;
  return out;
}

void estimate_run(const PublishedRun& run, std::span<const Method> methods,
                  std::vector<Outcome>& outcomes) {
  const auto own = find_method(run.method.view());
  for (const PublishedFigure& figure : figures_of(run)) {
    if (!run.method.empty() && !own) {
      outcomes.push_back({.run = &run,
                          .figure = &figure,
                          .method = run.method.view(),
                          .refusal = fmt::format("there is no method `{}`", run.method.view())});
    } else if (own || figure.test != TestKind::prediction) {
      outcomes.push_back(estimate_again(run, figure, own.value_or(Method::plume)));
    } else {
      for (const Method method : methods) {
        outcomes.push_back(estimate_again(run, figure, method));
      }
    }
  }
}

bool same_group(const Outcome& a, const Outcome& b) {
  return a.method == b.method && a.figure->test == b.figure->test &&
         a.figure->measurand == b.figure->measurand;
}

/// The outcomes that belong together with the first of `rest`, which is left with the others.
std::vector<Outcome> take_group(std::vector<Outcome>& rest) {
  const auto end =
      std::stable_partition(rest.begin(), rest.end(), [first = rest.front()](const Outcome& o) {
        return same_group(o, first);
      });
  std::vector<Outcome> group(rest.begin(), end);
  rest.erase(rest.begin(), end);
  return group;
}

void summarise_group(std::vector<Outcome> group, std::vector<Accuracy>& summary) {
  const std::vector<Outcome> whole = group;
  std::size_t kinds = 0;
  while (!group.empty()) {
    const std::string_view kind = group.front().run->kind.view();
    const auto end = std::stable_partition(group.begin(), group.end(), [kind](const Outcome& o) {
      return o.run->kind.view() == kind;
    });
    summary.push_back(accuracy_of({group.begin(), end}, kind));
    group.erase(group.begin(), end);
    ++kinds;
  }
  if (kinds > 1) {
    summary.push_back(accuracy_of(whole, all_kinds));
  }
}

std::vector<Accuracy> summarise(const std::vector<Outcome>& outcomes) {
  std::vector<Outcome> rest;
  std::copy_if(outcomes.begin(), outcomes.end(), std::back_inserter(rest),
               [](const Outcome& o) { return !o.is_arithmetic(); });
  std::vector<Accuracy> summary;
  while (!rest.empty()) {
    summarise_group(take_group(rest), summary);
  }
  return summary;
}

/// The accuracy that a bound is about: of the usual method. A group of one kind has no line for all
/// kinds.
Accuracy accuracy_under(const AccuracyBound& bound, const std::vector<Accuracy>& summary) {
  Accuracy found;
  for (const Accuracy& a : summary) {
    const bool same = a.method == name_of(Method::plume) && a.test == bound.test &&
                      a.measurand == bound.measurand;
    if (same && (bound.kind.empty() || a.kind == bound.kind.view())) {
      found = a;  // the line of all kinds comes last
    }
  }
  return found;
}

void check_bound(const AccuracyBound& bound, const Accuracy& found,
                 std::vector<BoundCheck>& checks) {
  const auto check = [&](std::string_view what, double limit, double value, bool kept) {
    if (limit > 0) {
      const bool any = found.n > 0;
      checks.push_back(
          {&bound, what, limit, any ? std::optional(value) : std::nullopt, any && kept});
    }
  };
  const auto at_most = [&](std::string_view what, double limit, double value) {
    check(what, limit, value, value <= limit);
  };
  at_most("median_error", bound.median_error, found.median_error);
  at_most("p90_error", bound.p90_error, found.p90_error);
  check("least_coverage", bound.least_coverage, found.coverage,
        found.coverage >= bound.least_coverage);
  at_most("most_coverage", bound.most_coverage, found.coverage);
  at_most("high_over_low", bound.high_over_low, found.high_over_low);
}

/// Whether an outcome lets its suite fail. Another method than the usual one may refuse a run that
/// was not made for it.
bool fails(const Outcome& outcome) {
  const bool called_for = !outcome.run->method.empty() || outcome.method == name_of(Method::plume);
  return outcome.refused() ? called_for : outcome.is_arithmetic() && !outcome.inside();
}

}  // namespace

bool SuiteResult::good() const {
  return std::none_of(outcomes.begin(), outcomes.end(), fails) &&
         std::all_of(bounds.begin(), bounds.end(), [](const BoundCheck& b) { return b.kept; });
}

SuiteResult verify(const Suite& suite, std::span<const Method> methods) {
  SuiteResult out{.suite = &suite};
  for (const PublishedRun& run : runs_of(suite)) {
    estimate_run(run, methods, out.outcomes);
  }
  out.summary = summarise(out.outcomes);
  const bool usual = std::find(methods.begin(), methods.end(), Method::plume) != methods.end();
  for (const AccuracyBound& bound : bounds_of(suite)) {
    if (usual || bound.test != TestKind::prediction) {
      check_bound(bound, accuracy_under(bound, out.summary), out.bounds);
    }
  }
  return out;
}

}  // namespace plume
