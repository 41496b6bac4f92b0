// SPDX-License-Identifier: Apache-2.0
#include "gate/card_figure.hpp"

#include "gate/card_physics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

constexpr std::string_view number_letters = "0123456789.,_";

/// Half of the last digit of a number as written; half a percent of one with an exponent.
double half_step_of(std::string_view text, const CardNumber& number) {
  const auto begin = std::min(text.find_first_of("0123456789"), text.size());
  const auto end = std::min(text.find_first_not_of(number_letters, begin), text.size());
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    return std::abs(number.value) * 0.005;
  }
  const std::string_view digits = text.substr(begin, end - begin);
  const auto point = digits.rfind(number.decimal_comma ? ',' : '.');
  const auto decimals = point == std::string_view::npos ? 0 : digits.size() - point - 1;
  return 0.5 * std::pow(10.0, -static_cast<double>(decimals));
}

UnitFrom place_of_unit(const CardStatement& statement) {
  if (read_card_number(statement.text, Carbon::dimension)) {
    return UnitFrom::value;
  }
  CardStatement without_comment = statement;
  without_comment.comment.clear();
  const auto by_key = read_card_number(without_comment);
  return by_key && by_key->size ? UnitFrom::key : UnitFrom::comment;
}

void find_unit(CardFigure& figure) {
  const auto& size = figure.number.size;
  figure.unit = size && size->dimension == Carbon::dimension ? mass_unit_of(size->factor) : nullptr;
  figure.unit_from = figure.unit != nullptr ? place_of_unit(*figure.statement) : UnitFrom::nowhere;
}

constexpr std::array<std::string_view, 14> no_training_words{
    "no training",          "not trained",   "without training",  "training-free",  "training free",
    "nothing was trained",  "did not train", "not fine-tuned",    "no fine-tuning", "no finetuning",
    "no model was trained", "untrained",     "no model training", "zero training"};

bool says_nothing_was_trained(const Card& card) {
  return std::any_of(card.statements.begin(), card.statements.end(), [](const auto& statement) {
    return statement.fact != CardFact::emissions && mentions(statement.text, no_training_words);
  });
}

bool tells_of_power(const Card& card) {
  constexpr std::array drawing{CardFact::hardware, CardFact::duration, CardFact::energy};
  return time_said(card).has_value() ||
         std::any_of(drawing.begin(), drawing.end(),
                     [&](CardFact fact) { return said(card, fact) != nullptr; });
}

CardFigure figure_of(const CardStatement& statement, const CardNumber& number) {
  CardFigure figure{.statement = &statement, .number = number};
  figure.half_step = half_step_of(statement.text, number);
  find_unit(figure);
  return figure;
}

/// Whether no more than a word or two stand before the digits of a text: "about 3.8". A sentence
/// that has a number somewhere is no figure.
bool begins_with_number(std::string_view text) {
  const std::string_view before = text.substr(0, text.find_first_of("0123456789"));
  return before.find_first_of(",;") == std::string_view::npos &&
         std::count(before.begin(), before.end(), ' ') <= 2;
}

std::optional<CardFigure> readable_figure(const CardStatement* statement) {
  const auto number = statement == nullptr ? std::nullopt : read_card_number(*statement);
  if (!number || !is_possible(number->value)) {
    return std::nullopt;
  }
  const CardFigure figure = figure_of(*statement, *number);
  const bool is_prose = statement->part == CardPart::body && figure.unit == nullptr &&
                        !begins_with_number(statement->text);
  return is_prose ? std::nullopt : std::optional(figure);
}

/// A bare number that stands in the same part once more, with its unit.
std::optional<CardFigure> repeated_with_unit(const Card& card, const CardFigure& bare) {
  for (const CardStatement& statement : card.statements) {
    const bool other = statement.fact == CardFact::emissions && !statement.is_part &&
                       statement.part == bare.statement->part;
    const auto figure = other ? readable_figure(&statement) : std::nullopt;
    if (figure && figure->unit != nullptr && same_digits(bare, *figure)) {
      return figure;
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_possible(double number) {
  constexpr double least = 1e-12;
  constexpr double most = 1e17;  // grams; the world emits some 5e16 a year
  return number == 0 || (number >= least && number <= most);
}

std::optional<CardFigure> emissions_figure(const Card& card, CardPart part) {
  const auto first = readable_figure(said(card, CardFact::emissions, part));
  const auto repeated =
      first && first->unit == nullptr ? repeated_with_unit(card, *first) : std::nullopt;
  return repeated ? repeated : first;
}

bool has_unknown_unit(const CardFigure& figure) {
  return figure.unit == nullptr && !figure.number.unit.empty();
}

bool same_digits(const CardFigure& a, const CardFigure& b, double times) {
  const double left = a.number.value;
  const double right = b.number.value * times;
  const double apart = std::abs(left - right);
  constexpr double exact = 1 + 1e-9;
  return apart <= exact * std::max(a.half_step, b.half_step * times) &&
         apart <= 0.1 * std::max(left, right);
}

ZeroKind zero_kind(const Card& card) {
  const auto field = emissions_figure(card, CardPart::metadata);
  const auto body = emissions_figure(card, CardPart::body);
  const auto& shown = field ? field : body;
  if (!shown || shown->number.value > 0) {
    return ZeroKind::none;
  }
  if (body && body->number.value > 0) {
    return ZeroKind::false_zero;
  }
  if (says_nothing_was_trained(card)) {
    return ZeroKind::true_zero;
  }
  return tells_of_power(card) ? ZeroKind::false_zero : ZeroKind::unexplained;
}

bool is_within(double amount, const ExpectedEmissions& expected, double factor) {
  return amount * factor >= expected.low.in(grams) && amount <= factor * expected.high.in(grams);
}

const MassUnit* unit_by_physics(double value, const ExpectedEmissions& expected) {
  const MassUnit* only = nullptr;
  for (const MassUnit& unit : mass_units().first(3)) {
    const bool fits = is_within(value * unit.grams, expected, widened_for_unit);
    if (fits && (only != nullptr || unit.grams == 1)) {
      return nullptr;
    }
    only = fits ? &unit : only;
  }
  return only;
}

}  // namespace plume
