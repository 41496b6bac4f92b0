// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate/card_figure.hpp"
#include "plume/gate/card_emissions.hpp"

#include <optional>
#include <string>

namespace plume {

/// What speaks for or against a unit.
struct Signs {
  const Card& card;
  std::optional<CardFigure> field;
  std::optional<CardFigure> body;
  std::optional<ExpectedEmissions> expected;
  ZeroKind zero = ZeroKind::none;
};

/// What a figure means, and why.
struct Settled {
  const CardFigure* figure = nullptr;
  const MassUnit* unit = nullptr;  ///< null where nothing says it
  Confidence confidence = Confidence::none;
  std::string rule;
};

/// A figure that as grams would be a moment of the card's hardware.
struct Suspicion {
  ExpectedEmissions hour;  ///< of that hardware
  std::string hardware;    ///< "1 x A100 SXM4 40GB, grid of Germany"
  double minutes = 0;      ///< that the figure lasts
};

/// Suspects a number of grams that the card's hardware, of a data centre, emits within two minutes,
/// or within an hour where it was a pre-training: tools print kilograms. CodeCarbon is such a tool:
/// where it is the source and no hardware is named, a small computer stands in. Nothing where there
/// is no reason to.
std::optional<Suspicion> suspicion_of(const Card& card, double number);

}  // namespace plume
