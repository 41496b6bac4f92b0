// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate/card_figure.hpp"
#include "plume/gate/card.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Collects what the lint has to say of one card.
class CardLint {
 public:
  CardLint(const Card& card, const CardEmissions& emissions);

  const Card& card() const { return card_; }
  const CardEmissions& emissions() const { return emissions_; }
  const std::optional<CardFigure>& field() const { return field_; }
  const std::optional<CardFigure>& body() const { return body_; }

  /// Adds a finding that has its place.
  void add(Finding finding);
  /// Adds a finding whose message, cure, code and severity are said, at a place of the card.
  void add(Finding finding, TextPlace place);
  /// At the value of a statement, and about its key.
  void add(Finding finding, const CardStatement& statement);

  bool has(std::string_view code) const;
  /// The field, else what decided on the figure, else the first line.
  TextPlace place_of_field() const;

  std::vector<Finding> in_order() &&;

 private:
  const Card& card_;
  const CardEmissions& emissions_;
  std::optional<CardFigure> field_;
  std::optional<CardFigure> body_;
  std::vector<Finding> findings_;
};

void lint_form(CardLint& lint);     ///< shape, keys, how numbers are written
void lint_unit(CardLint& lint);     ///< what the figure means, against body and physics
void lint_meaning(CardLint& lint);  ///< zeros, copies, whole projects, plausibility
void lint_words(CardLint& lint);    ///< what is missing, placeholders, sources, training types
void lint_hostile(CardLint& lint);  ///< what must never be run, opened or printed as it is

/// The key of a fact in the field; empty where the specification has none.
std::string_view key_of(CardFact fact);

/// What reading or writing a card fell over, as a finding.
Finding as_finding(const Diagnostic& fault, const std::string& file);

/// Whether a key is one that sentence-transformers and its kin add to the field.
bool is_written_by_tools(std::string_view key);

/// "co2_eq_emissions.source"; of the body the key as it stands there.
std::string about(const CardStatement& statement);

/// A training type as the specification spells it, of one that is spelled otherwise; nothing where
/// it is right, or means something else.
std::optional<std::string> training_type_respelled(std::string_view text);

/// "27.9 g", "28 mg", "40.6 kg"
std::string mass_in_words(double amount);

/// A number as the field should have it: "149200".
std::string grams_as_written(double amount);

}  // namespace plume
