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

/// CodeCarbon prints kilograms; those who convert them also write the energy or the hardware.
bool is_by_codecarbon_alone(const Card& card) {
  constexpr std::array<std::string_view, 2> names{"codecarbon", "code carbon"};
  return mentions(said_text(card, CardFact::source), names) &&
         said(card, CardFact::hardware) == nullptr && said(card, CardFact::energy) == nullptr;
}

/// An hour to hold a number against, without its minutes.
std::optional<Suspicion> hour_of(const Card& card) {
  if (is_by_codecarbon_alone(card)) {
    const ExpectedEmissions hour = emissions_of_an_hour_anywhere(card);
    return Suspicion{hour, hour.by};
  }
  const auto hour = is_of_data_centre(card) ? emissions_of_an_hour(card) : std::nullopt;
  return hour ? std::optional(Suspicion{*hour, hardware_in_words(card)}) : std::nullopt;
}

}  // namespace

std::optional<Suspicion> suspicion_of(const Card& card, double number) {
  auto out = number > 0 ? hour_of(card) : std::nullopt;
  if (!out) {
    return std::nullopt;
  }
  const bool whole = mentions(said_text(card, CardFact::training_type), pre_training_words);
  out->minutes = 60 * number / out->hour.value.in(grams);
  return out->minutes < (whole ? shortest_pre_training : shortest_training) ? out : std::nullopt;
}

}  // namespace plume
