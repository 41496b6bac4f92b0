// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// The hardware that a card names, as far as the catalogue knows it.
struct CardHardware {
  const Accelerator* accelerator = nullptr;  ///< null for a processor alone
  const Cpu* processor = nullptr;            ///< null beside an accelerator
  double count = 1;
  bool counted = false;  ///< the card says how many

  std::string_view name() const {
    return accelerator != nullptr ? accelerator->name : processor->name;
  }
};

/// Reads "8 v100 GPUs", "1 x GeForce RTX 3060 Laptop GPU", "TPUv3-8 for about 180 hours". The first
/// accelerator counts, else the first processor. Nothing where the catalogue knows neither.
std::optional<CardHardware> read_card_hardware(std::string_view text);

/// The place that a card names, the finest part of "Orsay, France" that the catalogue knows, or
/// null. A name that several regions of clouds carry is that of the provider, else the place where
/// all of them stand.
const Place* read_card_place(std::string_view text, std::string_view provider);

}  // namespace plume
