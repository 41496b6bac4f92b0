// SPDX-License-Identifier: Apache-2.0
#include "gate/card_physics.hpp"
#include "gate/card_signs.hpp"
#include "gate/card_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

constexpr double thousand = 1e3;

Settled settled(const CardFigure& figure, const MassUnit& unit, Confidence confidence,
                std::string rule) {
  return {&figure, &unit, confidence, std::move(rule)};
}

std::optional<Settled> zero(const Signs& signs) {
  const auto& shown = signs.field ? signs.field : signs.body;
  if (signs.zero == ZeroKind::none) {
    return std::nullopt;
  }
  return signs.zero == ZeroKind::true_zero
             ? settled(*shown, gram_unit(), Confidence::medium, "nothing was trained")
             : settled(*shown, gram_unit(), Confidence::none, "0 is no measurement of a training");
}

/// Whether a figure, read in its unit, and the other's are the same or a thousand apart.
bool is_thousand_apart(double a, double b) {
  const double apart = std::abs(std::log10(a / b));
  return std::abs(apart - 3) < 0.02;
}

bool has_positive(const std::optional<CardFigure>& figure) {
  return figure && figure->number.value > 0;
}

/// "149.2 kg" in the field, a comment, a key that names the unit.
std::optional<Settled> field_writes_unit(const Signs& signs) {
  if (!signs.field || signs.field->unit == nullptr) {
    return std::nullopt;
  }
  const MassUnit& unit = *signs.field->unit;
  const double grams = signs.field->in_grams(unit);
  const bool against = has_positive(signs.body) && signs.body->unit != nullptr &&
                       is_thousand_apart(grams, signs.body->in_grams(*signs.body->unit));
  return against ? settled(*signs.field, unit, Confidence::none,
                           fmt::format("the field writes {}, and the body a thousand times as "
                                       "much, or as little",
                                       unit.plural))
                 : settled(*signs.field, unit, Confidence::high,
                           fmt::format("the field writes {}", unit.plural));
}

bool body_has_unit(const Signs& signs) {
  return signs.field && has_positive(signs.body) && signs.body->unit != nullptr;
}

std::optional<Settled> body_has_same_digits(const Signs& signs) {
  if (!body_has_unit(signs) || !same_digits(*signs.field, *signs.body)) {
    return std::nullopt;
  }
  const MassUnit& unit = *signs.body->unit;
  return settled(*signs.field, unit, Confidence::high,
                 fmt::format("the body writes the same number in {}", unit.plural));
}

std::optional<Settled> body_has_same_amount(const Signs& signs) {
  if (!body_has_unit(signs) || !same_digits(*signs.field, *signs.body, signs.body->unit->grams)) {
    return std::nullopt;
  }
  return settled(*signs.field, gram_unit(), Confidence::high,
                 fmt::format("the body writes the same amount in {}", signs.body->unit->plural));
}

std::optional<Settled> body_is_thousand_apart(const Signs& signs) {
  if (!body_has_unit(signs) ||
      !is_thousand_apart(signs.field->number.value, signs.body->in_grams(*signs.body->unit))) {
    return std::nullopt;
  }
  return settled(*signs.field, gram_unit(), Confidence::none,
                 "the field and the body are a thousand apart, and nothing says which is right");
}

/// "3 Mt", "5 µg"
std::optional<Settled> field_writes_unknown_unit(const Signs& signs) {
  if (!signs.field || !has_unknown_unit(*signs.field)) {
    return std::nullopt;
  }
  return Settled{
      &*signs.field, nullptr, Confidence::none,
      fmt::format("`{}` behind the number is no unit of mass", signs.field->number.unit)};
}

std::optional<Settled> physics_speaks_for_unit(const Signs& signs) {
  const MassUnit* const unit = signs.field && signs.expected
                                   ? unit_by_physics(signs.field->number.value, *signs.expected)
                                   : nullptr;
  if (unit == nullptr) {
    return std::nullopt;
  }
  return settled(
      *signs.field, *unit, Confidence::medium,
      fmt::format("{} fit what is expected of {}, grams do not", unit->plural, signs.expected->by));
}

std::optional<Settled> body_differs(const Signs& signs) {
  if (!body_has_unit(signs)) {
    return std::nullopt;
  }
  return settled(*signs.field, gram_unit(), Confidence::low,
                 "the field is in grams, and the body has another figure");
}

std::optional<Settled> physics_agrees(const Signs& signs) {
  if (!signs.field || !signs.expected ||
      !is_within(signs.field->number.value, *signs.expected, widened_for_unit)) {
    return std::nullopt;
  }
  const bool metered = said(signs.card, CardFact::energy) != nullptr;
  return settled(*signs.field, gram_unit(), metered ? Confidence::high : Confidence::medium,
                 fmt::format("the field is in grams, and {} agrees", signs.expected->by));
}

