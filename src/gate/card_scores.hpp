// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card.hpp"
#include "plume/models/efficiency_label.hpp"

namespace plume {

/// The scores of a card that tell how well its model does, as written; the first of each kind.
PerformanceScores scores_of(const Card& card);

}  // namespace plume
