// SPDX-License-Identifier: Apache-2.0
#include "plume/models/project.hpp"

#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

/// What is asked of the project says nothing of the run itself.
Estimate<double> beside_the_run(Context& context, std::string_view name, Key key,
                                double otherwise) {
  const auto given = context.run.ratio(key);
  if (!given) {
    return exactly(otherwise);
  }
  context.use(name, *given, {Status::given}, Branch::whole);
  context.weigh_last(0);
  return *given;
}

}  // namespace

void find_project(Context& context) {
  if (!context.run.has(Key::runs) && !context.run.has(Key::development_share)) {
    return;
  }
  Report& report = context.report;
  const auto runs = beside_the_run(context, "runs", Key::runs, 1);
  const auto share = beside_the_run(context, "development_share", Key::development_share, 0);
  const Estimate<double> factor = project_factor(runs, share);
  report.project = Project{factor, report.total * factor, report.facility_energy * factor};
  if (context.explaining()) {
    context.step(
        {"Whole project, beside the run", "total x runs / (1 - development share)",
         fmt::format("{} kg x {} / (1 - {})", print_human(report.total.value.in(kilograms), 7),
                     print_human(runs.value, 5), print_human(share.value)),
         print_human(report.project->total.value.in(kilograms), 7) + " kg",
         "docs/explanation/method.md, What is not counted"});
  }
}

}  // namespace plume
