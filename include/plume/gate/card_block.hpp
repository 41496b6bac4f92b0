// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card_edit.hpp"
#include "plume/pipeline/report.hpp"

#include <string>

namespace plume {

/// What a report does not say and a card asks for; empty texts leave the choice to the report.
struct CardWords {
  std::string source;
  std::string training_type;
  std::string location;
  std::string hardware;
  bool with_embodied = false;  ///< count the making of the hardware too
};

/// A report as the field `co2_eq_emissions`: the operational emissions, as CodeCarbon and most
/// cards count them, or the total. The source names plume, its catalogue, the basis and the
/// interval. Training type: as given, else "fine-tuning" for adapters, else as the card has it.
CardBlock block_of(const Report& report, const CardWords& words, const Card& card);

/// The same as the section "Environmental Impact".
CardSection section_of(const Report& report, const CardWords& words);

}  // namespace plume
