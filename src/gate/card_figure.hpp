// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate/card_words.hpp"
#include "plume/formats/card.hpp"
#include "plume/formats/card_number.hpp"
#include "plume/gate/card_emissions.hpp"

#include <cstdint>
#include <optional>

namespace plume {

/// Where the unit of a figure is written.
enum class UnitFrom : std::uint8_t { nowhere, value, comment, key };

/// A statement of emissions with its number.
struct CardFigure {
  const CardStatement* statement = nullptr;
  CardNumber number;
  const MassUnit* unit = nullptr;  ///< as written; null where none is
  UnitFrom unit_from = UnitFrom::nowhere;
  double half_step = 0;  ///< half of the last digit that is written

  double in_grams(const MassUnit& as) const { return number.value * as.grams; }
};

/// Whether a number can be the emissions of a training in any unit: 0, or neither below what can be
/// measured nor above what mankind emits in a year.
bool is_possible(double number);

/// The figure of emissions of a part of the card: the first, or the same number where it stands
/// once more with its unit. Nothing where it has none that can be read.
std::optional<CardFigure> emissions_figure(const Card& card, CardPart part);

/// Whether a word stands behind the number in the place of a unit, and is none of mass.
bool has_unknown_unit(const CardFigure& figure);

/// Whether two figures are the same number but for rounding, once the second is multiplied.
bool same_digits(const CardFigure& a, const CardFigure& b, double times = 1);

/// Why a card says zero.
enum class ZeroKind : std::uint8_t {
  none,         ///< it does not
  true_zero,    ///< it says that nothing was trained
  false_zero,   ///< it tells of hardware, hours or energy, or its body of another figure
  unexplained,  ///< nothing says why
};
ZeroKind zero_kind(const Card& card);

/// The one unit, of kilograms and tonnes, in which a bare number lies within the interval of what
/// is expected, widened; null where grams do too, or more than one unit, or none.
const MassUnit* unit_by_physics(double value, const ExpectedEmissions& expected);

/// Whether an amount in grams lies within the interval widened by a factor on either side.
bool is_within(double amount, const ExpectedEmissions& expected, double factor);

/// How far the interval is widened where it decides on a unit, and where it calls a figure
/// implausible.
inline constexpr double widened_for_unit = 3;
inline constexpr double widened_for_doubt = 10;

}  // namespace plume
