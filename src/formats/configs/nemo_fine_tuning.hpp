// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/config_view.hpp"

namespace plume {

/// What NeMo trains of a model that is frozen otherwise.
void read_nemo_fine_tuning(ConfigView& view, TrainingFacts& facts);

}  // namespace plume
