// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace plume {

/// The sizes behind a `model_name` of MaxText; 0 for none.
struct MaxTextModel {
  std::string_view name;
  double layers, width, heads, key_value_heads, head_width, feed_forward, vocabulary;
  double experts, experts_per_token;
  bool gated, tied, biases;
  double positions;
};

/// The model of a name, or null.
const MaxTextModel* find_maxtext_model(std::string_view name);

/// A slice of Cloud TPUs.
struct TpuSlice {
  std::string_view accelerator;  ///< id in the catalogue
  double chips;
};

/// "v5e-256", "v4-128"; nothing for another name.
std::optional<TpuSlice> slice_of(std::string_view topology);

}  // namespace plume
