// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/estimate.hpp"

#include "pipeline/method.hpp"
#include "pipeline/stages.hpp"
#include "plume/models/energy.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

/// Digits with which a reader can redo the sum to the last one printed in the answer.
constexpr int sum_digits = 7;

std::string in_kilowatt_hours(Energy energy) {
  return print_human(energy.in(kilowatt_hours), sum_digits) + " kWh";
}

std::string in_kilograms(Carbon carbon) {
  return print_human(carbon.in(kilograms), sum_digits) + " kg";
}

void explain_use(Context& context, const Estimate<Power>& power, const Estimate<double>& pue,
                 const Estimate<CarbonIntensity>& grid) {
  const Report& r = context.report;
  context.step({"IT energy", "device time x system power",
                fmt::format("{} h x {} W", print_human(r.device_time.value.in(hours), sum_digits),
                            print_human(power.value.in(watts), 4)),
                in_kilowatt_hours(r.it_energy.value), "Patterson et al. 2021"});
  context.step(
      {"Facility energy", "IT energy x PUE",
       fmt::format("{} x {}", in_kilowatt_hours(r.it_energy.value), print_human(pue.value, 4)),
       in_kilowatt_hours(r.facility_energy.value), "Patterson et al. 2021"});
  context.step({"Operational emissions", "facility energy x carbon intensity",
                fmt::format("{} x {} g/kWh", in_kilowatt_hours(r.facility_energy.value),
                            print_human(grid.value.in(grams_per_kilowatt_hour), 5)),
                in_kilograms(r.operational.value), "Patterson et al. 2021"});
}

void explain_total(Context& context, const Estimate<CarbonRate>& embodied) {
  const Report& r = context.report;
  const std::string_view paper = method_traits(context.run).citation;
  context.step({"Embodied emissions", "device time x embodied rate",
                fmt::format("{} h x {} g/h", print_human(r.device_time.value.in(hours), sum_digits),
                            print_human(embodied.value.in(grams_per_hour), 4)),
                in_kilograms(r.embodied.value),
                paper.empty() ? "Luccioni et al. 2022, section 4.1" : paper});
  context.step(
      {"Total", "operational + embodied",
       fmt::format("{} + {}", in_kilograms(r.operational.value), in_kilograms(r.embodied.value)),
       in_kilograms(r.total.value), ""});
}

/// A run that did more than the device can is an error in what was said.
void check_utilisation(Context& context, const Device& device, Precision precision,
                       const Peak& reference) {
  const auto in_use = peak_of(context, device, precision);
  if (!in_use) {
    return;
  }
  const double most = in_use->rate.value / reference.rate.value;
  const bool could_be = context.report.mfu->value > most;  // spares the low end of most runs
  if (could_be && context.report.mfu->low() > most) {
    const bool timed = context.run.has(Key::wall_hours) || context.run.has(Key::device_hours);
    context.fault(context.run.has(Key::device_hours)         ? Key::device_hours
                  : timed                                    ? Key::wall_hours
                  : context.run.has(Key::samples_per_second) ? Key::samples_per_second
                                                             : Key::tokens_per_second,
                  "beyond-peak",
                  fmt::format("that much work in that time is {} times the dense peak of `{}`",
                              print_human(context.report.mfu->value / most), device.name),
                  "check the hours, the count and the work (parameters, tokens or FLOP)");
  }
}

/// The utilisation that the run achieved, lost time included. Where the time follows from work and
/// peak, they cancel: what is left is the predicted utilisation over the overhead.
void enter_utilisation(Context& context, const Device& device, const Job& job, TimeFrom from) {
  const Precision precision = precision_of(context, device);
  const auto peak = peak_of(context, device, utilisation_precision(precision));
  if (!job.work || !peak || !(context.report.device_time.value > Time{})) {
    return;
  }
  const Estimate<Time>& time = context.report.device_time;
  context.report.mfu =
      achieved_mfu(Estimate<Work>{job.work->model, job.work_spread}, peak->rate, time);
  if (from == TimeFrom::work) {
    const Spread of_work_and_peak = job.work_spread + inverse(peak->rate.spread);
    context.report.mfu->spread = inverse(without(time.spread, of_work_and_peak));
  }
  if (from == TimeFrom::curve && context.run.has(Key::achieved)) {
    context.report.mfu->spread =
        inverse(without(time.spread, job.work_spread)) + inverse(peak->rate.spread);
  } else if (from == TimeFrom::curve) {  // the time grows almost in proportion to the work
    context.report.mfu->spread = inverse(peak->rate.spread);
  }
  check_utilisation(context, device, precision, *peak);
}

