// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/card.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace plume {

/// The facts whose presence a summary counts, as the study of Castaño et al. 2023 does.
inline constexpr std::array<CardFact, 5> counted_facts{CardFact::emissions, CardFact::source,
                                                       CardFact::training_type, CardFact::location,
                                                       CardFact::hardware};

/// What many cards come to, added up one by one.
struct CardSummary {
  std::size_t cards = 0;
  std::size_t unreadable = 0;
  std::size_t failing = 0;              ///< whose answer is no
  std::array<std::size_t, 6> levels{};  ///< by `ReportingLevel`
  std::array<std::size_t, 5> labels{};  ///< by `EfficiencyLabel`
  std::size_t ungraded = 0;
  std::array<std::size_t, counted_facts.size()> says{};  ///< cards that say a fact
  std::map<std::string, std::size_t> findings;           ///< cards that have a finding, by its code
  std::size_t copies = 0;     ///< whose figure is that of another model's training
  std::vector<double> grams;  ///< of cards that report emissions of their own

  void add(const CheckedCard& card, const CardOptions& options);
};

/// The sum of the trainings that are reported; copies do not count again.
Carbon total_of(const CardSummary& summary);

/// The `share` quantile (0.5 is the median) of what is reported, g CO2e, linear between ranks; 0
/// where nothing is.
double quantile_of(const CardSummary& summary, double share);

}  // namespace plume
