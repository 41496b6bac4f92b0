// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/card_writers.hpp"
#include "report/writers.hpp"

namespace plume {

namespace {

/// A text of others without controls, and behind a `'` where a spreadsheet would reckon with it.
std::string harmless(std::string_view text) {
  std::string out = printable(text);
  const bool reckons = !out.empty() && std::string_view("=+-@").find(out[0]) != std::string::npos;
  const bool is_number =
      reckons && out.find_first_not_of("0123456789.,eE+-") == std::string::npos && out.size() > 1;
  return reckons && !is_number && out != "-" ? "'" + out : out;
}

std::string said(const CheckedCard& card, CardFact fact) {
  const CardStatement* const statement =
      card.card == nullptr ? nullptr : find_statement(*card.card, fact);
  return statement == nullptr || is_placeholder(statement->text) ? std::string()
                                                                 : harmless(statement->text);
}

/// The codes of a severity, apart by blanks.
std::string codes_of(const CheckedCard& card, Severity severity) {
  std::string out;
  for (const Finding& finding : card.findings) {
    if (finding.severity == severity) {
      out.append(out.empty() ? "" : " ").append(finding.code);
    }
  }
  return out;
}

std::vector<std::string> row_of(const CheckedCard& card) {
  const CardEmissions& emissions = card.emissions;
  return {harmless(card.file),
          emissions.amount ? print_machine(emissions.amount->in(grams)) : "",
          harmless(emissions.as_written),
          emissions.unit,
          std::string(confidence_names[static_cast<std::size_t>(emissions.confidence)]),
          emissions.expected ? print_machine(emissions.expected->low.in(grams)) : "",
          emissions.expected ? print_machine(emissions.expected->high.in(grams)) : "",
          said(card, CardFact::source),
          said(card, CardFact::training_type),
          said(card, CardFact::location),
          said(card, CardFact::hardware),
          card.card == nullptr ? "" : std::to_string(static_cast<int>(card.level)),
          card.grade ? std::string(label_of(card)) : "",
          codes_of(card, Severity::error),
          codes_of(card, Severity::warning),
          codes_of(card, Severity::note),
          card.faults.empty() ? "" : card.faults.front().code};
}

}  // namespace

std::string cards_csv(std::span<const CheckedCard> cards) {
  Cells cells{{"file", "grams", "as_written", "unit_understood", "confidence", "expected_low",
               "expected_high", "source", "training_type", "location", "hardware", "level", "label",
               "errors", "warnings", "notes", "error"}};
  for (const CheckedCard& card : cards) {
    cells.push_back(row_of(card));
  }
  return csv_table(cells);
}

}  // namespace plume
