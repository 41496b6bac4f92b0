// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// A count given beside a name that says another.
void check_count(Context& context, const Device& device, double given) {
  if (device.named_count && *device.named_count != given) {
    context.fault(Key::count, "contradiction",
                  fmt::format("`{}` says {} accelerators, the count says {}",
                              context.run.text(Key::accelerator),
                              print_human(*device.named_count, 6), print_human(given, 6)),
                  "leave the number out of the name, or give no count");
  }
}

double count_of(Context& context, const Device& device, const Job& job) {
  if (context.run.has(Key::count)) {
    const auto given = context.run.ratio(Key::count);
    check_count(context, device, given->value);
    context.use("count", exactly(given->value), {Status::given}, Branch::whole);
    return given->value;
  }
  if (device.named_count) {
    context.use("count", exactly(*device.named_count), {Status::given}, Branch::whole);
    return *device.named_count;
  }
  if (device.instance_count) {
    context.use("count", exactly(*device.instance_count), {Status::catalogue}, Branch::whole);
    return *device.instance_count;
  }
  const MethodStages& method = method_of(context.run);
  if (const auto planned = method.count ? method.count(context, device, job) : std::nullopt) {
    context.use("count", exactly(*planned), {Status::derived, nullptr, field(Key::count).flag},
                Branch::whole);
    return *planned;
  }
  context.use("count", exactly(1.0), {Status::assumed, nullptr, field(Key::count).flag},
              Branch::whole);
  context.warn("assumed-count", "one accelerator is assumed", "give --count");
  return 1;
}

void missing_peak(Context& context, const Device& device, Precision precision) {
  const auto name = precision_names[static_cast<std::size_t>(precision)];
  if (!device.known()) {
    return context.fault(Key::accelerator, "missing-accelerator",
                         "without an accelerator the time cannot be predicted",
                         "give --accelerator, or --hours and --power");
  }
  if (device.described && !context.run.has(Key::precision)) {
    return context.fault(Key::accelerator, "missing-peak",
                         "no dense peak is said of the accelerator that is described",
                         "give hardware.accelerator.fp16 in a manifest, or --hours");
  }
  context.fault(context.run.has(Key::precision) ? Key::precision : Key::accelerator, "missing-peak",
                fmt::format("no dense {} peak is known of `{}`", name, device.name),
                "give another --precision, or --hours");
}

/// The whole time from the steady one; `numbers` gives the formula with its numbers.
template <class Numbers>
Estimate<Time> explain_time(Context& context, const Estimate<Time>& steady,
                            const Estimate<double>& overhead, std::string_view formula,
                            const Numbers& numbers) {
  const Estimate<Time> time = steady * overhead;
  const bool lost_time = method_of(context.run).lost_time;
  context.report.steady_time = steady;
  if (context.explaining()) {
    context.step({lost_time ? "Steady device time" : "Device time", formula, numbers(),
                  print_human(steady.value.in(hours), 7) + " h", ""});
  }
  if (context.explaining() && lost_time) {
    context.step({"Device time", "steady device time x overhead",
                  fmt::format("{} h x {}", print_human(steady.value.in(hours), 7),
                              print_human(overhead.value)),
                  print_human(time.value.in(hours), 7) + " h",
                  "docs/explanation/method.md, Throughput"});
  }
  return time;
}

/// A prediction holds for the operations that the hardware does; utilisation is defined on those of
/// the model.
Utilisation of_model_work(Context& context, Utilisation of_hardware, const Workload& work) {
  const double before = of_hardware.mfu.value;
  of_hardware.mfu.value = before * (work.model / work.hardware);
  if (context.explaining() && work.model != work.hardware) {
    context.step(
        {"Utilisation by model work", "utilisation x model FLOP / hardware FLOP",
         fmt::format("{} x {} / {}", print_human(before, 4), print_human(work.model.in(flop), 4),
                     print_human(work.hardware.in(flop), 4)),
         "MFU " + print_human(of_hardware.mfu.value, 4), ""});
  }
  return of_hardware;
}

}  // namespace

