// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"
#include "gate/card_physics.hpp"
#include "gate/card_words.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

struct ZeroRule {
  ZeroKind kind;
  std::string_view code;
  Severity severity;
  std::string_view message;
  std::string_view cure;
};
constexpr auto zero_rules = std::to_array<ZeroRule>({
    {ZeroKind::true_zero, "true-zero", Severity::note,
     "0, and the card says that nothing was trained: it counts as no measurement", ""},
    {ZeroKind::false_zero, "false-zero", Severity::error,
     "0, though the card tells of what drew power",
     "write what it emitted, or leave the field out"},
    {ZeroKind::unexplained, "unexplained-zero", Severity::warning,
     "0, and nothing says why: it looks measured and says nothing",
     "leave the field out, or say in `source` that nothing was trained"},
});

void lint_zero(CardLint& lint) {
  const ZeroKind kind = zero_kind(lint.card());
  for (const ZeroRule& rule : zero_rules) {
    if (rule.kind != kind) {
      continue;
    }
    const auto& expected = lint.emissions().expected;
    const bool reckoned = kind == ZeroKind::false_zero && expected;
    const CardStatement& at = *(lint.field() ? lint.field() : lint.body())->statement;
    lint.add({.code = std::string(rule.code),
              .severity = rule.severity,
              .message = reckoned
                             ? fmt::format("{}: some {} ({})", rule.message,
                                           mass_in_words(expected->value.in(grams)), expected->by)
                             : std::string(rule.message),
              .cure = std::string(rule.cure)},
             at);
  }
}

void lint_copy(CardLint& lint) {
  const auto& field = lint.field();
  if (!field || field->number.value <= 0 || !is_derived_copy(lint.card())) {
    return;
  }
  const auto& bases = lint.card().base_models;
  lint.add({.code = "inherited",
            .severity = Severity::warning,
            .message = fmt::format("the weights are a copy in another form, and the figure is "
                                   "likely that of {}: sums would count it twice",
                                   bases.empty() ? std::string("the model that they come from")
                                                 : fmt::format("`{}`", bases.front())),
            .cure = "leave the field out, or write what the conversion itself emitted"},
           *field->statement);
}

constexpr std::array<std::string_view, 15> words_of_projects{
    "per run",         "per fine-tuning run", "per training run", "each run",
    "all runs",        "training runs",       "fine-tuning runs", "development runs",
    "all experiments", "hyperparameter",      "whole project",    "entire project",
    "all versions",    "released versions",   "all models"};

void lint_project(CardLint& lint) {
  const CardStatement* const source = said(lint.card(), CardFact::source);
  const bool figure = lint.emissions().amount && lint.emissions().amount->in(grams) > 0;
  if (figure && source != nullptr && mentions(source->text, words_of_projects)) {
    lint.add({.code = "project-total",
              .severity = Severity::warning,
              .message =
                  "the source tells of several runs: the figure is that of a project, not of "
                  "this model's training",
              .cure = "write this training's share, and the project's total into the body"},
             *source);
  }
}

bool is_doubted(const CardLint& lint) {
  constexpr std::array<std::string_view, 3> doubts{"unit-suspected", "unit-mismatch", "false-zero"};
  return std::any_of(doubts.begin(), doubts.end(),
                     [&](std::string_view code) { return lint.has(code); });
}

void lint_plausible(CardLint& lint) {
  const CardEmissions& emissions = lint.emissions();
  const double amount = emissions.amount ? emissions.amount->in(grams) : 0;
  const bool can_tell = amount > 0 && emissions.expected && emissions.statement != nullptr;
  if (!can_tell || is_within(amount, *emissions.expected, widened_for_doubt) ||
      (is_doubted(lint) && emissions.confidence < Confidence::medium)) {
    return;
  }
  const ExpectedEmissions& expected = *emissions.expected;
  const double ratio = amount / expected.value.in(grams);
  lint.add(
      {.code = ratio < 1 ? "implausible-low" : "implausible-high",
       .severity = Severity::warning,
       .message = fmt::format(
           "{} for {}, is {} times too {}: {} to {} would be expected", mass_in_words(amount),
           expected.by, print_human(std::max(ratio, 1 / ratio), 2), ratio < 1 ? "little" : "much",
           mass_in_words(expected.low.in(grams)), mass_in_words(expected.high.in(grams))),
       .cure = "see that figure, hours, hardware and location are of the same training"},
      *emissions.statement);
}

/// Parts that are told in the body and do not add up to the whole.
void lint_parts(CardLint& lint) {
  double sum = 0;
  const CardStatement* first = nullptr;
  for (const CardStatement& statement : lint.card().statements) {
    const bool is_part = statement.fact == CardFact::emissions && statement.is_part;
    const auto number = is_part ? read_card_number(statement) : std::nullopt;
    if (number && is_possible(number->value) && number->size &&
        number->size->dimension == Carbon::dimension) {
      sum += number->value * number->size->factor;
      first = first == nullptr ? &statement : first;
    }
  }
  const auto& whole = lint.body();
  const bool known = first != nullptr && whole && whole->unit != nullptr;
  const double grams = known ? whole->in_grams(*whole->unit) : 0;
  if (known && std::abs(sum - grams) > 0.02 * std::max(sum, grams)) {
    lint.add({.code = "parts-differ",
              .severity = Severity::warning,
              .message = fmt::format("the parts add up to {}, and the whole is {}",
                                     mass_in_words(sum), mass_in_words(grams)),
              .cure = "bring the whole to the sum of its parts"},
             *first);
  }
}

}  // namespace

void lint_meaning(CardLint& lint) {
  lint_zero(lint);
  lint_copy(lint);
  lint_project(lint);
  lint_parts(lint);
  lint_plausible(lint);
}

}  // namespace plume
