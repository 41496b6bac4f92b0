// SPDX-License-Identifier: Apache-2.0
#include "models/profile_rate.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

constexpr double upper_of_90 = 0.95;
constexpr double upper_of_99 = 0.995;
constexpr double least_warm_up_s = 30;
constexpr double least_warm_up_steps = 3;

double steps_in(std::span<const ProfiledStep> window) {
  double sum = 0;
  for (const ProfiledStep& step : window) {
    sum += step.steps;
  }
  return sum;
}

std::vector<double> amounts_of(std::span<const ProfiledStep> window,
                               double (*amount)(const ProfiledStep&)) {
  std::vector<double> out(window.size());
  std::transform(window.begin(), window.end(), out.begin(), amount);
  return out;
}

double energy_per_step(const ProfiledStep& step) {
  return energy_of(step) / step.steps;
}

/// The middle of each record, s.
std::vector<double> middles_of(std::span<const ProfiledStep> window, double begin) {
  std::vector<double> out;
  out.reserve(window.size());
  double time = begin;
  for (const ProfiledStep& step : window) {
    out.push_back(time + duration_of(step) / 2);
    time += duration_of(step);
  }
  return out;
}

double weighted_mean(std::span<const ProfiledStep> window, std::span<const double> values) {
  double sum = 0;
  for (std::size_t i = 0; i < window.size(); ++i) {
    sum += window[i].steps * values[i];
  }
  return sum / steps_in(window);
}

/// Sums about the mean time, of one fit.
struct TimeSums {
  double squares = 0;   ///< of times
  double weighted = 0;  ///< the same, by steps
  double products = 0;  ///< with the records' energies
};

TimeSums sums_of(std::span<const ProfiledStep> window, std::span<const double> energies,
                 std::span<const double> times, double centre) {
  TimeSums out;
  for (std::size_t i = 0; i < window.size(); ++i) {
    const double x = times[i] - centre;
    out.squares += x * x;
    out.weighted += window[i].steps * x * x;
    out.products += x * energies[i];
  }
  return out;
}

/// Energies without the line.
std::vector<double> without_trend(std::span<const ProfiledStep> window,
                                  std::span<const double> energies, std::span<const double> times,
                                  const ProfileTrend& trend) {
  std::vector<double> out(energies.begin(), energies.end());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] -= window[i].steps * trend.slope * (times[i] - trend.centre);
  }
  return out;
}

std::size_t fixed_discard(std::span<const ProfiledStep> steps) {
  std::size_t count = 0;
  double time = 0;
  double done = 0;
  const auto is_warming_up = [&] {
    return count == 0 || time < least_warm_up_s || done < least_warm_up_steps;
  };
  while (count < steps.size() / 2 && is_warming_up()) {
    time += duration_of(steps[count]);
    done += steps[count].steps;
    ++count;
  }
  return count;
}

/// Whether values in front differ from the rest by more than twice the interval of the difference,
/// by the scatter of the rest. MSER-5 also leaves out what is only noise; to follow it there would
/// make intervals too narrow.
bool is_warm_up(std::span<const double> values, std::size_t front) {
  if (front == 0) {
    return false;
  }
  const Scatter rest = scatter_of(values.subspan(front));
  const Scatter before = scatter_of(values.first(front));
  const double share = static_cast<double>(values.size()) / static_cast<double>(front);
  const double interval =
      student_t(upper_of_90, rest.degrees()) * rest.error_of_mean() * std::sqrt(share);
  return std::abs(before.mean - rest.mean) > 2 * interval;
}

}  // namespace

double duration_of(const ProfiledStep& step) {
  return step.duration.in(seconds);
}

double energy_of(const ProfiledStep& step) {
  return step.energy.in(joules);
}

double ProfileRate::half_width() const {
  return student_t(upper_of_90, scatter.degrees()) * error_per_step();
}

double ProfileRate::half_width_of(double steps) const {
  if (adjusted.size() < 2) {
    return per_step * steps;
  }
  const double of_mean = steps * error_per_step();
  const double records = steps / steps_per_record;
  const double of_one = scatter.error_of_mean() * std::sqrt(static_cast<double>(adjusted.size()));
  return student_t(upper_of_90, scatter.degrees()) *
         std::hypot(of_mean, std::sqrt(records) * of_one);
}

ProfileRate rate_of(std::span<const ProfiledStep> window, double (*amount)(const ProfiledStep&)) {
  ProfileRate out;
  out.adjusted = amounts_of(window, amount);
  const auto n = static_cast<double>(window.size());
  out.steps_per_record = steps_in(window) / n;
  out.per_step = scatter_of(out.adjusted).mean / out.steps_per_record;
  for (std::size_t i = 0; i < window.size(); ++i) {
    out.adjusted[i] -= out.per_step * (window[i].steps - out.steps_per_record);
  }
  out.scatter = scatter_of(out.adjusted);
  return out;
}

ProfileTrend trend_of(std::span<const ProfiledStep> window, const ProfileRate& energy,
                      double begin) {
  const std::vector<double> times = middles_of(window, begin);
  ProfileTrend out;
  out.centre = weighted_mean(window, times);
  out.length = times.back() - times.front();
  const TimeSums sums = sums_of(window, energy.adjusted, times, out.centre);
  if (!(sums.weighted > 0)) {
    return out;
  }
  out.slope = sums.products / sums.weighted;
  const Scatter rest = scatter_of(without_trend(window, energy.adjusted, times, out));
  const auto n = static_cast<double>(window.size());
  const double error = rest.error_of_mean() * std::sqrt(n * sums.squares) / sums.weighted;
  out.limit = student_t(upper_of_99, rest.degrees()) * error;
  return out;
}

ProfileWindow window_of(std::span<const ProfiledStep> steps) {
  const std::size_t fixed = fixed_discard(steps);
  const auto rest = steps.subspan(fixed);
  const std::vector<double> energies = amounts_of(rest, energy_per_step);
  const std::size_t least = mser5(energies);
  const std::size_t truncated = is_warm_up(energies, least) ? least : 0;
  const std::size_t most = rest.size() / 5 / 2 * 5;
  return {steps.first(fixed), rest.first(truncated), rest.subspan(truncated),
          truncated > 0 && truncated == most};
}

}  // namespace plume
