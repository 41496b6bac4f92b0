// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate/card_hardware.hpp"
#include "plume/gate/card_emissions.hpp"

#include <optional>
#include <string>

namespace plume {

/// How long a card's training took.
struct CardTime {
  Time time;
  bool of_devices = false;  ///< "GPU hours"
  const CardStatement* statement = nullptr;
};

/// The hours of the card, else a time that stands beside its hardware ("P100 for about 1.5 hours")
/// or in its source ("17 minutes training").
std::optional<CardTime> time_said(const Card& card);

/// The hardware of the card; nothing where it names none that the catalogue knows.
std::optional<CardHardware> hardware_said(const Card& card);

/// "1 x A100 SXM4 40GB, grid of Germany"; empty without known hardware.
std::string hardware_in_words(const Card& card);

/// What one hour of the card's hardware emits at its location; nothing without known hardware.
std::optional<ExpectedEmissions> emissions_of_an_hour(const Card& card);

/// What one hour of a computer emits at the card's location that draws less than nearly any other.
ExpectedEmissions emissions_of_an_hour_anywhere(const Card& card);

}  // namespace plume
