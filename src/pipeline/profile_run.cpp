// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/profile.hpp"

#include <algorithm>

namespace plume {

namespace {

bool says_machine(const Run& run) {
  return run.has(Key::accelerator) || run.has(Key::instance);
}

void enter(Key key, double value, double low, double high, Run& run) {
  run.set_number(key, {value, low, high}, {});
}

void enter_text(Key key, const std::string& text, Run& run, Faults& faults) {
  read_value(field(key), {RawValue::Kind::text, 0, text, {}}, run, faults);
}

/// Energy and time of the run: predicted, else measured within the sensors' error.
struct Result {
  double joules = 0;
  double half_width = 0;
  double seconds = 0;
};

Result result_of(const Profile& profile) {
  constexpr double sensor_error = 0.05;  // as in `ExtrapolationFacts`
  if (profile.prediction) {
    const Extrapolation& prediction = *profile.prediction;
    return {prediction.energy.value, prediction.energy.half_width(), prediction.time.value};
  }
  const double energy = profile.energy.in(joules);
  return {energy, sensor_error * energy, profile.duration.in(seconds)};
}

void enter_site(const Profile& profile, Run& run, Faults& faults) {
  if (!run.has(Key::region) && !profile.region.empty() && !find_places(profile.region).empty()) {
    enter_text(Key::region, profile.region, run, faults);
  }
  if (!run.has(Key::year) && profile.year) {
    enter(Key::year, *profile.year, *profile.year, *profile.year, run);
  }
  if (profile.met && !run.has(Key::grid_intensity)) {
    const double met = profile.met->grams_per_kilowatt_hour;
    enter(Key::grid_intensity, met, met, met, run);
  }
}

}  // namespace

Run run_of(const Profile& profile, const Run& given, Faults& faults) {
  Run run = given;
  const Result result = result_of(profile);
  if (!(result.seconds > 0) || !(result.joules > 0)) {
    faults.push_back({"no-energy",
                      "the logs come to no energy, or to no time",
                      "see the readings; a log without times needs --hours",
                      {},
                      {}});
    return run;
  }
  if (!says_machine(run) && find_accelerator(profile.accelerator) != nullptr) {
    enter_text(Key::accelerator, profile.accelerator, run, faults);
  }
  if (profile.accelerators > 0 || !run.has(Key::count)) {
    const double count = std::max(1.0, profile.accelerators);
    enter(Key::count, count, count, count, run);
  }
  const double count = run.number(Key::count).value;
  const double hours_taken = result.seconds / 3600;
  run.unset(Key::device_hours);
  enter(Key::wall_hours, hours_taken, hours_taken, hours_taken, run);
  const double each = 1 / (result.seconds * count);
  enter(Key::power, result.joules * each, std::max(0.0, result.joules - result.half_width) * each,
        (result.joules + result.half_width) * each, run);
  run.set_choice(
      Key::power_scope,
      static_cast<std::size_t>(profile.whole_system ? PowerScope::system : PowerScope::board), {});
  enter_site(profile, run, faults);
  return run;
}

ProfiledRun estimate(std::span<const EnergyLog> logs, const ProfileOptions& options,
                     const Run& given, Faults& faults) {
  ProfiledRun out{profile_of(logs, options, faults), {}};
  if (!faults.empty()) {
    return out;
  }
  const Run run = out.profile.unmetered ? unmetered_run(logs.front(), given, faults)
                                        : run_of(out.profile, given, faults);
  if (faults.empty()) {
    out.report = estimate(run, faults);
  }
  auto& warnings = out.report.warnings;
  warnings.insert(warnings.end(), out.profile.warnings.begin(), out.profile.warnings.end());
  return out;
}

Reconciliation reconcile(const ProfiledRun& measured, const Run& run, Faults& faults) {
  Reconciliation out;
  out.estimated = estimate(run, faults);
  if (!faults.empty()) {
    return out;
  }
  Run timed = run;
  timed.unset(Key::device_hours);
  timed.unset(Key::mfu);
  timed.unset(Key::tokens_per_second);
  timed.unset(Key::samples_per_second);
  timed.unset(Key::achieved);
  timed.copy(Key::wall_hours, measured.report.run);
  timed.copy(Key::count, measured.report.run);
  Faults none;
  const Report known = estimate(timed, none);
  if (none.empty() && known.mfu) {
    out.mfu = known.mfu->value;
  }
  const Report& report = measured.report;
  out.energy_ratio = report.it_energy.value / out.estimated.it_energy.value;
  out.time_ratio = report.wall_time.value / out.estimated.wall_time.value;
  out.carbon_ratio = report.total.value / out.estimated.total.value;
  out.power = report.run.number(Key::power).value;
  return out;
}

}  // namespace plume
