// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace plume {

/// What a family of models has where its configuration is silent; 0 for none.
struct LevanterFamily {
  std::string_view type;
  double layers, width, heads, key_value_heads, head_width, feed_forward;
  double sequence_length;
  double vocabulary;
  double experts, experts_per_token;
  bool gated, tied, biases, learned_positions;
};

/// The family of a `model.type` of Levanter, or null.
const LevanterFamily* find_levanter_family(std::string_view type);

/// The entries of a well-known tokenizer; nothing of another one.
std::optional<double> tokenizer_vocabulary(std::string_view name);

}  // namespace plume
