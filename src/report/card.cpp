// SPDX-License-Identifier: Apache-2.0
#include "plume/report/card.hpp"

#include "report/card_writers.hpp"
#include "report/check_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <array>

namespace plume {

namespace {

std::vector<std::string> row_of(const CheckedCard& card) {
  if (card.card == nullptr) {
    const std::string why = card.faults.empty() ? "could not be read" : card.faults.front().message;
    return {"-", "-", "-", "-", printable(card.file) + ": " + printable(why)};
  }
  return {std::to_string(static_cast<int>(card.level)), std::string(label_of(card)),
          emissions_in_words(card),
          card.emissions.amount
              ? std::string(confidence_names[static_cast<std::size_t>(card.emissions.confidence)])
              : "-",
          printable(card.file)};
}

std::array<std::size_t, 3> severities_of(std::span<const CheckedCard> cards) {
  std::array<std::size_t, 3> out{};
  for (const CheckedCard& card : cards) {
    for (const Finding& finding : card.findings) {
      ++out[static_cast<std::size_t>(finding.severity)];
    }
  }
  return out;
}

}  // namespace

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string emissions_in_words(const CheckedCard& card) {
  return card.emissions.amount ? human(*card.emissions.amount) : "-";
}

std::string_view label_of(const CheckedCard& card) {
  return card.grade ? efficiency_label_names[static_cast<std::size_t>(card.grade->label)]
                    : std::string_view("-");
}

Cells cells_of(std::span<const CheckedCard> cards) {
  Cells cells{{"level", "label", "emissions", "confidence", "file"}};
  for (const CheckedCard& card : cards) {
    cells.push_back(row_of(card));
  }
  return cells;
}

std::string outcome_in_words(std::span<const CheckedCard> cards, const CardOptions& options) {
  const auto severities = severities_of(cards);
  std::string out = fmt::format("{}: {}", words_of(outcome_of(cards, options)).word,
                                counted(cards.size(), "card"));
  for (std::size_t i = severities.size(); i-- > 0;) {
    if (severities[i] > 0) {
      out += ", " + counted(severities[i], severity_names[i]);
    }
  }
  return out;
}

std::string render_cards(std::span<const CheckedCard> cards, const CardOptions& options,
                         const RenderOptions& how) {
  switch (how.format) {
    case Format::json:
      return cards_json(cards, options);
    case Format::csv:
      return cards_csv(cards);
    case Format::markdown:
      return cards_markdown(cards, options);
    case Format::text:
      break;
  }
  return cards_text(cards, options, how.colour);
}

}  // namespace plume
