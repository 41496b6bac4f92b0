// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card.hpp"
#include "plume/units/units.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// How sure it is that a card means what was understood.
enum class Confidence : std::uint8_t {
  none,    ///< not settled: the number may be off by a thousand
  low,     ///< one sign speaks for it
  medium,  ///< the field's rule, and nothing speaks against it
  high,    ///< the unit is written, or two places agree
};
inline constexpr std::array<std::string_view, 4> confidence_names{"none", "low", "medium", "high"};

/// What a card's training should have emitted by physics, with how that was reckoned.
struct ExpectedEmissions {
  Carbon value;
  Carbon low;  ///< 5th percentile
  Carbon high;
  Energy energy;          ///< of the site
  std::string by;         ///< "0.503 h on 1 x NVIDIA GeForce RTX 3060 Laptop GPU, world grid"
  bool is_bound = false;  ///< only the order of magnitude: something that decides it is assumed
};

/// What the emissions of a card come to.
struct CardEmissions {
  std::optional<Carbon> amount;  ///< nothing where the card says none, or what it says is none
  const CardStatement* statement = nullptr;  ///< that decided; null where there is none
  std::string as_written;                    ///< "0.319355", "149.2 kg"
  std::string unit;  ///< as understood: "g", "kg", "t"; empty without an amount
  Confidence confidence = Confidence::none;
  std::string rule;                           ///< why: "the body writes kilograms"
  std::optional<ExpectedEmissions> expected;  ///< nothing where the card says too little
};

/// Reckons what the training emitted from what the card says of it, besides its emissions: energy x
/// intensity, hours x power x intensity. Nothing where it says neither energy nor hours with
/// hardware.
std::optional<ExpectedEmissions> expected_emissions(const Card& card);

/// Settles what a card's figure means, in grams. A unit that is written counts; a bare number of
/// the field is in grams unless the body, the energy or the hours of the same card speak for
/// kilograms or tonnes; a bare number of the body counts only where they settle it. `estimated`, of
/// the training's parameters and data, speaks in the place of hours and energy. The statement
/// points into the card, which must outlive the result.
CardEmissions understand_emissions(const Card& card,
                                   const std::optional<ExpectedEmissions>& estimated = {});

}  // namespace plume
