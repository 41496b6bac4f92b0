// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/named_sizes.hpp"

#include <string_view>

namespace plume {

/// A model's name and flavour in torchtitan.
struct TitanFlavour {
  std::string_view model;
  std::string_view flavour;
  NamedSizes sizes;
};

/// Null for flavours that are not in the table.
const TitanFlavour* find_titan_flavour(std::string_view model, std::string_view flavour);

/// The name on the Hub of a model that the sizes of a plain transformer do not describe; empty for
/// others.
std::string_view hub_name_of_titan(std::string_view model, std::string_view flavour);

}  // namespace plume
