// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/facts.hpp"

namespace plume {

/// Sizes that a framework knows a model by name to have; 0 for what it does not have.
struct NamedSizes {
  double layers, width, heads, key_value_heads, head_width, feed_forward, vocabulary;
  bool gated = true, tied = false, biases = false;
  double positions = 0;
  double experts = 0, experts_per_token = 0, expert_feed_forward = 0;
};

/// Each size that is not said yet is said by the model's name.
void take_sizes(SaidSizes& out, const Said<std::string>& name, const NamedSizes& sizes);

}  // namespace plume
