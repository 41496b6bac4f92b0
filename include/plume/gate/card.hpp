// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card.hpp"
#include "plume/formats/hub_record.hpp"
#include "plume/gate/card_emissions.hpp"
#include "plume/gate/finding.hpp"
#include "plume/models/efficiency_label.hpp"
#include "plume/models/reporting_level.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plume {

/// What grading needs and a card does not say.
struct CardOptions {
  EfficiencyVariant variant = EfficiencyVariant::no_sqrt;
  /// What the training should have emitted by an estimate from its parameters and data; it stands
  /// in the place of what the card itself says of hours and hardware.
  std::optional<ExpectedEmissions> estimated{};
  EfficiencyFacts given{};               ///< by flags: these win
  std::span<const HubRecord> records{};  ///< metadata as the Hub prints it, of any models
  bool lone = false;                     ///< one card is looked at: a lone record is of it
  /// The least finding that makes the answer no; nothing where none does.
  std::optional<Severity> fail_on = Severity::error;
  std::optional<ReportingLevel> require{};  ///< the least level that a card must reach
};

/// One model card, looked at.
struct CheckedCard {
  std::string file;
  std::unique_ptr<const Card> card;  ///< null where the file could not be read
  CardEmissions emissions;
  ReportingLevel level = ReportingLevel::unknown;
  std::vector<std::string> raises;  ///< what the card would have to say for the next level
  EfficiencyFacts facts;
  std::optional<EfficiencyGrade> grade;
  std::string ungraded;            ///< why there is no grade; empty where there is one
  std::vector<Finding> findings;   ///< in the order of their places
  std::vector<Diagnostic> faults;  ///< why the file could not be read
};

/// Reads, understands, lints and grades a card. What is wrong with the file is in the result;
/// nothing is thrown for it.
CheckedCard check_card(const std::string& file, const CardOptions& options);

/// What the lint has to say of a card, in the order of places.
std::vector<Finding> lint_card(const Card& card, const CardEmissions& emissions);

/// The codes of `lint_card` with what each stands for.
std::span<const FindingRule> card_rules();

/// The findings of several cards as one set.
Findings findings_of(std::span<const CheckedCard> cards, const CardOptions& options);

/// `bad_input` where a card could not be read, or there is none; `no` where one has a finding of
/// `fail_on` or graver, or does not reach the level that is required.
ExitCode outcome_of(const CheckedCard& card, const CardOptions& options);
ExitCode outcome_of(std::span<const CheckedCard> cards, const CardOptions& options);

}  // namespace plume
