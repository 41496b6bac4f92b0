// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"
#include "gate/card_scores.hpp"
#include "gate/card_words.hpp"
#include "plume/gate/efficiency_reference.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

void lint_placeholders(CardLint& lint) {
  for (const CardStatement& statement : lint.card().statements) {
    if (is_placeholder(statement.text) && statement.fact != CardFact::other) {
      const bool field = statement.part == CardPart::metadata;
      lint.add({.code = "placeholder",
                .severity = field ? Severity::warning : Severity::note,
                .message = fmt::format("`{}` of `{}` says nothing{}", statement.text, statement.key,
                                       field ? ", and looks filled in to programs" : ""),
                .cure = "write what is known, or leave the key out"},
               statement);
    }
  }
}

struct Gap {
  CardFact fact;
  std::string_view code;
  std::string_view message;
  std::string_view cure;
};
constexpr auto gaps = std::to_array<Gap>({
    {CardFact::hardware, "no-hardware", "the card does not say on what was trained",
     "write `hardware_used`, how many of what: \"8 x NVIDIA A100-SXM4-80GB\""},
    {CardFact::location, "no-location", "the card does not say where was trained",
     "write `geographical_location`, as finely as can be: \"Quebec, Canada\""},
    {CardFact::source, "no-source", "the card does not say how the figure came about",
     "write `source`: the tool with its version, or the paper"},
    {CardFact::training_type, "no-training-type", "the card does not say which training it was",
     "write `training_type`: \"pre-training\" or \"fine-tuning\""},
});

/// A placeholder has its own finding.
void lint_gaps(CardLint& lint) {
  for (const Gap& gap : gaps) {
    if (find_statement(lint.card(), gap.fact) == nullptr) {
      lint.add({.code = std::string(gap.code),
                .severity = Severity::note,
                .message = std::string(gap.message),
                .cure = std::string(gap.cure),
                .about = std::string(key_of(gap.fact))},
               lint.place_of_field());
    }
  }
}

void lint_presence(CardLint& lint) {
  if (said(lint.card(), CardFact::emissions) == nullptr) {
    return lint.add({.code = "no-emissions",
                     .severity = Severity::note,
                     .message = "the card does not say what its training emitted",
                     .cure = "write `co2_eq_emissions`, in grams",
                     .about = "co2_eq_emissions"},
                    lint.place_of_field());
  }
  if (zero_kind(lint.card()) != ZeroKind::true_zero) {
    lint_gaps(lint);
  }
}

void lint_body_only(CardLint& lint) {
  const CardStatement* const body = said(lint.card(), CardFact::emissions, CardPart::body);
  if (body == nullptr || said(lint.card(), CardFact::emissions, CardPart::metadata) != nullptr) {
    return;
  }
  const auto& amount = lint.emissions().amount;
  lint.add({.code = "body-only",
            .severity = Severity::warning,
            .message = amount ? "the figure stands in the body alone: programs do not find it"
                              : "the body has a number without a unit, and the metadata has none",
            .cure = amount ? fmt::format("write `co2_eq_emissions:` with `emissions: {}`",
                                         grams_as_written(amount->in(grams)))
                           : std::string("write the unit, and the grams into `co2_eq_emissions`")},
           *body);
}

constexpr std::array<std::string_view, 9> places_to_compute{
    "colab", "kaggle", "aws", "gcp", "google cloud", "azure", "cloud", "lambda", "runpod"};

constexpr std::array<std::string_view, 24> methods{
    "code carbon",   "codecarbon",     "carbon footprint",
    "mlco2",         "ml co2",         "calculator",
    "calculat",      "estimat",        "measur",
    "autotrain",     "autonlp",        "eco2ai",
    "carbontracker", "carbon tracker", "impact",
    "algorithms",    "http",           "doi",
    "arxiv",         "lacoste",        "plume",
    "paper",         "article",        "formula"};

void lint_source(CardLint& lint) {
  const CardStatement* const source = said(lint.card(), CardFact::source);
  if (source != nullptr && mentions(source->text, places_to_compute) &&
      !mentions(source->text, methods)) {
    lint.add({.code = "source-is-no-method",
              .severity = Severity::warning,
              .message = fmt::format("`{}` says where was computed, not how the figure came about",
                                     source->text),
              .cure = "name the tool with its version, or the paper"},
             *source);
  }
}

void lint_training_type(CardLint& lint) {
  const CardStatement* const type = said(lint.card(), CardFact::training_type, CardPart::metadata);
  const auto respelled = type == nullptr ? std::nullopt : training_type_respelled(type->text);
  if (respelled) {
    lint.add({.code = "training-type-spelling",
              .severity = Severity::note,
              .message = fmt::format("`{}` is spelled otherwise in the specification", type->text),
              .cure = fmt::format("write `{}`", *respelled)},
             *type);
  }
}

/// Scores stand in the metadata, below a key of their own.
TextPlace place_of_scores(const Card& card) {
  constexpr std::string_view key = "model-index";
  const auto at = card.text.find(key, card.front_matter.inside.offset);
  const std::size_t end = card.front_matter.inside.offset + card.front_matter.inside.width;
  return at < end ? TextPlace{static_cast<std::uint32_t>(at), key.size()}
                  : card.front_matter.inside;
}

void lint_scores(CardLint& lint) {
  const PerformanceScores scores = scores_of(lint.card());
  const auto doubtful = doubtful_score(scores, performance_ranges());
  if (!doubtful) {
    return;
  }
  const auto place = static_cast<std::size_t>(*doubtful);
  lint.add(
      {.code = "doubtful-score",
       .severity = Severity::note,
       .message = fmt::format("a score of {} in {}: the efficiency label takes it as it stands, "
                              "or leaves it out",
                              print_machine(*scores[place]), performance_metric_names[place]),
       .cure = "accuracy and F1 are shares of 1, ROUGE is in per cent",
       .about = std::string(performance_metric_names[place])},
      place_of_scores(lint.card()));
}

}  // namespace

void lint_words(CardLint& lint) {
  lint_placeholders(lint);
  lint_presence(lint);
  lint_body_only(lint);
  lint_source(lint);
  lint_training_type(lint);
  lint_scores(lint);
}

}  // namespace plume
