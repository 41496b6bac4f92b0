// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card.hpp"
#include "plume/units/text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// An amount as people write it in cards: "137.6", "149.2 kg", "43,24 kg Co2", "0.21 in grams of
/// CO2", "24_700_000", "2,182 hrs", "1.2g CO2", "4,3e-4 kg", "00:31:54", "30.16527 minutes".
struct CardNumber {
  double value = 0;  ///< in the unit as written; the centre of a range
  double low = 0;    ///< equal to `value` unless it is a range
  double high = 0;
  std::string unit;               ///< as written, "KgCO2"; empty where none stands beside it
  std::optional<AnyUnit> size{};  ///< of that unit; nothing where there is none, or it is unknown
  bool is_bare = true;         ///< digits, a point and an exponent alone: what the field asks for
  bool decimal_comma = false;  ///< "43,24"
  bool grouped = false;        ///< "2,182", "24_700_000", "1 200"
  bool approximate = false;    ///< "about", "~", "<"
};

/// Reads the first amount of a text; nothing where there is none. A comma with three digits behind
/// it and one to three before, of which the first is no 0, groups thousands; any other is a decimal
/// comma. A time of day or of a clock, "00:31:54", is in hours, its unit "h:mm:ss".
std::optional<CardNumber> read_card_number(std::string_view text);

/// Reads the first amount of a text whose unit is of a dimension; nothing where there is none.
std::optional<CardNumber> read_card_number(std::string_view text, const Dim& dimension);

/// Reads what a statement amounts to: the first amount with a unit that fits the fact, else the
/// first. Where no such unit stands beside it, one in the key, "CO2 Emissions (in grams)", or in
/// the comment, "# kg CO2", counts as if it did.
std::optional<CardNumber> read_card_number(const CardStatement& statement);

}  // namespace plume
