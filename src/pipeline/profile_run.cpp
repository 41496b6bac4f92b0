// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/profile.hpp"

#include <fmt/format.h>

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
  if (profile.prediction) {
    const Extrapolation& prediction = *profile.prediction;
    return {prediction.energy.value, prediction.energy.half_width(), prediction.time.value};
  }
  const double energy = profile.energy.in(joules);
  return {energy, profile_errors().sensor * energy, profile.duration.in(seconds)};
}

/// Of logs without times the hours that were given.
double seconds_of(const Result& result, const Run& given) {
  const bool told = !(result.seconds > 0) && given.has(Key::wall_hours);
  return told ? given.number(Key::wall_hours).value * 3600 : result.seconds;
}

/// What the logs show; nothing is entered where neither they nor the run say how many.
double enter_count(const Profile& profile, Run& run) {
  if (profile.accelerators > 0 || run.has(Key::instance)) {
    const double shown = std::max(1.0, profile.accelerators);
    if (profile.accelerators > 0 || !run.has(Key::count)) {
      enter(Key::count, shown, shown, shown, run);
    }
  }
  return run.has(Key::count) ? run.number(Key::count).value : 1;
}

/// What has no hour in the log may have met any of those that it has.
void enter_intensity(const MetIntensity& met, Run& run) {
  const double mean = met.grams_per_kilowatt_hour;
  const double unknown = 1 - met.covered;
  enter(Key::grid_intensity, mean, mean + unknown * (met.low - mean),
        mean + unknown * (met.high - mean), run);
}

void enter_site(const Profile& profile, Run& run, Faults& faults) {
  if (!run.has(Key::region) && !profile.region.empty() && !find_places(profile.region).empty()) {
    enter_text(Key::region, profile.region, run, faults);
  }
  if (!run.has(Key::year) && profile.year) {
    enter(Key::year, *profile.year, *profile.year, *profile.year, run);
  }
  const auto& met = profile.met_by_run ? profile.met_by_run : profile.met;
  if (met && !run.has(Key::grid_intensity)) {
    enter_intensity(*met, run);
  }
}

}  // namespace

Run run_of(const Profile& profile, const Run& given, Faults& faults) {
  Run run = given;
  const Result result = result_of(profile);
  const double seconds_taken = seconds_of(result, given);
  if (!(seconds_taken > 0) || !(result.joules > 0)) {
    const bool timeless = result.joules > 0;
    faults.push_back({"no-energy",
                      timeless ? "the logs say no time" : "the logs come to no energy",
                      timeless ? "give --hours" : "see the readings: all are zero, or do not move",
                      {},
                      {}});
    return run;
  }
  if (!says_machine(run) && find_accelerator(profile.accelerator) != nullptr) {
    enter_text(Key::accelerator, profile.accelerator, run, faults);
  }
  const double count = enter_count(profile, run);
  const double hours_taken = seconds_taken / 3600;
  run.unset(Key::device_hours);
  enter(Key::wall_hours, hours_taken, hours_taken, hours_taken, run);
  const double each = 1 / (seconds_taken * count);
  enter(Key::power, result.joules * each, std::max(0.0, result.joules - result.half_width) * each,
        (result.joules + result.half_width) * each, run);
  run.set_choice(
      Key::power_scope,
      static_cast<std::size_t>(profile.whole_system ? PowerScope::system : PowerScope::board), {});
  enter_site(profile, run, faults);
  return run;
}

namespace {

/// The power is that of the logs: no flag of it cures what is assumed of the rest.
void name_cures(Report& report) {
  constexpr auto cure = "--rest-of-system";
  for (Input& input : report.inputs) {
    if (input.cure == field(Key::power).flag) {
      input.cure = cure;
    }
  }
  for (Warning& warning : report.warnings) {
    if (warning.code == "assumed-rest-of-system") {
      warning.cure = fmt::format("give {}, or a meter of the whole system", cure);
    }
  }
}

/// The footprint of what was measured alone; nothing where no more is predicted.
std::optional<Report> part_of(const Profile& profile, const Run& given) {
  if (!profile.prediction) {
    return std::nullopt;
  }
  Profile part = profile;
  part.prediction.reset();
  part.met_by_run.reset();
  Faults faults;
  const Run run = run_of(part, given, faults);
  std::optional<Report> out;
  if (faults.empty()) {
    out = estimate(run, faults);
  }
  return faults.empty() ? std::move(out) : std::nullopt;
}

}  // namespace

ProfiledRun estimate(std::span<const EnergyLog> logs, const ProfileOptions& options,
                     const Run& given, Faults& faults) {
  ProfiledRun out{profile_of(logs, options, faults), {}, {}};
  if (!faults.empty()) {
    return out;
  }
  const Run run = out.profile.unmetered ? unmetered_run(logs.front(), given, faults)
                                        : run_of(out.profile, given, faults);
  if (faults.empty()) {
    out.report = estimate(run, faults);
    name_cures(out.report);
    out.part = part_of(out.profile, given);
  }
  if (!out.profile.unmetered) {
    warn_of_given(given, out.profile);
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