Estimate<Time> time_from_work(Context& context, const Device& device, const Job& job,
                              double count) {
  const Precision precision = precision_of(context, device);
  const auto peak = peak_of(context, device, utilisation_precision(precision));
  if (device.misnamed) {
    return {};
  }
  if (!peak || !peak_of(context, device, precision)) {
    missing_peak(context, device, peak ? precision : utilisation_precision(precision));
    return {};
  }
  const MethodStages& method = method_of(context.run);
  const auto given = context.run.ratio(Key::mfu);
  const Utilisation utilisation =
      given ? Utilisation{*given, {Status::given}}
            : of_model_work(context, method.utilisation(context, device, job, count, precision),
                            method.counted(*job.work));
  context.use("peak", "TFLOP/s", teraflop_per_second, peak->rate, peak->from, Branch::whole);
  context.weigh_last(-1);
  context.use("mfu", utilisation.mfu, utilisation.from, Branch::whole);
  context.weigh_last(-1);
  const Work work = job.work->model;
  const Estimate<Time> steady =
      steady_device_time({work, job.work_spread}, peak->rate, utilisation.mfu);
  return explain_time(
      context, steady,
      given ? overhead_of_given_rate(context) : overhead_of_predicted_rate(context, job, count),
      "FLOP / (peak x MFU)", [&] {
        return fmt::format("{} FLOP / ({} TFLOP/s x {})", print_human(work.in(flop), 4),
                           print_human(peak->rate.value.in(teraflop_per_second), 4),
                           print_human(utilisation.mfu.value, 4));
      });
}

