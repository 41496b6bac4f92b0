// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"
#include "plume/gate/card.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr auto rules = std::to_array<FindingRule>({
    {"tab-indent", "The metadata is indented with tabs."},
    {"invalid-front-matter", "The metadata is no YAML, or no mapping."},
    {"duplicate-key", "A key of the metadata stands there twice."},
    {"block-not-at-top", "The metadata does not stand at the top of the file."},
    {"bare-number", "The field has the short form, a number alone."},
    {"list-of-maps", "The field is a list of mappings with one key each."},
    {"misplaced-field", "The mapping does not stand under co2_eq_emissions."},
    {"wrong-structure", "The field is neither a number nor a mapping."},
    {"key-alias", "A key of the field is written otherwise than specified."},
    {"unknown-key", "A key of the field is not in the specification."},
    {"text-for-number", "A text stands where the emissions belong."},
    {"decimal-comma", "A number has a decimal comma."},
    {"impossible-emissions", "The emissions are below zero, or beyond all that is emitted."},
    {"wrong-unit", "The field writes another unit than grams."},
    {"unit-suspected", "The figure is likely in kilograms or tonnes, not in grams."},
    {"unit-mismatch", "Field and body are a thousand apart."},
    {"disagrees-tenfold", "Field and body are ten apart."},
    {"disagrees", "Field and body have different figures."},
    {"parts-differ", "The parts in the body do not add up to the whole."},
    {"implausible-low",
     "The figure is far less than hours and hardware, or the energy, make likely."},
    {"implausible-high",
     "The figure is far more than hours and hardware, or the energy, make likely."},
    {"false-zero", "0, though the card tells of what drew power."},
    {"true-zero", "0, as nothing was trained."},
    {"unexplained-zero", "0, and nothing says why."},
    {"inherited", "The figure is likely that of the model that this one is a copy of."},
    {"project-total", "The figure covers more than this model's training."},
    {"placeholder", "A value says that nothing is said."},
    {"body-only", "The figure stands in the body alone."},
    {"no-emissions", "The card does not say what its training emitted."},
    {"no-hardware", "The card does not say on what was trained."},
    {"no-location", "The card does not say where was trained."},
    {"no-source", "The card does not say how the figure came about."},
    {"no-training-type", "The card does not say which training it was."},
    {"source-is-no-method", "The source names a place to compute, not a method."},
    {"training-type-spelling", "The training type is spelled otherwise than specified."},
    {"doubtful-score", "A score is not written as the efficiency label takes it."},
    {"hostile-content", "The card has scripts, links into networks, or control characters."},
    {"cannot-edit", "The metadata are written so that the field cannot be repaired alone."},
    {"level-not-reached", "The card does not reach the reporting level that is required."},
    {"nothing-checked", "There was no card to check."},
});

std::string_view level_name(ReportingLevel level) {
  return reporting_level_names[static_cast<std::size_t>(level)];
}

bool reaches(const CheckedCard& card, const CardOptions& options) {
  return !options.require || card.level >= *options.require;
}

Finding below_level(const CheckedCard& card, ReportingLevel required) {
  const auto number = [](ReportingLevel level) { return static_cast<int>(level); };
  return {.code = "level-not-reached",
          .severity = Severity::error,
          .message =
              fmt::format("reporting level {} ({}), and {} ({}) is required", number(card.level),
                          level_name(card.level), number(required), level_name(required)),
          .cure = card.raises.empty() ? "" : fmt::format("say {}", card.raises.front()),
          .file = card.file,
          .position = {1, 1},
          .about = "reporting level"};
}

/// "149 kg CO2e, level 3 (awareness), label D"
std::string summary_of(const CheckedCard& card) {
  if (card.card == nullptr) {
    return card.faults.empty() ? "could not be read" : card.faults.front().message;
  }
  const std::string figure =
      card.emissions.amount
          ? fmt::format("{} CO2e", mass_in_words(card.emissions.amount->in(grams)))
          : std::string("no emissions");
  const std::string label =
      card.grade ? fmt::format(", label {}",
                               efficiency_label_names[static_cast<std::size_t>(card.grade->label)])
                 : std::string();
  return fmt::format("{}, level {} ({}){}", figure, static_cast<int>(card.level),
                     level_name(card.level), label);
}

void add(Findings& out, Finding finding) {
  out.cases.back().findings.push_back(out.all.size());
  out.all.push_back(std::move(finding));
}

void enter(const CheckedCard& card, const CardOptions& options, Findings& out) {
  out.cases.push_back({.name = card.file,
                       .file = card.file,
                       .passed = outcome_of(card, options) == ExitCode::done,
                       .broken = card.card == nullptr,
                       .summary = summary_of(card),
                       .findings = {}});
  for (const Diagnostic& fault : card.faults) {
    add(out, as_finding(fault, card.file));
  }
  for (const Finding& finding : card.findings) {
    add(out, finding);
  }
  if (card.card != nullptr && !reaches(card, options)) {
    add(out, below_level(card, *options.require));
  }
}

/// Of several answers the gravest: what could not be read, then no.
int gravity(ExitCode code) {
  return code == ExitCode::bad_input ? 2 : code == ExitCode::no ? 1 : 0;
}

}  // namespace

std::span<const FindingRule> card_rules() {
  return rules;
}

Findings findings_of(std::span<const CheckedCard> cards, const CardOptions& options) {
  Findings out;
  for (const CheckedCard& card : cards) {
    enter(card, options, out);
  }
  if (cards.empty()) {
    out.all.push_back({.code = "nothing-checked",
                       .severity = Severity::error,
                       .message = "there was no card to check",
                       .cure = "give a README.md, or a folder that holds one"});
  }
  return out;
}

ExitCode outcome_of(const CheckedCard& card, const CardOptions& options) {
  if (card.card == nullptr) {
    return ExitCode::bad_input;
  }
  const bool grave = options.fail_on &&
                     std::any_of(card.findings.begin(), card.findings.end(), [&](const auto& each) {
                       return each.severity >= *options.fail_on;
                     });
  return grave || !reaches(card, options) ? ExitCode::no : ExitCode::done;
}

ExitCode outcome_of(std::span<const CheckedCard> cards, const CardOptions& options) {
  ExitCode worst = cards.empty() ? ExitCode::bad_input : ExitCode::done;
  for (const CheckedCard& card : cards) {
    const ExitCode code = outcome_of(card, options);
    worst = gravity(code) > gravity(worst) ? code : worst;
  }
  return worst;
}

}  // namespace plume
