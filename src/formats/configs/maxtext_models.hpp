// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/named_sizes.hpp"

#include <optional>
#include <string_view>

namespace plume {

/// A `model_name` of MaxText.
struct MaxTextModel {
  std::string_view name;
  NamedSizes sizes;
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
