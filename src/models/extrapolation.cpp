// SPDX-License-Identifier: Apache-2.0
#include "plume/models/extrapolation.hpp"

#include "models/profile_rate.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

constexpr double largest = 1e18;
constexpr double least_steps_of_a_record = 1e-9;
constexpr double upper_of_90 = 0.95;
constexpr double least_steps = 10;
constexpr double least_time_s = 10;
constexpr double least_effective = 2;
/// A change over the profile that is less, as a share of the rate, is none: followed to twice the
/// profile, it would be well within the model's share of the interval.
constexpr double least_drift = 0.01;

bool is_amount(double value) {
  return value >= 0 && value <= largest;
}

/// What is no amount is none.
double amount(double value) {
  return is_amount(value) ? value : 0;
}

bool is_usable(const ProfiledStep& step) {
  return is_amount(step.steps) && step.steps >= least_steps_of_a_record &&
         is_amount(duration_of(step)) && is_amount(energy_of(step));
}

std::vector<ProfiledStep> usable_of(std::span<const ProfiledStep> steps) {
  std::vector<ProfiledStep> out;
  out.reserve(steps.size());
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(out), is_usable);
  return out;
}

ProfiledStep sum_of(std::span<const ProfiledStep> window) {
  ProfiledStep out{0, {}, {}};
  for (const ProfiledStep& step : window) {
    out = {out.steps + step.steps, out.duration + step.duration, out.energy + step.energy};
  }
  return out;
}

/// All phases of the run.
ProfiledStep sum_of(std::span<const ProfiledPhase> phases) {
  ProfiledStep out{0, {}, {}};
  for (const ProfiledPhase& phase : phases) {
    const double times = amount(phase.times);
    out.duration = out.duration + seconds(times * amount(phase.duration.in(seconds)));
    out.energy = out.energy + joules(times * amount(phase.energy.in(joules)));
  }
  return out;
}

/// All that a prediction is made of.
struct Profile {
  ProfileWindow window;
  ProfileRate energy;
  ProfileRate time;
  ProfileTrend trend;
  ProfiledStep all;        ///< what was profiled
  ProfiledStep kept;       ///< of that
  double to_come = 0;      ///< steps after the profile
  double model_error = 0;  ///< relative
};

Profile profile_of(std::span<const ProfiledStep> steps, const ExtrapolationFacts& facts) {
  Profile out;
  out.window = window_of(steps);
  out.energy = rate_of(out.window.kept, energy_of);
  out.time = rate_of(out.window.kept, duration_of);
  out.all = sum_of(steps);
  out.kept = sum_of(out.window.kept);
  const double begin = out.all.duration.in(seconds)-out.kept.duration.in(seconds);
  out.trend = trend_of(out.window.kept, out.energy, begin);
  out.to_come = std::max(0.0, amount(facts.total_steps) - out.all.steps);
  out.model_error =
      amount(facts.whole_cycles && out.window.kept.size() > 1 ? facts.errors.model_of_cycles
                                                              : facts.errors.model);
  return out;
}

bool has_trend(const Profile& profile) {
  return std::abs(profile.trend.slope) > profile.trend.limit;
}

bool is_drifting(const Profile& profile) {
  const double change = std::abs(profile.trend.slope) * profile.trend.length;
  return has_trend(profile) && change >= least_drift * profile.energy.per_step;
}

/// Whether two rates differ by more than the interval of a prediction allows for.
bool differ(double a, double b, const Profile& profile) {
  return std::abs(a - b) > profile.model_error * profile.energy.per_step;
}

bool is_warm_up_too_long(const Profile& profile) {
  const ProfileWindow& window = profile.window;
  return window.at_limit &&
         differ(rate_of(window.truncated, energy_of).per_step, profile.energy.per_step, profile);
}

/// By more than noise, or by a trend that goes through them.
bool halves_differ(const Profile& profile) {
  const auto kept = profile.window.kept;
  const ProfileRate first = rate_of(kept.first(kept.size() / 2), energy_of);
  const ProfileRate second = rate_of(kept.subspan(kept.size() / 2), energy_of);
  const double interval = std::hypot(first.half_width(), second.half_width());
  const double difference = std::abs(first.per_step - second.per_step);
  return differ(first.per_step, second.per_step, profile) &&
         (difference > 2 * interval || has_trend(profile));
}

bool is_too_short(const Profile& profile) {
  return profile.kept.steps < least_steps || profile.kept.duration.in(seconds) < least_time_s ||
         profile.window.kept.size() < 2;
}

