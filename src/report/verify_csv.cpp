// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/verify_tables.hpp"
#include "report/writers.hpp"

#include <initializer_list>

namespace plume {

namespace {

std::string line_of(std::initializer_list<std::string> fields) {
  std::string out;
  bool first = true;
  for (const std::string& field : fields) {
    out.append(first ? "" : ",").append(csv_field(field));
    first = false;
  }
  return out + '\n';
}

std::string text(std::string_view view) {
  return std::string(view);
}

std::string figure_line(const SuiteResult& result, const Outcome& o) {
  const PublishedFigure& f = *o.figure;
  const auto number = [&o](double value) {
    return o.refused() ? std::string() : print_machine(value);
  };
  return line_of({text(result.suite->id.view()), text(short_id(*o.run)), text(f.label.view()),
                  text(o.run->project.view()), text(o.run->kind.view()), text(o.method),
                  text(name_of(f.test)), text(name_of(f.measurand)),
                  f.measurand == Measurand::energy ? text(name_of(f.energy_scope)) : "",
                  text(f.unit.view()), print_machine(f.value), number(o.predicted), number(o.low),
                  number(o.high), number(o.signed_error()),
                  o.refused() ? "" : (o.inside() ? "true" : "false"), o.refusal});
}

std::string summary_line(const SuiteResult& result, const Accuracy& a) {
  const auto number = [&a](double value) { return a.n > 0 ? print_machine(value) : std::string(); };
  return line_of({text(result.suite->id.view()), text(a.method), text(name_of(a.test)),
                  text(a.kind), text(name_of(a.measurand)), std::to_string(a.n),
                  std::to_string(a.refused), number(a.median_error), number(a.p90_error),
                  number(a.coverage), number(a.high_over_low)});
}

}  // namespace

std::string verification_csv(std::span<const SuiteResult> results, bool summary_only) {
  std::string out =
      summary_only ? "suite,method,test,kind,quantity,n,refused,median_error,p90_error,coverage,"
                     "high_over_low\n"
                   : "suite,id,label,project,kind,method,test,quantity,scope,unit,reported,"
                     "predicted,low,high,signed_error,inside,refused\n";
  for (const SuiteResult& result : results) {
    if (summary_only) {
      for (const Accuracy& accuracy : result.summary) {
        out += summary_line(result, accuracy);
      }
    } else {
      for (const Outcome& outcome : result.outcomes) {
        out += figure_line(result, outcome);
      }
    }
  }
  return out;
}

}  // namespace plume
