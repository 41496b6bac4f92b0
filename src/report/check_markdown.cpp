// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"
#include "report/check_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace plume {

namespace {

/// By which whoever posts the comment finds it again.
constexpr std::string_view mark = "<!-- plume check -->\n";

/// A comment may have 65,536 letters: of many runs only those that ask for attention are detailed.
constexpr std::size_t most_detailed = 20;

std::string cell(std::string_view text) {
  return markdown_cell(printable(text));
}

/// A text within a tag of HTML.
std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  return out;
}

std::string table_of(const Check& check) {
  Cells cells = cells_of(check);
  for (auto& row : cells) {
    for (std::string& each : row) {
      each = markdown_cell(each);
    }
    row.resize(cells.front().size());
  }
  return markdown_table(cells, 2);
}

std::string derivations_of(const CheckedRun& run) {
  Cells cells{{"value", "is", "from", "at"}};
  for (const Derivation& derivation : run.derivations) {
    std::vector<std::string> from;
    std::vector<std::string> at;
    for (const Evidence& evidence : derivation.evidence) {
      from.push_back(cell(fmt::format("{} = {}", evidence.key, evidence.value)));
      at.push_back(cell(place_in_words(evidence)));
    }
    const std::string value = said_in_words(run.report->run, derivation.key);
    const std::string is =
        derivation.formula.empty() ? value : fmt::format("{} = {}", value, derivation.formula);
    cells.push_back({cell(field(derivation.key).path), cell(is),
                     fmt::format("{}", fmt::join(from, "<br>")),
                     fmt::format("{}", fmt::join(at, "<br>"))});
  }
  return cells.size() == 1 ? std::string() : "\n" + markdown_table(cells, 4);
}

std::string change_of(const CheckedRun& run) {
  const std::string reasons = run.change ? attribution(*run.change) : std::string();
  return reasons.empty() ? std::string()
                         : fmt::format("\nSince the baseline {}: {}.\n", cell(change_in_words(run)),
                                       cell(reasons));
}

std::string assumed_in(const CheckedRun& run) {
  const Assumed assumed = run.report ? assumed_of(*run.report) : Assumed{};
  std::string out = assumed.names.empty() ? "" : "\nAssumed:\n\n";
  for (std::size_t i = 0; i < assumed.names.size(); ++i) {
    out += fmt::format("- {}: {}\n", cell(assumed.names[i]), cell(assumed.cures[i]));
  }
  return out;
}

std::string faults_of(const CheckedRun& run) {
  std::string out = run.faults.empty() ? "" : "\n";
  for (const Diagnostic& fault : run.faults) {
    const std::string place =
        fault.position.line == 0 ? std::string() : fmt::format("line {}: ", fault.position.line);
    out += fmt::format("- {}{}; {}\n", place, cell(fault.message), cell(fault.cure));
  }
  return out;
}

std::string details_of(const CheckedRun& run) {
  const std::string derived = run.report ? derivations_of(run) : std::string();
  const std::string text = change_of(run) + faults_of(run) + derived + assumed_in(run);
  return text.empty() ? std::string()
                      : fmt::format("\n<details><summary>{}</summary>\n{}\n</details>\n",
                                    html_text(run.file), text);
}

}  // namespace

std::string check_markdown(const Check& check) {
  std::string out = std::string(mark);
  out += fmt::format("## Carbon budget: {}\n\n{}.\n\n", words_of(outcome_of(check)).word,
                     counts_in_words(check));
  if (!check.runs.empty()) {
    out += table_of(check);
  }
  const bool few = check.runs.size() <= most_detailed;
  for (const CheckedRun& run : check.runs) {
    out += few || outcome_of(run, check) != ExitCode::done ? details_of(run) : std::string();
  }
  return out + fmt::format("\nplume {}, catalogue {}\n", version(), catalogue_release());
}

}  // namespace plume
