// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/efficiency_label.hpp"

#include <string_view>

namespace plume {

/// The name of the one reference there is, the models of April 2023 that reported emissions.
inline constexpr std::string_view efficiency_reference_name = "castano2023";

/// Its weights and boundaries, from the catalogue.
EfficiencyReference efficiency_reference(EfficiencyVariant variant);

/// Between what the scores of all models lay that make up its performance score.
PerformanceRanges performance_ranges();

}  // namespace plume