ProfileVerdict verdict_of(const Profile& profile) {
  if (is_too_short(profile)) {
    return ProfileVerdict::too_short;
  }
  if (is_warm_up_too_long(profile) || halves_differ(profile)) {
    return ProfileVerdict::no_steady_state;
  }
  if (is_drifting(profile)) {
    return ProfileVerdict::drifting;
  }
  return profile.energy.scatter.effective < least_effective ? ProfileVerdict::too_short
                                                            : ProfileVerdict::steady;
}

/// A value of the sensor may be as old as its update; so may be both ends of what was kept, of
/// which one counts.
double quantisation_error(const Profile& profile, const ExtrapolationFacts& facts) {
  const double update = amount(facts.update.in(seconds));
  const double kept = profile.kept.duration.in(seconds);
  return update > 0 ? update / std::max(update, kept) : 0;
}

Predicted predicted_energy(const Profile& profile, const ExtrapolationFacts& facts) {
  const double rest =
      profile.energy.per_step * profile.to_come + sum_of(std::span(facts.phases)).energy.in(joules);
  Predicted out;
  out.value = amount(facts.setup.in(joules)) + profile.all.energy.in(joules) + rest;
  out.statistics = profile.energy.half_width_of(profile.to_come);
  out.sensor = amount(facts.errors.sensor) * out.value;
  out.quantisation = quantisation_error(profile, facts) * out.value;
  out.model = profile.model_error * rest;
  return out;
}

Predicted predicted_time(const Profile& profile, const ExtrapolationFacts& facts) {
  const double rest = profile.time.per_step * profile.to_come +
                      sum_of(std::span(facts.phases)).duration.in(seconds);
  Predicted out;
  out.value = amount(facts.setup_time.in(seconds)) + profile.all.duration.in(seconds) + rest;
  out.statistics = profile.time.half_width_of(profile.to_come);
  out.model = profile.model_error * rest;
  return out;
}

/// What a trend adds to the steps to come: it goes on for the time of the profile at most, then
/// stays where it came to.
double added_by_trend(const Profile& profile) {
  const double profiled = profile.all.duration.in(seconds);
  const double to_come = profile.to_come * profile.time.per_step;
  const double followed = std::min(to_come, profiled);
  const double from = profiled - profile.trend.centre;
  const double time = followed * (from + followed / 2) + (to_come - followed) * (from + followed);
  return profile.trend.slope * time / profile.time.per_step;
}

double with_trend(const Profile& profile, const Predicted& energy) {
  const double to_come = profile.energy.per_step * profile.to_come;
  return energy.value + std::max(-to_come, added_by_trend(profile));
}

double first_excess(const Profile& profile) {
  const double discarded = profile.all.steps - profile.kept.steps;
  return profile.all.energy.in(joules)-profile.kept.energy.in(joules)-profile.energy.per_step *
         discarded;
}

double batch_means_half_width(const ProfileRate& rate) {
  return student_t(upper_of_90, 4) * error_of_five_batches(rate.adjusted) / rate.steps_per_record;
}

void describe(Extrapolation& out, const Profile& profile) {
  out.verdict = verdict_of(profile);
  out.kept = profile.window.kept.size();
  out.discarded = profile.window.fixed.size() + profile.window.truncated.size();
  out.kept_time = profile.kept.duration;
  out.discarded_time = profile.all.duration - profile.kept.duration;
  out.autocorrelation = profile.energy.scatter.autocorrelation;
  out.effective = profile.energy.scatter.effective;
  out.energy_per_step = joules(profile.energy.per_step);
  out.time_per_step = seconds(profile.time.per_step);
  out.batch_means_half_width = batch_means_half_width(profile.energy);
  out.drift = profile.trend.slope;
  out.first_excess = joules(first_excess(profile));
}

}  // namespace

double Predicted::half_width() const {
  return std::hypot(std::hypot(statistics, sensor), std::hypot(quantisation, model));
}

Extrapolation extrapolate(std::span<const ProfiledStep> steps, const ExtrapolationFacts& facts) {
  const std::vector<ProfiledStep> usable = usable_of(steps);
  Extrapolation out;
  out.unusable = steps.size() - usable.size();
  if (usable.empty()) {
    return out;
  }
  const Profile profile = profile_of(usable, facts);
  describe(out, profile);
  out.energy = predicted_energy(profile, facts);
  out.time = predicted_time(profile, facts);
  if (is_drifting(profile)) {
    out.with_trend = with_trend(profile, out.energy);
  }
  return out;
}

}  // namespace plume
