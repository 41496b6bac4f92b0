// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card_summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace plume {

namespace {

/// As the reporting level has it, emissions of 0 say nothing.
bool says(const CheckedCard& card, CardFact fact) {
  if (fact == CardFact::emissions) {
    return card.level >= ReportingLevel::basic;
  }
  const CardStatement* const statement = find_statement(*card.card, fact);
  return statement != nullptr && !is_placeholder(statement->text);
}

bool has(const CheckedCard& card, std::string_view code) {
  return std::any_of(card.findings.begin(), card.findings.end(),
                     [code](const Finding& finding) { return finding.code == code; });
}

}  // namespace

void CardSummary::add(const CheckedCard& card, const CardOptions& options) {
  ++cards;
  if (card.card == nullptr) {
    ++unreadable;
    return;
  }
  failing += outcome_of(card, options) == ExitCode::no ? 1U : 0U;
  ++levels[static_cast<std::size_t>(card.level)];
  ++(card.grade ? labels[static_cast<std::size_t>(card.grade->label)] : ungraded);
  for (std::size_t i = 0; i < counted_facts.size(); ++i) {
    says[i] += plume::says(card, counted_facts[i]) ? 1U : 0U;
  }
  std::set<std::string> codes;
  for (const Finding& finding : card.findings) {
    codes.insert(finding.code);
  }
  for (const std::string& code : codes) {
    ++findings[code];
  }
  if (has(card, "inherited")) {
    ++copies;
  } else if (card.emissions.amount && card.emissions.amount->in(plume::grams) > 0) {
    grams.push_back(card.emissions.amount->in(plume::grams));
  }
}

Carbon total_of(const CardSummary& summary) {
  return grams(std::accumulate(summary.grams.begin(), summary.grams.end(), 0.0));
}

double quantile_of(const CardSummary& summary, double share) {
  if (summary.grams.empty()) {
    return 0;
  }
  std::vector<double> sorted = summary.grams;
  std::sort(sorted.begin(), sorted.end());
  const double rank = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], rank - static_cast<double>(below));
}

}  // namespace plume
