// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/units.hpp"

namespace plume {

/// Device time of a run by OpenCarbonEval (Yu et al. 2024, arXiv:2405.12843). The throughput of one
/// device, in TFLOP/s, grows with the device time t that the run has taken so far:
///   f(t) = ln(1 + alpha t).
/// Its integral from 0 to T is the work b in TFLOP, all devices together:
///   b = ((1 + alpha T) ln(1 + alpha T) - alpha T) / alpha.
/// `lg_alpha` is the decimal logarithm of alpha in 1/s, from -300 to 300; the work is positive.
/// Exact to about 1e-13.
Time logarithmic_device_time(Work work, double lg_alpha);

/// How much the time grows with the work: d ln T / d ln b = b / (T f(T)). Between one half (a short
/// run, whose throughput still grows with time) and one (a long one).
double work_elasticity(Work work, Time device_time, double lg_alpha);

}  // namespace plume
