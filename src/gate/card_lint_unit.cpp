// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"
#include "gate/card_physics.hpp"
#include "gate/card_signs.hpp"
#include "gate/card_words.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

const MassUnit& understood_unit(const CardEmissions& emissions) {
  const auto units = mass_units();
  const auto found = std::find_if(units.begin(), units.end(), [&](const MassUnit& unit) {
    return unit.name == emissions.unit;
  });
  return found == units.end() ? gram_unit() : *found;
}

std::string cure_in_grams(const CardEmissions& emissions) {
  return emissions.confidence >= Confidence::medium && emissions.amount
             ? fmt::format("write `{}`: the field is in grams",
                           grams_as_written(emissions.amount->in(grams)))
             : "find out which unit the tool printed, and write grams";
}

/// "149.2 kg", "12.5  # kg CO2", "co2_kg: 56"
bool lint_written(CardLint& lint) {
  const auto& field = lint.field();
  if (!field || field->unit == nullptr || field->unit->grams == 1 || field->number.value <= 0) {
    return false;
  }
  constexpr std::array<std::string_view, 4> places{"", "behind the number", "in the comment",
                                                   "in the key"};
  lint.add({.code = "wrong-unit",
            .severity = Severity::error,
            .message = fmt::format("{} stand {}: programs take {} for grams", field->unit->plural,
                                   places[static_cast<std::size_t>(field->unit_from)],
                                   print_machine(field->number.value)),
            .cure = cure_in_grams(lint.emissions())},
           *field->statement);
  return true;
}

bool is_log_apart(double ratio, double decades) {
  return std::abs(std::abs(std::log10(ratio)) - decades) < 0.02;
}

/// Hours or energy that speak for a unit beside the body.
std::string also_by_physics(const CardLint& lint, const MassUnit& unit) {
  const auto& expected = lint.emissions().expected;
  const bool too = expected && unit_by_physics(lint.field()->number.value, *expected) == &unit;
  return too ? fmt::format("; {}, speaks for {} too", expected->by, unit.plural) : std::string();
}

void lint_other_unit_in_body(CardLint& lint, const MassUnit& unit) {
  const CardFigure& field = *lint.field();
  lint.add(
      {.code = "unit-mismatch",
       .severity = Severity::error,
       .message = fmt::format("the field is in grams, and the body writes the same number in "
                              "{}: {} against {}{}",
                              unit.plural, mass_in_words(field.number.value),
                              mass_in_words(field.in_grams(unit)), also_by_physics(lint, unit)),
       .cure = cure_in_grams(lint.emissions())},
      *field.statement);
}

struct Apart {
  double decades;
  std::string_view code;
  std::string_view words;
};
constexpr auto aparts = std::to_array<Apart>(
    {{3, "unit-mismatch", "a thousand times"}, {1, "disagrees-tenfold", "ten times"}});

void lint_disagreement(CardLint& lint, double of_field, double of_body) {
  const double ratio = of_body / of_field;
  const auto apart = std::find_if(aparts.begin(), aparts.end(), [ratio](const Apart& each) {
    return is_log_apart(ratio, each.decades);
  });
  const bool known = apart != aparts.end();
  const double times = std::max(ratio, 1 / ratio);
  const std::string factor =
      known ? std::string(apart->words) : fmt::format("{} times", print_human(times));
  lint.add(
      {.code = std::string(known ? apart->code : "disagrees"),
       .severity = known ? Severity::error : Severity::warning,
       .message = fmt::format("the body says {}, the field {}: {} as {}", mass_in_words(of_body),
                              mass_in_words(of_field), factor, ratio > 1 ? "much" : "little"),
       .cure = "bring both to the figure that is right: one of them is stale, or slipped"},
      *lint.field()->statement);
}

bool lint_against_body(CardLint& lint) {
  const auto& field = lint.field();
  const auto& body = lint.body();
  const bool comparable =
      field && body && body->unit != nullptr && field->number.value > 0 && body->number.value > 0;
  if (!comparable) {
    return false;
  }
  const bool bare = field->unit == nullptr;
  if (bare && body->unit->grams != 1 && same_digits(*field, *body)) {
    lint_other_unit_in_body(lint, *body->unit);
    return true;
  }
  const MassUnit& unit = bare ? understood_unit(lint.emissions()) : *field->unit;
  if (same_digits(*field, *body, body->unit->grams / unit.grams)) {
    return false;
  }
  lint_disagreement(lint, field->in_grams(unit), body->in_grams(*body->unit));
  return true;
}

/// By how much a figure in grams is too small where the unit is a thousand or a million of them.
std::string_view times_too_little(const MassUnit& unit) {
  return unit.grams > 1e3 ? "1,000,000 times too little" : "1,000 times too little";
}

/// "28 mg for 0.503 h on 1 x RTX 3060, world grid, is 1,000 times too little: 27.9 g if kilograms
/// were meant"
bool lint_against_physics(CardLint& lint) {
  const auto& field = lint.field();
  const auto& expected = lint.emissions().expected;
  if (!field || !expected || field->number.value <= 0) {
    return false;
  }
  const MassUnit& written = field->unit != nullptr ? *field->unit : gram_unit();
  const double grams = field->in_grams(written);
  const MassUnit* const unit = unit_by_physics(grams, *expected);
  if (unit == nullptr) {
    return false;
  }
  lint.add({.code = "unit-suspected",
            .severity = Severity::error,
            .message = fmt::format("{} for {}, is {}: {} if {} were meant", mass_in_words(grams),
                                   expected->by, times_too_little(*unit),
                                   mass_in_words(grams * unit->grams), unit->plural),
            .cure = cure_in_grams(lint.emissions())},
           *field->statement);
  return true;
}

/// "84 seconds", "12 minutes"
std::string moment_in_words(double minutes) {
  return minutes < 2 ? fmt::format("{} seconds", print_human(60 * minutes, 2))
                     : fmt::format("{} minutes", print_human(minutes, 2));
}

void lint_moment(CardLint& lint) {
  const auto& field = lint.field();
  const bool bare = field && field->unit == nullptr && !lint.emissions().expected &&
                    lint.emissions().confidence <= Confidence::low;
  const auto suspicion = bare ? suspicion_of(lint.card(), field->number.value) : std::nullopt;
  if (!suspicion) {
    return;
  }
  const double number = field->number.value;
  lint.add({.code = "unit-suspected",
            .severity = Severity::warning,
            .message = fmt::format("{} is what {}, emits in {}: {} if kilograms were meant",
                                   mass_in_words(number), suspicion->hardware,
                                   moment_in_words(suspicion->minutes),
                                   mass_in_words(kilograms(number).in(grams))),
            .cure = "write grams (CodeCarbon and most calculators print kilograms), and say in the "
                    "body how long the training took"},
           *field->statement);
}

}  // namespace

void lint_unit(CardLint& lint) {
  const bool written = lint_written(lint);
  const bool against_body = lint_against_body(lint);
  if (!(written && lint.emissions().confidence == Confidence::high) && !lint.has("unit-mismatch") &&
      !lint_against_physics(lint) && !against_body) {
    lint_moment(lint);
  }
}

}  // namespace plume
