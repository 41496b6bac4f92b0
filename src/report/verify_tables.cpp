// SPDX-License-Identifier: Apache-2.0
#include "report/verify_tables.hpp"

#include "plume/units/text.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

/// Enough to show a figure as it was printed.
constexpr int reported_digits = 8;

/// What stands in the first column: the id, and what sets the figure apart within the run.
std::string title_of(const Outcome& outcome) {
  const std::string_view id = short_id(*outcome.run);
  const std::string_view label = outcome.figure->label.view();
  return label.empty() ? std::string(id) : fmt::format("{} ({})", id, label);
}

std::string quantity_of(const PublishedFigure& figure) {
  return figure.measurand == Measurand::energy
             ? fmt::format("energy, {}", name_of(figure.energy_scope))
             : label_of(name_of(figure.measurand));
}

std::string reported(const Outcome& outcome) {
  return fmt::format("{} {}", print_human(outcome.figure->value, reported_digits),
                     outcome.figure->unit.view());
}

std::string interval(const Outcome& outcome) {
  return fmt::format("{} to {}", print_human(outcome.low), print_human(outcome.high));
}

/// Those of one sort, the least error first.
template <class Wanted>
std::vector<const Outcome*> by_error(const SuiteResult& result, Wanted wanted) {
  std::vector<const Outcome*> out;
  for (const Outcome& outcome : result.outcomes) {
    if (!outcome.refused() && wanted(outcome)) {
      out.push_back(&outcome);
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Outcome* a, const Outcome* b) { return a->error() < b->error(); });
  return out;
}

std::string range_of(const BoundCheck& check) {
  const bool share = check.what != "high_over_low";
  const std::string limit = share ? percent(check.limit) : print_human(check.limit);
  return fmt::format("{} {}", check.what == "least_coverage" ? "at least" : "at most", limit);
}

std::string name_of_bound(std::string_view what) {
  return what.ends_with("coverage") ? "coverage"
         : what == "high_over_low"  ? "high / low"
         : what == "p90_error"      ? "90 % of errors"
                                    : "median error";
}

}  // namespace

std::string percent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

std::string signed_percent(double share) {
  return fmt::format("{:+.1f} %", 100 * share);
}

TextTable predictions_table(const SuiteResult& result) {
  TextTable table{{{"run"},
                   {"kind"},
                   {"method"},
                   {"quantity"},
                   {"reported", true},
                   {"predicted", true},
                   {"90 % interval", true},
                   {"error", true},
                   {""}},
                  {}};
  for (const Outcome* o : by_error(result, [](const Outcome& x) { return !x.is_arithmetic(); })) {
    table.rows.push_back({title_of(*o), std::string(o->run->kind.view()), std::string(o->method),
                          quantity_of(*o->figure), reported(*o), print_human(o->predicted, 4),
                          interval(*o), signed_percent(o->signed_error()),
                          o->inside() ? "" : "outside"});
  }
  return table;
}

TextTable sums_table(const SuiteResult& result) {
  TextTable table{{{"run"},
                   {"quantity"},
                   {"reported", true},
                   {"computed", true},
                   {"difference", true},
                   {"tolerance", true},
                   {""}},
                  {}};
  for (const Outcome* o : by_error(result, [](const Outcome& x) { return x.is_arithmetic(); })) {
    table.rows.push_back(
        {title_of(*o), quantity_of(*o->figure), reported(*o), print_human(o->predicted, 4),
         fmt::format("{:+.2f} %", 100 * o->signed_error()),
         fmt::format("{} %", print_human(100 * o->figure->tolerance)), o->inside() ? "" : "off"});
  }
  return table;
}

TextTable refusals_table(const SuiteResult& result) {
  TextTable table{{{"run"}, {"method"}, {"why there is no estimate"}}, {}};
  for (const Outcome& o : result.outcomes) {
    if (o.refused()) {
      table.rows.push_back({title_of(o), std::string(o.method), o.refusal});
    }
  }
  return table;
}

TextTable accuracy_table(const SuiteResult& result) {
  TextTable table{{{"method"},
                   {"test"},
                   {"kind"},
                   {"quantity"},
                   {"n", true},
                   {"median error", true},
                   {"90 % of errors", true},
                   {"coverage", true},
                   {"high / low", true},
                   {"refused", true}},
                  {}};
  for (const Accuracy& a : result.summary) {
    const bool any = a.n > 0;
    table.rows.push_back({std::string(a.method), std::string(name_of(a.test)), std::string(a.kind),
                          label_of(name_of(a.measurand)), std::to_string(a.n),
                          any ? percent(a.median_error) : "", any ? percent(a.p90_error) : "",
                          any ? percent(a.coverage) : "", any ? print_human(a.high_over_low) : "",
                          a.refused == 0 ? "" : std::to_string(a.refused)});
  }
  return table;
}

namespace {

std::string found_of(const BoundCheck& check) {
  if (!check.found) {
    return "no run";
  }
  return check.what == "high_over_low" ? print_human(*check.found) : percent(*check.found);
}

}  // namespace

TextTable bounds_table(const SuiteResult& result) {
  TextTable table{{{"bound"}, {"of"}, {"", false}, {"found", true}, {""}}, {}};
  for (const BoundCheck& check : result.bounds) {
    const std::string_view kind =
        check.bound->kind.empty() ? std::string_view("all kinds") : check.bound->kind.view();
    table.rows.push_back({name_of_bound(check.what),
                          fmt::format("{}, {}", label_of(name_of(check.bound->measurand)), kind),
                          range_of(check), found_of(check), check.kept ? "kept" : "broken"});
  }
  return table;
}

std::string verdict_of(const SuiteResult& result) {
  const auto count = [&](auto wanted) {
    return std::count_if(result.outcomes.begin(), result.outcomes.end(), wanted);
  };
  const auto sums = count([](const Outcome& o) { return o.is_arithmetic() && !o.refused(); });
  const auto off =
      count([](const Outcome& o) { return o.is_arithmetic() && !o.refused() && !o.inside(); });
  const auto refused = count([](const Outcome& o) { return o.refused(); });
  const auto predicted = static_cast<std::ptrdiff_t>(result.outcomes.size()) - sums - refused;
  const auto broken = std::count_if(result.bounds.begin(), result.bounds.end(),
                                    [](const BoundCheck& b) { return !b.kept; });
  std::string out;
  const auto add = [&out](const std::string& part) {
    out.append(out.empty() ? "" : "; ").append(part);
  };
  if (predicted > 0) {
    add(fmt::format("{} figures predicted", predicted));
  }
  if (sums > 0) {
    add(off == 0 ? fmt::format("{} sums within their tolerance", sums)
                 : fmt::format("{} of {} sums off", off, sums));
  }
  if (refused > 0) {
    add(fmt::format("{} refused", refused));
  }
  if (!result.bounds.empty()) {
    add(fmt::format("{} of {} bounds kept",
                    static_cast<std::ptrdiff_t>(result.bounds.size()) - broken,
                    result.bounds.size()));
  }
  return out;
}

}  // namespace plume
