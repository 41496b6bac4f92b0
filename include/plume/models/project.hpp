// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/estimate.hpp"

namespace plume {

/// Computing of a whole project over that of one of its runs: runs / (1 - development share).
/// `runs` counts runs of the same size, failed ones and repetitions included; the share is that of
/// the project's computing which went into experiments beside them, at least 0 and below 1.
/// Published shares lie between a third (Morrison et al. 2025) and four fifths (OLMo Team 2025).
Estimate<double> project_factor(const Estimate<double>& runs,
                                const Estimate<double>& development_share);

}  // namespace plume