std::optional<Settled> physics_speaks_against(const Signs& signs) {
  if (!signs.field || !signs.expected) {
    return std::nullopt;
  }
  return settled(*signs.field, gram_unit(), Confidence::low,
                 fmt::format("the field is in grams, though {} speaks for another figure",
                             signs.expected->by));
}

std::optional<Settled> autotrain_writes_grams(const Signs& signs) {
  if (!signs.field || !is_by_autotrain(signs.card)) {
    return std::nullopt;
  }
  return settled(*signs.field, gram_unit(), Confidence::medium, "AutoTrain writes grams");
}

std::optional<Settled> minutes_are_suspect(const Signs& signs) {
  if (!signs.field || !suspicion_of(signs.card, signs.field->number.value)) {
    return std::nullopt;
  }
  return settled(*signs.field, gram_unit(), Confidence::low,
                 "the field is in grams, and nothing settles whether kilograms were meant");
}

std::optional<Settled> field_is_in_grams(const Signs& signs) {
  return signs.field ? std::optional(settled(*signs.field, gram_unit(), Confidence::medium,
                                             "the field is in grams"))
                     : std::nullopt;
}

std::optional<Settled> body_writes_unit(const Signs& signs) {
  if (!signs.body || signs.body->unit == nullptr) {
    return std::nullopt;
  }
  return settled(*signs.body, *signs.body->unit, Confidence::high,
                 fmt::format("the body writes {}", signs.body->unit->plural));
}

std::optional<Settled> physics_settles_body(const Signs& signs) {
  if (!signs.body || !signs.expected || has_unknown_unit(*signs.body)) {
    return std::nullopt;
  }
  const double value = signs.body->number.value;
  const MassUnit* unit = unit_by_physics(value, *signs.expected);
  unit = is_within(value, *signs.expected, widened_for_unit) ? &gram_unit() : unit;
  if (unit == nullptr) {
    return std::nullopt;
  }
  return settled(*signs.body, *unit, Confidence::medium,
                 fmt::format("the body has a bare number; {} fit what is expected of {}",
                             unit->plural, signs.expected->by));
}

std::optional<Settled> body_is_bare(const Signs& signs) {
  return signs.body
             ? std::optional(Settled{&*signs.body, nullptr, Confidence::none,
                                     "the body has a bare number, and nothing says its unit"})
             : std::nullopt;
}

using Rule = std::optional<Settled> (*)(const Signs&);

/// The first that holds counts. A unit that is written goes before one that follows, the field
/// before the body, and what the card says of its own figure before what physics says of it.
constexpr auto rules = std::to_array<Rule>({
    zero,
    field_writes_unit,
    body_has_same_digits,
    body_has_same_amount,
    body_is_thousand_apart,
    field_writes_unknown_unit,
    physics_speaks_for_unit,
    body_differs,
    physics_agrees,
    physics_speaks_against,
    autotrain_writes_grams,
    minutes_are_suspect,
    field_is_in_grams,
    body_writes_unit,
    physics_settles_body,
    body_is_bare,
});

std::optional<Settled> settle(const Signs& signs) {
  for (const Rule rule : rules) {
    if (auto found = rule(signs)) {
      return found;
    }
  }
  return std::nullopt;
}

/// A unit that is written, against hours or energy that speak for another one: not settled.
void weigh_against_physics(const Signs& signs, Settled& settled) {
  const bool written = settled.confidence == Confidence::high && settled.unit != nullptr;
  if (!written || !signs.expected || settled.figure->number.value <= 0) {
    return;
  }
  const double grams = settled.figure->in_grams(*settled.unit);
  const bool too_little = unit_by_physics(grams, *signs.expected) != nullptr;
  const bool too_much = !is_within(grams, *signs.expected, widened_for_doubt) &&
                        is_within(grams / thousand, *signs.expected, widened_for_unit);
  if (too_little || too_much) {
    settled.confidence = Confidence::none;
    settled.rule += fmt::format(", but {} speaks for a far {} figure", signs.expected->by,
                                too_little ? "larger" : "smaller");
  }
}

}  // namespace

CardEmissions understand_emissions(const Card& card,
                                   const std::optional<ExpectedEmissions>& estimated) {
  CardEmissions out;
  const Signs signs{card, emissions_figure(card, CardPart::metadata),
                    emissions_figure(card, CardPart::body),
                    estimated ? estimated : expected_emissions(card), zero_kind(card)};
  out.expected = signs.expected;
  auto found = settle(signs);
  if (!found) {
    out.rule = "the card says no figure";
    return out;
  }
  weigh_against_physics(signs, *found);
  out.statement = found->figure->statement;
  out.as_written = out.statement->text;
  out.confidence = found->confidence;
  out.rule = std::move(found->rule);
  if (found->unit != nullptr) {
    out.unit = found->unit->name;
    out.amount = grams(found->figure->in_grams(*found->unit));
  }
  return out;
}

}  // namespace plume
