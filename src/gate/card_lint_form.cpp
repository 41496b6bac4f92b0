// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"
#include "gate/card_words.hpp"
#include "plume/support/closest_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// What kept the reader from understanding the metadata.
void lint_faults(CardLint& lint) {
  for (const Diagnostic& fault : lint.card().faults) {
    lint.add(as_finding(fault, lint.card().file));
  }
}

struct ShapeRule {
  CardShape shape;
  std::string_view code;
  Severity severity;
  std::string_view message;
  std::string_view cure;
};
constexpr auto shape_rules = std::to_array<ShapeRule>({
    {CardShape::number, "bare-number", Severity::note,
     "the short form has no room for source, hardware and location",
     "write `co2_eq_emissions:` as a mapping with `emissions`, `source`, `training_type`, "
     "`geographical_location` and `hardware_used`"},
    {CardShape::list, "list-of-maps", Severity::error,
     "the field is a list of mappings with one key each: programs look for one mapping",
     "leave out the dashes in front of the keys, and indent the keys alike"},
    {CardShape::misplaced, "misplaced-field", Severity::error,
     "the mapping does not stand under `co2_eq_emissions`: no program finds it",
     "name the key `co2_eq_emissions`"},
    {CardShape::other, "wrong-structure", Severity::error,
     "the field is neither a number nor a mapping",
     "write `co2_eq_emissions:` as a mapping with `emissions` in grams"},
});

void lint_shape(CardLint& lint) {
  for (const ShapeRule& rule : shape_rules) {
    if (rule.shape == lint.card().shape) {
      lint.add({.code = std::string(rule.code),
                .severity = rule.severity,
                .message = std::string(rule.message),
                .cure = std::string(rule.cure),
                .about = "co2_eq_emissions"},
               lint.place_of_field());
    }
  }
}

constexpr std::array<std::string_view, 10> known_keys{
    "emissions",       "source",   "training_type", "geographical_location", "hardware_used",
    "energy_consumed", "on_cloud", "cpu_model",     "ram_total_size",        "hours_used"};

bool is_in_field(const Card& card, const CardStatement& statement) {
  const std::size_t begin = card.field.offset;
  const std::size_t at = statement.key_place.offset;
  return statement.part == CardPart::metadata && statement.key != "co2_eq_emissions" &&
         at >= begin && at < begin + card.field.width;
}

void lint_alias(CardLint& lint, const CardStatement& statement) {
  const std::string_view key = key_of(statement.fact);
  lint.add({.code = "key-alias",
            .severity = Severity::warning,
            .message = fmt::format("`{}` is no key of the specification: programs look for `{}`",
                                   statement.key, key),
            .cure = fmt::format("write `{}`", key),
            .about = about(statement)},
           statement.key_place);
}

void lint_unknown(CardLint& lint, const CardStatement& statement) {
  const auto near = closest_matches(statement.key, known_keys);
  lint.add({.code = "unknown-key",
            .severity = Severity::note,
            .message = fmt::format("`{}` is no key of the specification", statement.key),
            .cure = near.empty() ? "leave it out, or say it in the body" : did_you_mean(near),
            .about = about(statement)},
           statement.key_place);
}

void lint_keys(CardLint& lint) {
  for (const CardStatement& statement : lint.card().statements) {
    const std::string_view key = key_of(statement.fact);
    if (!is_in_field(lint.card(), statement) || is_written_by_tools(statement.key) ||
        statement.key == key) {
      continue;
    }
    if (key.empty()) {
      lint_unknown(lint, statement);
    } else {
      lint_alias(lint, statement);
    }
  }
}

std::string cure_of(const CardLint& lint, const CardNumber& number) {
  const CardEmissions& emissions = lint.emissions();
  const bool settled = emissions.amount && emissions.confidence >= Confidence::medium;
  return settled ? fmt::format("write `{}`, without quotes and unit: the field is in grams",
                               grams_as_written(emissions.amount->in(grams)))
                 : fmt::format("write the grams as a plain number with a decimal point; `{}` if "
                               "{:.12g} are grams",
                               grams_as_written(number.value), number.value);
}

void lint_text(CardLint& lint, const CardStatement& statement) {
  const auto number = read_card_number(statement);
  if (!number) {
    return lint.add({.code = "text-for-number",
                     .severity = Severity::error,
                     .message = "a text without a number stands where the emissions belong",
                     .cure = "write the grams as a plain number"},
                    statement);
  }
  lint.add(
      {.code = number->decimal_comma ? "decimal-comma" : "text-for-number",
       .severity = Severity::error,
       .message = number->decimal_comma
                      ? fmt::format("`{}` has a decimal comma: YAML takes it for a text, and "
                                    "programs read what stands before it",
                                    statement.text)
                      : fmt::format("`{}` is a text: programs want a number, or take the first "
                                    "digits for grams",
                                    statement.text),
       .cure = cure_of(lint, *number)},
      statement);
}

void lint_underscores(CardLint& lint, const CardStatement& statement) {
  std::string digits = statement.text;
  std::erase(digits, '_');
  lint.add({.code = "text-for-number",
            .severity = Severity::warning,
            .message = fmt::format("`{}` is a number to YAML 1.1 and a text to YAML 1.2, of which "
                                   "programs read what stands before the `_`",
                                   statement.text),
            .cure = fmt::format("write `{}`", digits)},
           statement);
}

void lint_range(CardLint& lint, const CardStatement& statement, const CardNumber& number) {
  if (!is_possible(number.value)) {
    lint.add(
        {.code = "impossible-emissions",
         .severity = Severity::error,
         .message = fmt::format("`{}`: a training emits no less than nothing, and no more than "
                                "all of mankind",
                                statement.text),
         .cure = "write what the training emitted; offsets do not count against it"},
        statement);
  }
}

void lint_numbers(CardLint& lint) {
  for (const CardStatement& statement : lint.card().statements) {
    if (statement.fact != CardFact::emissions || is_placeholder(statement.text)) {
      continue;
    }
    const auto number = read_card_number(statement);
    const bool in_field = statement.part == CardPart::metadata;
    if (in_field && !(statement.is_number && number)) {
      lint_text(lint, statement);
    } else if (in_field && statement.text.find('_') != std::string::npos) {
      lint_underscores(lint, statement);
    } else if (number && number->decimal_comma) {
      lint.add({.code = "decimal-comma",
                .severity = Severity::note,
                .message = fmt::format("`{}` has a decimal comma", statement.text),
                .cure = "write a decimal point"},
               statement);
    }
    if (number) {
      lint_range(lint, statement, *number);
    }
  }
}

}  // namespace

void lint_form(CardLint& lint) {
  lint_faults(lint);
  lint_shape(lint);
  lint_keys(lint);
  lint_numbers(lint);
}

}  // namespace plume
