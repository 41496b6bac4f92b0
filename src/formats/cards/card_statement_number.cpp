// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_unit.hpp"
#include "plume/formats/card_number.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// A unit stands near the front of what is written beside a figure.
constexpr std::size_t longest_text = 2000;

struct FactDimension {
  CardFact fact = CardFact::other;
  Dim dimension{};
};
constexpr std::array<FactDimension, 4> dimensions{
    {{CardFact::emissions, {.co2e = 1}},
     {CardFact::duration, {.time = 1}},
     {CardFact::energy, {.energy = 1}},
     {CardFact::grid_intensity, {.energy = -1, .co2e = 1}}}};

bool fits(const CardNumber& number, const Dim& dimension) {
  return number.size && number.size->dimension == dimension;
}

/// The number with the unit of the words beside it. A unit of its own stays, except that grams in
/// the place of an intensity are its upper half.
CardNumber with_unit_of(const CardNumber& number, std::string_view words, const Dim& dimension) {
  const bool is_open = !number.size || (dimension.co2e == 1 && fits(number, {.co2e = 1}));
  const std::string plain = cards::with_plain_signs(words.substr(0, longest_text));
  const auto unit = is_open ? cards::unit_within(plain, dimension) : std::nullopt;
  CardNumber out = number;
  if (unit) {
    out.unit = unit->text;
    out.size = unit->size;
  }
  return out;
}

}  // namespace

std::optional<CardNumber> read_card_number(const CardStatement& statement) {
  const auto* const known =
      std::find_if(dimensions.begin(), dimensions.end(),
                   [&](const FactDimension& one) { return one.fact == statement.fact; });
  auto first = read_card_number(statement.text);
  if (known == dimensions.end() || !first) {
    return first;
  }
  if (auto fitting = read_card_number(statement.text, known->dimension)) {
    return fitting;
  }
  const CardNumber by_key = with_unit_of(*first, statement.key, known->dimension);
  return fits(by_key, known->dimension) ? by_key
                                        : with_unit_of(*first, statement.comment, known->dimension);
}

}  // namespace plume
