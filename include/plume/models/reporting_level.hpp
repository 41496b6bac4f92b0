// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace plume {

/// How well a model reports its carbon, by the classification of Castaño et al. 2023
/// (doi 10.1109/ESEM56168.2023.10304801; replication package fb434f2, HFReportingAnalysis).
enum class ReportingLevel : std::uint8_t {
  unknown,       ///< neither emissions nor hardware
  context,       ///< hardware alone
  basic,         ///< emissions alone
  awareness,     ///< both
  optimisation,  ///< both, and a tag `optimized`, `pruned` or `distilled`
  certified,     ///< that, and the tag `EcoCard`
};
inline constexpr std::array<std::string_view, 6> reporting_level_names{
    "unknown", "context reporting", "basic reporting", "awareness", "optimisation", "certified"};

/// What decides the level.
struct ReportingFacts {
  bool emissions = false;  ///< said, and not zero
  bool hardware = false;
  bool optimised = false;  ///< by a tag
  bool certified = false;  ///< by a tag
};

/// What a level asks for.
ReportingFacts reporting_needs(ReportingLevel level);

/// The highest level of which all needs are met, from the top: what a level from awareness on asks
/// for includes what those below it ask for. (The study's own code never reaches the two upper
/// ones.)
ReportingLevel reporting_level(const ReportingFacts& facts);

}  // namespace plume
