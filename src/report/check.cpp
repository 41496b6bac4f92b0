// SPDX-License-Identifier: Apache-2.0
#include "plume/report/check.hpp"

#include "plume/units/text.hpp"
#include "report/check_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::array<OutcomeWords, 4> outcome_words{{
    {ExitCode::done, "passed", "passed"},
    {ExitCode::no, "failed", "failed"},
    {ExitCode::cannot_tell, "cannot tell", "cannot-tell"},
    {ExitCode::bad_input, "not all was checked", "not-checked"},
}};

constexpr std::array<std::string_view, 3> verdict_words{"WITHIN", "STRADDLES", "OVER"};
constexpr std::array<std::string_view, 3> decider_words{"the low end", "the central value",
                                                        "the high end"};

std::string_view verdict_word(const Judgement* judgement) {
  return judgement == nullptr ? std::string_view("-")
                              : verdict_words[static_cast<std::size_t>(judgement->verdict)];
}

std::string sum_name(const Check& check) {
  const std::size_t count = reports_of(check).size();
  return fmt::format("sum of {} run{}", count, count == 1 ? "" : "s");
}

/// Amount, interval and budget of a row that has a judgement.
std::vector<std::string> amounts_of(const Judgement& judgement) {
  const Limit& limit = judgement.limit;
  return {amount_in_words(limit, judgement.value), interval_in_words(judgement),
          fmt::format("{} ({})", printable(limit.text), printable(limit.set_by))};
}

/// The same of emissions that no limit holds for.
std::vector<std::string> amounts_of(const std::vector<const Report*>& reports) {
  const Judgement sum = judge(reports, Limit{});
  return {human(kilograms(sum.value)),
          fmt::format("{} to {}", human(kilograms(sum.low)), human(kilograms(sum.high))), "none"};
}

std::vector<std::string> row_of(const CheckRow& row, const Check& check, bool with_change) {
  std::vector<std::string> out{std::string(verdict_word(row.judgement)),
                               row.run == nullptr ? sum_name(check) : printable(row.run->file)};
  if (row.run != nullptr && !row.run->report) {
    const auto& faults = row.run->faults;
    out.front() = "ERROR";
    out.push_back(faults.empty() ? "could not be used" : printable(faults.front().message));
    return out;
  }
  const auto reports =
      row.run == nullptr ? reports_of(check) : std::vector<const Report*>{&*row.run->report};
  const auto amounts = row.judgement == nullptr ? amounts_of(reports) : amounts_of(*row.judgement);
  out.insert(out.end(), amounts.begin(), amounts.end());
  if (with_change) {
    out.push_back(row.run == nullptr ? std::string() : change_in_words(*row.run));
  }
  return out;
}

bool has_change(const Check& check) {
  return std::any_of(check.runs.begin(), check.runs.end(),
                     [](const CheckedRun& run) { return run.change || run.new_to_baseline; });
}

/// How many runs of a kind there are.
struct Count {
  std::string_view what;
  std::size_t runs = 0;
};

/// The worst first.
std::array<Count, 5> counts_of(const Check& check) {
  std::array<Count, 5> out{
      {{"that could not be used"}, {"over"}, {"straddling"}, {"within"}, {"without a limit"}}};
  const std::size_t without = out.size() - 1;
  for (const CheckedRun& run : check.runs) {
    const auto verdict = verdict_of(run);
    const std::size_t held = verdict ? 3 - static_cast<std::size_t>(*verdict) : without;
    ++out[run.report ? held : 0].runs;
  }
  return out;
}

void add_rows(const CheckedRun* run, const std::vector<Judgement>& judgements,
              std::vector<CheckRow>& rows) {
  for (const Judgement& judgement : judgements) {
    rows.push_back({run, &judgement});
  }
  if (judgements.empty()) {
    rows.push_back({run, nullptr});
  }
}

}  // namespace

const OutcomeWords& words_of(ExitCode outcome) {
  return *std::find_if(outcome_words.begin(), outcome_words.end() - 1,
                       [outcome](const OutcomeWords& words) { return words.outcome == outcome; });
}

std::vector<CheckRow> rows_of(const Check& check) {
  std::vector<CheckRow> rows;
  for (const CheckedRun& run : check.runs) {
    add_rows(&run, run.judgements, rows);
  }
  if (!check.total.empty() || reports_of(check).size() > 1) {
    add_rows(nullptr, check.total, rows);
  }
  return rows;
}

Cells cells_of(const Check& check) {
  const bool with_change = has_change(check);
  Cells cells{{"verdict", "file", "estimate", "90 % interval", "budget"}};
  if (with_change) {
    cells.front().emplace_back("since the baseline");
  }
  for (const CheckRow& row : rows_of(check)) {
    cells.push_back(row_of(row, check, with_change));
  }
  return cells;
}

std::string counts_in_words(const Check& check) {
  const std::size_t runs = check.runs.size();
  std::vector<std::string> words;
  for (const Count& count : counts_of(check)) {
    if (count.runs > 0) {
      words.push_back(fmt::format("{} {}", count.runs, count.what));
    }
  }
  return fmt::format("{} {}{}{}; {} decides", runs, runs == 1 ? "run" : "runs",
                     words.empty() ? "" : ", ", fmt::join(words, ", "),
                     decider_words[static_cast<std::size_t>(check.fail_on)]);
}

std::string change_in_words(const CheckedRun& run) {
  if (!run.change) {
    return run.new_to_baseline ? "new" : "";
  }
  const Change& change = *run.change;
  if (change.low == change.high) {
    return fmt::format("x {}", print_human(change.ratio));
  }
  return fmt::format("x {} ({} to {})", print_human(change.ratio), print_human(change.low),
                     print_human(change.high));
}

std::string place_in_words(const Evidence& evidence) {
  return evidence.position.line == 0
             ? printable(evidence.file)
             : fmt::format("{}:{}", printable(evidence.file), evidence.position.line);
}

std::string render_check(const Check& check, const RenderOptions& options) {
  switch (options.format) {
    case Format::json:
      return check_json(check);
    case Format::csv:
      return check_csv(check);
    case Format::markdown:
      return check_markdown(check);
    case Format::text:
      break;
  }
  return check_text(check, options.colour);
}

}  // namespace plume
