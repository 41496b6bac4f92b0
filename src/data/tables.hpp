// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/figure.hpp"

#include <cstdint>
#include <span>
#include <string_view>

/// The generated tables that only the look-ups read. Those of `catalogue.hpp` are generated too.
namespace plume::tables {

/// One of the names of an accelerator, an instance or a place.
struct Name {
  Text key;   ///< the name as it is compared; the table is sorted by it
  Text text;  ///< the name as it is written
  std::uint16_t row = 0;
  std::uint16_t rank = 0;  ///< 0 for names proper; 1 for the town of a cloud region
};

/// All text of the catalogue.
std::string_view text_pool();

std::span<const Name> accelerator_names();
std::span<const Name> instance_names();
std::span<const Name> place_names();
/// By `normalised_cpu`.
std::span<const Name> cpu_names();

/// The rows of `figures()` in the order of their ids.
std::span<const std::uint16_t> figures_by_id();

/// The rows of `figures()` in the order of `Constant`.
std::span<const std::uint16_t> constants();

}  // namespace plume::tables
