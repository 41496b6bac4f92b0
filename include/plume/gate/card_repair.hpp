// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/card.hpp"

#include <string>
#include <vector>

namespace plume {

/// What a repair of a card comes to.
struct CardRepair {
  std::string text;               ///< of the whole card, as it should be
  std::vector<std::string> done;  ///< codes of the findings that are gone
  std::vector<Finding> left;      ///< findings that only a person can settle
};

/// Repairs what the lint can repair without guessing: the unit where it is settled with high
/// confidence, texts in the place of numbers, decimal commas, lists of mappings, tabs, aliases of
/// keys, spellings of the training type, placeholders. Nothing else of the file changes. Metadata
/// that cannot be edited stay as they are, and why is among what is left. Empty for a card that
/// could not be read.
CardRepair repair_card(const CheckedCard& card);

}  // namespace plume