/// Operational and embodied emissions share the device time, so their sum is taken per hour.
void add_up(Context& context, const Estimate<CarbonRate>& operational,
            const Estimate<CarbonRate>& embodied) {
  Report& report = context.report;
  report.embodied = report.device_time * embodied;
  report.total = report.device_time * context.look_ups.sum(operational, embodied);
  report.total.value = report.operational.value + report.embodied.value;
}

void enter_board_energy(Report& report, const Device& device, const Job& job) {
  if (const auto board = find_board_power(report.run, device, job)) {
    report.board_energy = it_energy(report.device_time, *board);
  }
}

/// Fills a report that is empty but for its run.
void fill(Report& report, const Run& run, Faults& faults, Detail detail, LookUps& look_ups) {
  Context context(run, report, faults, detail, look_ups);
  const MethodStages& method = method_of(run);
  note_method(context, method);
  const Device device = find_device(context);
  const Site site = find_site(context);
  const Job job = find_job(context);
  const Duration duration = find_duration(context, device, job);
  report.device_time = duration.device;
  report.wall_time = duration.wall;
  report.time_from = duration.from;
  report.accelerator = device.listed;
  report.place = site.place;
  report.parameters = job.parameters;
  report.tokens = job.tokens;
  if (job.work) {
    report.work = job.work->model;
  }
  const Estimate<Power> power = method.power(context, device, job, duration.count);
  if (context.telling()) {
    enter_board_energy(report, device, job);
  }
  const Estimate<double> pue = method.pue(context, site);
  const Estimate<CarbonIntensity> grid = find_grid(context, site);
  report.it_energy = it_energy(duration.device, power);
  report.facility_energy = facility_energy(report.it_energy, pue);
  report.operational = operational_emissions(report.facility_energy, grid);
  if (context.explaining()) {
    explain_use(context, power, pue, grid);
  }
  const Estimate<CarbonRate> embodied = method.embodied(context, device);
  if (!faults.empty()) {
    return;
  }
  tell_overrides(context, device, site);
  if (context.telling() || duration.from != TimeFrom::work) {  // else no run is beyond the peak
    enter_utilisation(context, device, job, duration.from);
  }
  add_up(context, power * pue * grid, embodied);
  if (context.explaining()) {
    explain_total(context, embodied);
  }
  find_project(context);
  context.share_variance(report.operational.value / report.total.value, duration.from);
}

}  // namespace

Report estimate(const Run& run, Faults& faults, Detail detail) {
  Report report;
  report.run = run;
  LookUps look_ups;
  fill(report, run, faults, detail, look_ups);
  return report;
}

Estimator::Estimator(Detail detail) : detail_(detail), look_ups_(std::make_unique<LookUps>()) {}

Estimator::~Estimator() = default;

const Report& Estimator::estimate(const Run& run, Faults& faults) {
  report_.clear();
  if (detail_ != Detail::footprint) {
    report_.run = run;
  }
  look_ups_->begin_run();
  fill(report_, run, faults, detail_, *look_ups_);
  return report_;
}

void check_names(const Run& run, Faults& faults) {
  Report unused;
  LookUps look_ups;
  Context context(run, unused, faults, Detail::footprint, look_ups);
  find_device(context);
  find_site(context);
}

Faults strict_faults(const Report& report) {
  Faults faults;
  for (const Input& input : report.inputs) {
    const bool unverified =
        (input.figure != nullptr && input.figure->confirmation == Confirmation::unverified) ||
        (input.series != nullptr && input.series->confirmation == Confirmation::unverified);
    if (input.status == Status::assumed || unverified) {
      faults.push_back({unverified ? "strict-unverified" : "strict-assumed",
                        fmt::format("`{}` is {}: {}{}{}", input.name,
                                    unverified ? "not confirmed in a published source" : "assumed",
                                    print_human(input.value, 4), input.unit == "1" ? "" : " ",
                                    input.unit == "1" ? "" : input.unit),
                        input.cure.empty()
                            ? std::string("leave --strict out: the interval covers it")
                            : fmt::format("give {}", input.cure)});
    }
  }
  for (const Warning& warning : report.warnings) {
    if (warning.code == "assumed-precision" || warning.code == "assumed-stack") {
      faults.push_back({"strict-assumed", warning.message, warning.cure});
    }
  }
  return faults;
}

}  // namespace plume
