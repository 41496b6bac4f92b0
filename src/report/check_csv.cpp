// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/check_writers.hpp"

#include <optional>

namespace plume {

namespace {

using Row = std::vector<std::string>;

void append(Row& row, const Row& more) {
  row.insert(row.end(), more.begin(), more.end());
}

Row name_of(const CheckedRun* run) {
  return run == nullptr ? Row{"", "total", ""} : Row{run->file, run->name, run->format};
}

/// What was estimated: against the limit where there is one, else the emissions.
std::optional<Judgement> estimate_of(const CheckRow& row, const Check& check) {
  if (row.judgement != nullptr) {
    return *row.judgement;
  }
  if (row.run == nullptr) {
    return judge(reports_of(check), Limit{});
  }
  return row.run->report ? std::optional(judge(*row.run->report, Limit{})) : std::nullopt;
}

Row figures_of(const std::optional<Judgement>& estimate) {
  if (!estimate) {
    return Row(4);
  }
  return {std::string(budget_names[static_cast<std::size_t>(estimate->limit.of)]),
          print_machine(estimate->value), print_machine(estimate->low),
          print_machine(estimate->high)};
}

Row verdict_cells(const Judgement* judgement, FailOn fail_on) {
  if (judgement == nullptr) {
    return Row(4);
  }
  return {print_machine(judgement->limit.most), judgement->limit.set_by,
          std::string(verdict_names[static_cast<std::size_t>(judgement->verdict)]),
          std::string(words_of(outcome_of(*judgement, fail_on)).id)};
}

Row change_cells(const CheckedRun* run) {
  if (run == nullptr || !run->change) {
    return {"", "", "", run != nullptr && run->new_to_baseline ? "true" : "false"};
  }
  const Change& change = *run->change;
  return {print_machine(change.ratio), print_machine(change.low), print_machine(change.high),
          "false"};
}

std::string error_of(const CheckedRun* run) {
  return run == nullptr || run->faults.empty() ? std::string() : run->faults.front().code;
}

}  // namespace

std::string check_csv(const Check& check) {
  Cells cells{{"file", "name", "format", "of", "value", "low", "high", "limit", "set_by", "verdict",
               "outcome", "ratio", "ratio_low", "ratio_high", "new_to_baseline", "error"}};
  for (const CheckRow& row : rows_of(check)) {
    Row out = name_of(row.run);
    append(out, figures_of(estimate_of(row, check)));
    append(out, verdict_cells(row.judgement, check.fail_on));
    append(out, change_cells(row.run));
    out.push_back(error_of(row.run));
    cells.push_back(std::move(out));
  }
  return csv_table(cells);
}

}  // namespace plume
