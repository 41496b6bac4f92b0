// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/extrapolation.hpp"

#include <span>
#include <vector>

namespace plume {

/// An amount, J or s, for each step of a window of the profile.
struct ProfileRate {
  double per_step = 0;
  double steps_per_record = 0;
  Scatter scatter;               ///< of `adjusted`
  std::vector<double> adjusted;  ///< of each record, as if all were of the mean number of steps

  double error_per_step() const { return scatter.error_of_mean() / steps_per_record; }
  /// The half-width of the 90 % interval of `per_step`.
  double half_width() const;
  /// The same of as many steps to come: of the mean, and of themselves; all of it where one record
  /// says nothing of the scatter.
  double half_width_of(double steps) const;
};

double duration_of(const ProfiledStep& step);
double energy_of(const ProfiledStep& step);

/// The ratio of sums over a window that is not empty.
ProfileRate rate_of(std::span<const ProfiledStep> window, double (*amount)(const ProfiledStep&));

/// A line through the energies of steps against time.
struct ProfileTrend {
  double slope = 0;   ///< J a step and second
  double centre = 0;  ///< s, where the line has the mean rate
  double length = 0;  ///< s, of the window
  double limit = 0;   ///< the half-width of the slope's 99 % interval
};

/// Fits it by least squares, weighted by steps; `begin` is the time of the first record, s.
ProfileTrend trend_of(std::span<const ProfiledStep> window, const ProfileRate& energy,
                      double begin);

/// The window that is left after the fixed discard and MSER-5.
struct ProfileWindow {
  std::span<const ProfiledStep> fixed;      ///< left out as warm-up in any case
  std::span<const ProfiledStep> truncated;  ///< by MSER-5
  std::span<const ProfiledStep> kept;
  bool at_limit = false;  ///< MSER-5 leaves out as much as it may
};
ProfileWindow window_of(std::span<const ProfiledStep> steps);

}  // namespace plume
