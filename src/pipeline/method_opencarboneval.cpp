// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "plume/models/opencarboneval.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

constexpr std::string_view common = "opencarboneval";
constexpr std::string_view first_version = "opencarboneval-v1";
constexpr std::string_view paper = "Yu et al. 2024, arXiv:2405.12843";

void unknown_device(Context& context, const Device& device) {
  if (device.misnamed) {
    return;
  }
  if (!device.known()) {
    return context.fault(Key::accelerator, "missing-accelerator",
                         "without an accelerator the time cannot be predicted",
                         "give --accelerator, or --hours");
  }
  context.fault(Key::accelerator, "method-device",
                fmt::format("OpenCarbonEval has no alpha for `{}`", device.name),
                "choose another --method, or give --hours");
}

/// The method itself lets a run pass that does more than its device can.
void check_peak(Context& context, const Device& device, Work work, Time time) {
  const auto peak = peak_of(context, device, precision_of(context, device));
  const WorkRate mean = work / time;
  if (peak && mean > peak->rate.value) {
    context.fault(Key::accelerator, "method-beyond-peak",
                  fmt::format("OpenCarbonEval predicts {} TFLOP/s for this run, and the peak of "
                              "`{}` is {}",
                              print_human(mean.in(teraflop_per_second), 4), device.name,
                              print_human(peak->rate.value.in(teraflop_per_second), 4)),
                  "choose another --method");
  }
}

Estimate<Time> time_with(Context& context, const Job& job, std::string_view name,
                         const Figure& lg_alpha) {
  const double lg =
      context.use(name, lg_alpha.ratio(), {Status::catalogue, &lg_alpha, {}}, Branch::whole).value;
  const Work work = job.work->model;
  const Time time = logarithmic_device_time(work, lg);
  if (context.explaining()) {
    context.step({"Device time at one alpha",
                  "b = ((1 + alpha T) ln(1 + alpha T) - alpha T) / alpha",
                  fmt::format("b = {} TFLOP, lg alpha = {}", print_human(work.in(flop) / 1e12, 5),
                              print_human(lg, 7)),
                  print_human(time.in(hours), 7) + " h", paper});
  }
  return {time, raised(job.work_spread, work_elasticity(work, time, lg))};
}

}  // namespace

Estimate<Time> opencarboneval_v1_time(Context& context, const Device& device, const Job& job,
                                      double /*count*/) {
  const Figure* const low = family_figure(device, first_version, "lg_alpha_low");
  const Figure* const high = family_figure(device, first_version, "lg_alpha_high");
  if (low == nullptr || high == nullptr) {
    unknown_device(context, device);
    return {};
  }
  const Estimate<Time> slow = time_with(context, job, "lg_alpha_low", *low);
  const Estimate<Time> fast = time_with(context, job, "lg_alpha_high", *high);
  const Estimate<Time> mean{(slow.value + fast.value) / 2.0, slow.spread};
  if (context.explaining()) {
    context.step({"Device time", "mean of the two, as the authors take the mean of the emissions",
                  fmt::format("({} h + {} h) / 2", print_human(slow.value.in(hours), 7),
                              print_human(fast.value.in(hours), 7)),
                  print_human(mean.value.in(hours), 7) + " h", paper});
  }
  check_peak(context, device, job.work->model, mean.value);
  return mean;
}

Estimate<Time> opencarboneval_v2_time(Context& context, const Device& device, const Job& job,
                                      double /*count*/) {
  const Figure* const lg_alpha = family_figure(device, common, "lg_alpha");
  if (lg_alpha == nullptr) {
    unknown_device(context, device);
    return {};
  }
  const Estimate<Time> time = time_with(context, job, "lg_alpha", *lg_alpha);
  check_peak(context, device, job.work->model, time.value);
  return time;
}

Estimate<Power> opencarboneval_power(Context& context, const Device& device, const Job& job,
                                     double count) {
  const Figure* const tdp = family_figure(device, common, "tdp");
  if (tdp == nullptr) {
    return find_rated_power(context, device, job, count);
  }
  return context.use("tdp", "W", watts, tdp->as<Power>(), {Status::catalogue, tdp, {}},
                     Branch::operational);
}

Estimate<CarbonRate> opencarboneval_embodied(Context& context, const Device& device) {
  const Figure* const rate = family_figure(device, common, "embodied_rate");
  if (rate == nullptr) {
    context.warn(
        "no-embodied",
        [&] {
          return fmt::format("OpenCarbonEval has no embodied emissions of {}: none are counted",
                             device.name.empty() ? "this hardware" : device.name);
        },
        "choose another --method");
    return {};
  }
  return context.use("embodied_rate", "g/h", grams_per_hour, rate->as<CarbonRate>(),
                     {Status::catalogue, rate, {}}, Branch::embodied);
}

}  // namespace plume
