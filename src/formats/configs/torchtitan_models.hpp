// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/facts.hpp"

#include <string_view>

namespace plume {

/// The sizes behind a model's name and flavour in torchtitan. Zero for what it does not have.
struct TitanFlavour {
  std::string_view model;
  std::string_view flavour;
  double layers;
  double width;
  double heads;
  double key_value_heads;
  double feed_forward;
  double vocabulary;
  double head_width = 0;
  bool tied = false;
  double experts = 0;
  double experts_per_token = 0;
  double expert_feed_forward = 0;
};

/// Null for flavours that are not in the table.
const TitanFlavour* find_titan_flavour(std::string_view model, std::string_view flavour);

/// The name on the Hub of a model that the sizes of a plain transformer do not describe; empty for
/// others.
std::string_view hub_name_of_titan(std::string_view model, std::string_view flavour);

}  // namespace plume
