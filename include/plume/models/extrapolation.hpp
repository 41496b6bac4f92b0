// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/units.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// From a short profile to a long run (Green ML; Mavromatis et al. 2024, arXiv 2406.14328): what is
/// kept of a profile, its rate, and what that predicts, with an interval split by cause.
namespace plume {

/// One step of training, or one cycle of steps, as it was profiled.
struct ProfiledStep {
  double steps = 1;  ///< how many it stands for
  Time duration;
  Energy energy;
};

/// What is done besides training steps, so and so often in the whole run.
struct ProfiledPhase {
  double times = 0;  ///< in the whole run
  Time duration;     ///< of one
  Energy energy;     ///< of one
};

/// Errors as shares of an energy or a time, half-widths of the 90 % interval.
struct ProfileErrors {
  double sensor = 0;           ///< of all energy
  double model = 0;            ///< of what is to come: it may not be like the profile
  double model_of_cycles = 0;  ///< likewise, where whole cycles were profiled
};

/// What the prediction is for, and what the readings are worth.
struct ExtrapolationFacts {
  double total_steps = 0;               ///< of the whole run
  std::vector<ProfiledPhase> phases{};  ///< evaluations, checkpoints
  Energy setup{};                       ///< before the first step
  Time setup_time{};
  ProfileErrors errors{};
  Time update{};              ///< of the sensor: its value changes so often
  bool whole_cycles = false;  ///< two of training and evaluation were seen, or more
};

/// Whether what was kept of the profile can stand for the rest.
enum class ProfileVerdict : std::uint8_t {
  steady,
  drifting,         ///< the energy of a step changes with time, by 1 % or more over the profile
  no_steady_state,  ///< halves differ by more than twice their interval or by a trend, or too much
                    ///< is warm-up; and by more than the model's share of the interval allows for
  too_short,  ///< fewer than 10 steps or 10 s are kept, or the worth of two independent records
};
inline constexpr std::array<std::string_view, 4> profile_verdict_names{
    "steady", "drifting", "no steady state", "too short"};

/// A predicted amount with the half-widths of its 90 % interval by cause, which add up in
/// quadrature; all in the unit of the amount.
struct Predicted {
  double value = 0;
  double statistics = 0;  ///< of the mean, and of the steps to come
  double sensor = 0;
  double quantisation = 0;  ///< of the sensor's update
  double model = 0;  ///< that the rest is like the profile: 2 % of it after whole cycles, else 5 %
  double half_width() const;
  double low() const { return value > half_width() ? value - half_width() : 0; }
  double high() const { return value + half_width(); }
};

/// What a profile came to.
struct Extrapolation {
  ProfileVerdict verdict = ProfileVerdict::too_short;
  std::size_t kept = 0;  ///< records of the profile
  std::size_t discarded = 0;
  std::size_t unusable = 0;  ///< without steps, or with a value that is negative or no number
  Time kept_time;
  Time discarded_time;
  double autocorrelation = 0;  ///< of the kept energies, lag 1, bias corrected, 0 to 0.99
  double effective = 0;  ///< independent records that the kept ones are worth; below 1 for few
  Energy energy_per_step;
  Time time_per_step;
  double batch_means_half_width = 0;  ///< J a step, of five batch means: to compare
  double drift = 0;                   ///< J a step and second
  Energy first_excess;                ///< of the discarded steps over the rate
  Predicted energy;                   ///< J
  Predicted time;                     ///< s
  std::optional<double>
      with_trend;  ///< J, where the drift is followed; at most to twice the profile
};

/// Predicts a run from profiled steps in the order of time (docs/explanation/profiles.md): the
/// first step and at least max(30 s, 3 steps), at most half of the profile, are discarded, then
/// what MSER-5 leaves out of the energies, where that differs from the rest by more than noise; the
/// rate is a ratio of sums; the standard error is that of an AR(1) series. What was measured counts
/// as it is; what is to come has the interval. A run of fewer steps than the profile is the
/// profile.
Extrapolation extrapolate(std::span<const ProfiledStep> steps, const ExtrapolationFacts& facts);

/// How many of the first values MSER-5 (White 1997; Spratt 1998) leaves out: of means of five, that
/// truncation up to half of them that makes s2 / (n - d) least. At least ten means are needed; of
/// fewer none is left out.
std::size_t mser5(std::span<const double> values);

/// The first autocorrelation of a series, corrected for its length: r + (1 + 3 r) / n, between 0
/// and 0.99.
double autocorrelation(std::span<const double> values);

/// How far the mean of a series may be from that of the process, taken as AR(1): the variance of a
/// mean of n values is s2 (1 + rho) / (n (1 - rho)).
struct Scatter {
  double mean = 0;
  double variance = 0;  ///< s2, of single values: squares / (n - n / effective), which the mean of
                        ///< correlated values makes of n - 1
  double autocorrelation = 0;  ///< rho
  double effective = 0;        ///< n (1 - rho) / (1 + rho)
  double error_of_mean() const;
  /// Of those independent values, 1 at the least.
  double degrees() const { return effective > 2 ? effective - 1 : 1; }
};
Scatter scatter_of(std::span<const double> values);

/// The standard error of the mean of five batches of equal size; what is left over in front belongs
/// to none. 0 for fewer than ten values.
double error_of_five_batches(std::span<const double> values);

/// The quantile of Student's t distribution: `share` of it lies below, between 1e-9 and 1 - 1e-9.
/// For real degrees of freedom; fewer than 1 are taken as 1. Within 1e-6 of itself.
double student_t(double share, double degrees);

}  // namespace plume
