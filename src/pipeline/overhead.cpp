// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

/// As published runs took it: never below one, and with a long tail.
Estimate<double> published_overhead(const Job& job, double count) {
  const Figure& figure = constant(Constant::run_overhead);
  const double value =
      figure.value * expected_overhead({.devices = constant(Constant::overhead_devices).value,
                                        .parameters = constant(Constant::overhead_parameters).value,
                                        .exponent = constant(Constant::overhead_exponent).value},
                                       count, job.parameters);
  return {value, spread_between(figure.low, value, figure.high * value / figure.value)};
}

Estimate<double> assume(Context& context, const Figure& figure, const Estimate<double>& overhead) {
  context.warn(
      "assumed-overhead",
      [&] {
        return fmt::format("lost time (restarts, evaluation, slow data) is assumed to lengthen the "
                           "run by a factor of {}, {} to {}",
                           print_human(overhead.value), print_human(overhead.low()),
                           print_human(overhead.high()));
      },
      "give --hours, or --overhead");
  return context.use("overhead", overhead, {Status::assumed, &figure, field(Key::overhead).flag},
                     Branch::whole);
}

/// What needs no assumption: that the method knows of no lost time, or how much was given.
std::optional<Estimate<double>> known_overhead(Context& context) {
  if (!method_of(context.run).lost_time) {
    return exactly(1.0);
  }
  if (const auto given = context.run.ratio(Key::overhead)) {
    return context.use("overhead", *given, {Status::given}, Branch::whole);
  }
  return std::nullopt;
}

}  // namespace

Estimate<double> overhead_of_predicted_rate(Context& context, const Job& job, double count) {
  if (const auto known = known_overhead(context)) {
    return *known;
  }
  return assume(context, constant(Constant::run_overhead), published_overhead(job, count));
}

Estimate<double> overhead_of_given_rate(Context& context) {
  if (const auto known = known_overhead(context)) {
    return *known;
  }
  const Figure& figure = constant(Constant::run_overhead_measured);
  return assume(context, figure, figure.ratio());
}

}  // namespace plume
