// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <string_view>
#include <vector>

namespace plume {

/// The spreads of the ratios of two runs, B over A.
struct RatioSpreads {
  Spread total;
  Spread operational;
  Spread embodied;
};

/// What both runs share cancels as far as both depend on it; all else is independent.
RatioSpreads ratio_spreads(const Report& a, const Report& b);

/// The names of the uncertain inputs that are one and the same unknown in both.
std::vector<std::string_view> shared_inputs(const Report& a, const Report& b);

}  // namespace plume
