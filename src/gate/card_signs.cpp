// SPDX-License-Identifier: Apache-2.0
#include "gate/card_signs.hpp"

#include "gate/card_physics.hpp"

#include <array>

namespace plume {

namespace {

constexpr double shortest_training = 2;       // minutes
constexpr double shortest_pre_training = 60;  // minutes

constexpr std::array<std::string_view, 3> pre_training_words{"pre-training", "pretraining",
                                                             "pre training"};

bool is_of_data_centre(const Card& card) {
  const auto hardware = hardware_said(card);
  return hardware && hardware->accelerator != nullptr &&
         hardware->accelerator->use.view() == "data centre";
}

}  // namespace

std::optional<Suspicion> suspicion_of(const Card& card, double number) {
  const auto hour =
      number > 0 && is_of_data_centre(card) ? emissions_of_an_hour(card) : std::nullopt;
  if (!hour) {
    return std::nullopt;
  }
  const bool whole = mentions(said_text(card, CardFact::training_type), pre_training_words);
  const double minutes = 60 * number / hour->value.in(grams);
  const bool too_short = minutes < (whole ? shortest_pre_training : shortest_training);
  return too_short ? std::optional(Suspicion{*hour, minutes}) : std::nullopt;
}

}  // namespace plume
