// SPDX-License-Identifier: Apache-2.0
#include "report/card_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

std::string cell(std::string_view text) {
  return markdown_cell(printable(text));
}

Cells table_of(std::span<const CheckedCard> cards) {
  Cells cells = cells_of(cards);
  for (auto& row : cells) {
    for (std::string& each : row) {
      each = markdown_cell(each);
    }
    row.resize(cells.front().size());
  }
  return cells;
}

Cells findings_of_all(std::span<const CheckedCard> cards) {
  Cells cells{{"place", "severity", "code", "finding", "cure"}};
  for (const CheckedCard& card : cards) {
    for (const Finding& finding : card.findings) {
      cells.push_back({cell(fmt::format("{}:{}", finding.file, finding.position.line)),
                       std::string(severity_names[static_cast<std::size_t>(finding.severity)]),
                       finding.code, cell(finding.message), cell(finding.cure)});
    }
  }
  return cells;
}

}  // namespace

std::string cards_markdown(std::span<const CheckedCard> cards, const CardOptions& options) {
  std::string out = "### Carbon of model cards\n\n" + outcome_in_words(cards, options) + "\n\n" +
                    markdown_table(table_of(cards), 5);
  const Cells findings = findings_of_all(cards);
  return findings.size() == 1 ? out : out + "\n" + markdown_table(findings, 5);
}

}  // namespace plume
