// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/config_reader.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace plume {

/// A matrix that an adapter may stand beside, wherever a model has it.
struct AdaptableMatrix {
  std::string_view path;  ///< within a layer, "self_attn.q_proj"
  double in = 0;
  double out = 0;
  double count = 1;           ///< in the whole model
  bool inner_linear = true;   ///< one of those that "all linear layers" means
  bool whole_weight = false;  ///< a table or head that may be trained whole
};

/// How the PEFT library names the matrices of an architecture.
struct AdaptableFamily {
  std::string_view model_type;
  std::vector<AdaptableMatrix> (*matrices)(ConfigReader& c);
  std::span<const std::string_view> usual_targets;  ///< of an adapter that names none
};

/// The family of a `model_type`, or null where its names are not known here.
const AdaptableFamily* find_adaptable_family(std::string_view model_type);

/// Whether a target stands for every linear layer but the head.
bool is_every_linear_layer(std::string_view target);

/// One file each.
std::span<const AdaptableFamily> adaptable_decoders();
std::span<const AdaptableFamily> adaptable_older_decoders();
std::span<const AdaptableFamily> adaptable_others();

}  // namespace plume
