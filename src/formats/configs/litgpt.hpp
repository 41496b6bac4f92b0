// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/config_view.hpp"

namespace plume {

/// Lightning's own recipes for language models: no LightningCLI, but the same people's YAML, and
/// a part of the format `lightning`.
bool is_litgpt(const Document& document);
void read_litgpt(ConfigView& view, TrainingFacts& facts);

}  // namespace plume
