// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card.hpp"
#include "plume/units/units.hpp"

#include <string>
#include <vector>

namespace plume {

/// What the field `co2_eq_emissions` is to say. Empty texts are left out.
struct CardBlock {
  Carbon emissions;
  std::string source;
  std::string training_type;
  std::string location;
  std::string hardware;
  /// Keys of the card's own block that the specification does not know and that stay, as YAML
  /// without indent, one a line.
  std::vector<std::string> kept{};
};

/// The section "Environmental Impact" of a card's body, with the names of the Hub's template. Empty
/// texts are left out.
struct CardSection {
  std::string hardware;
  std::string hours;
  std::string provider;
  std::string region;
  std::string emissions;  ///< with its unit
  std::string method;     ///< one sentence
};

/// The card with the field inserted or replaced; every byte outside of the field stays. A card
/// without front matter gets one. The line ends are those of the card. Throws `Failure` (bad input)
/// where the front matter is no YAML, with the place.
std::string with_block(const Card& card, const CardBlock& block);

/// The card with the section inserted at its end, or in the place of the one that it has; every
/// byte outside of it stays.
std::string with_section(const Card& card, const CardSection& section);

/// The difference of two texts as `diff -u` prints it; empty where there is none.
std::string unified_difference(const std::string& file, std::string_view before,
                               std::string_view after);

}  // namespace plume