namespace {

/// Device time from the measured rate of the whole run.
Estimate<Time> time_from_rate(Context& context, const Job& job, double count) {
  const auto rate = *context.run.ratio(Key::tokens_per_second);
  context.use("tokens_per_second", rate, {Status::given}, Branch::whole);
  context.weigh_last(-1);
  if (job.tokens <= 0) {
    context.fault(Key::tokens_per_second, "missing-tokens",
                  "a rate gives no time without the number of tokens", "give --tokens");
    return {};
  }
  const Estimate<Time> steady{seconds(job.tokens * count / rate.value),
                              job.tokens_spread + inverse(rate.spread)};
  return explain_time(
      context, steady, overhead_of_given_rate(context), "tokens x count / rate", [&] {
        return fmt::format("{} tokens x {} / {} tokens/s", print_human(job.tokens, 4),
                           print_human(count, 6), print_human(rate.value, 4));
      });
}

/// The same from the operations that each device did in a second.
Estimate<Time> time_from_achieved(Context& context, const Job& job) {
  const auto rate = *context.run.quantity<WorkRate>(Key::achieved);
  context.use("achieved", "TFLOP/s", teraflop_per_second, rate, {Status::given}, Branch::whole);
  context.weigh_last(-1);
  const Work work = job.work->model;
  const Estimate<Time> steady = Estimate<Work>{work, job.work_spread} / rate;
  return explain_time(context, steady, overhead_of_given_rate(context), "FLOP / rate", [&] {
    return fmt::format("{} FLOP / {} TFLOP/s", print_human(work.in(flop), 4),
                       print_human(rate.value.in(teraflop_per_second), 4));
  });
}

/// The same from the samples.
Estimate<Time> time_from_samples(Context& context, const Job& job, double count) {
  const auto rate = *context.run.ratio(Key::samples_per_second);
  context.use("samples_per_second", rate, {Status::given}, Branch::whole);
  context.weigh_last(-1);
  if (job.samples <= 0) {
    context.fault(Key::samples_per_second, "missing-samples",
                  "a rate gives no time without the number of samples", "give --samples");
    return {};
  }
  const Estimate<Time> steady{seconds(job.samples * count / rate.value), inverse(rate.spread)};
  return explain_time(
      context, steady, overhead_of_given_rate(context), "samples x count / rate", [&] {
        return fmt::format("{} samples x {} / {} samples/s", print_human(job.samples, 5),
                           print_human(count, 6), print_human(rate.value, 4));
      });
}

/// Wall-clock and device hours both given must be the same time.
void check_both(Context& context, double count) {
  const Run& run = context.run;
  if (!run.has(Key::wall_hours) || !run.has(Key::device_hours)) {
    return;
  }
  const double by_wall = run.number(Key::wall_hours).value * count;
  const double given = run.number(Key::device_hours).value;
  if (std::abs(by_wall - given) > 0.01 * given) {
    context.fault(Key::device_hours, "contradiction",
                  fmt::format("{} hours x {} accelerators are {} device hours, not {}",
                              print_human(run.number(Key::wall_hours).value, 6),
                              print_human(count, 6), print_human(by_wall, 6),
                              print_human(given, 6)),
                  "give one of the two");
  }
}

void warn_unused(Context& context, Key key, Key winner) {
  if (context.run.has(key)) {
    context.warn(
        "unused-input",
        [&] {
          return fmt::format("`{}` is not used: `{}` says more of the time", field(key).path,
                             field(winner).path);
        },
        "leave one of them out");
  }
}

/// Wall-clock and device hours may both be given; lost time lengthens whatever is no time.
void warn_of_less_trusted(Context& context, Key winner) {
  const auto place = std::find(time_by_trust.begin(), time_by_trust.end(), winner);
  for (auto key = place + 1; key != time_by_trust.end(); ++key) {
    if (*key != Key::device_hours) {
      warn_unused(context, *key, winner);
    }
  }
  if (winner == Key::wall_hours || winner == Key::device_hours) {
    warn_unused(context, Key::overhead, winner);
  }
}

Estimate<Time> given_time(Context& context, Key key, double count) {
  const auto given = *context.run.quantity<Time>(key);
  context.use(key == Key::wall_hours ? "hours" : "device_hours", "h", hours, given, {Status::given},
              Branch::whole);
  const Estimate<Time> time = key == Key::wall_hours ? given * exactly(count) : given;
  if (context.explaining()) {
    context.step({"Device time", key == Key::wall_hours ? "hours x count" : "given",
                  key == Key::wall_hours
                      ? fmt::format("{} h x {}", print_human(given.value.in(hours), 6),
                                    print_human(count, 6))
                      : std::string(),
                  print_human(time.value.in(hours), 7) + " h", "Patterson et al. 2021"});
  }
  return time;
}

Estimate<Time> device_time(Context& context, const Device& device, const Job& job, double count,
                           std::optional<Key> trusted) {
  if (trusted) {
    warn_of_less_trusted(context, *trusted);
  }
  switch (trusted.value_or(Key::mfu)) {
    case Key::wall_hours:
    case Key::device_hours:
      check_both(context, count);
      return given_time(context, *trusted, count);
    case Key::tokens_per_second:
      return time_from_rate(context, job, count);
    case Key::samples_per_second:
      return time_from_samples(context, job, count);
    default:
      break;
  }
  if (!job.work) {
    return {};
  }
  return trusted == Key::achieved ? time_from_achieved(context, job)
                                  : method_of(context.run).time(context, device, job, count);
}

TimeFrom time_from(const Run& run, std::optional<Key> trusted) {
  switch (trusted.value_or(Key::mfu)) {
    case Key::wall_hours:
    case Key::device_hours:
      return TimeFrom::given;
    case Key::tokens_per_second:
    case Key::samples_per_second:
      return TimeFrom::rate;
    case Key::achieved:
      return TimeFrom::curve;
    default:
      return method_of(run).time_from;
  }
}

}  // namespace

std::optional<Key> most_trusted(const Run& run) {
  const auto found = std::find_if(time_by_trust.begin(), time_by_trust.end(),
                                  [&](const Key key) { return run.has(key); });
  return found == time_by_trust.end() ? std::nullopt : std::optional(*found);
}

Duration find_duration(Context& context, const Device& device, const Job& job) {
  const double count = count_of(context, device, job);
  const auto trusted = most_trusted(context.run);
  const Estimate<Time> device_hours = device_time(context, device, job, count, trusted);
  return {device_hours, device_hours / exactly(count), time_from(context.run, trusted), count};
}

}  // namespace plume
