// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/check_writers.hpp"
#include "report/lines.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

namespace plume {

namespace {

constexpr std::array<std::string_view, 3> verdict_colours{green, yellow, red};

/// Writes a check for people: a line a run, then why.
class TextWriter : Lines {
 public:
  TextWriter(const Check& check, bool colour) : Lines(colour), check_(check) {}

  std::string write() {
    outcome();
    out_ += '\n';
    table();
    const std::size_t end_of_table = out_.size();
    const Findings findings = findings_of(check_);
    for (std::size_t i = 0; i < findings.cases.size(); ++i) {
      reasons(findings, findings.cases[i], i < check_.runs.size() ? &check_.runs[i] : nullptr);
    }
    const bool long_answer = out_.size() > end_of_table;
    assumed();
    if (long_answer) {
      out_ += '\n';
      outcome();
    }
    return std::move(out_);
  }

 private:
  static std::string_view colour_of(const CheckRow& row) {
    if (row.run != nullptr && !row.run->report) {
      return red;
    }
    return row.judgement == nullptr
               ? std::string_view()
               : verdict_colours[static_cast<std::size_t>(row.judgement->verdict)];
  }

  /// A line a run and limit. The verdict alone is coloured: the first word of a line.
  void table() {
    const Cells cells = cells_of(check_);
    const auto lines = aligned(cells, 2);
    const auto rows = rows_of(check_);
    line("{}", styled(bold, lines.front()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string& verdict = cells[i + 1].front();
      const std::string rest = lines[i + 1].substr(2 + verdict.size());
      line("  {}{}", styled(colour_of(rows[i]), verdict), rest);
    }
  }

  /// Why a run, or the sum, is not simply within its limits. What is wrong with a file is told on
  /// standard error.
  void reasons(const Findings& findings, const Findings::Case& each, const CheckedRun* run) {
    if (each.broken) {
      return;
    }
    const std::size_t begin = out_.size();
    for (const std::size_t i : each.findings) {
      tell(findings.all[i]);
    }
    if (run != nullptr) {
      change(*run);
    }
    if (out_.size() > begin && run != nullptr) {
      derivations(*run);
    }
    if (out_.size() > begin) {
      out_.insert(
          begin,
          fmt::format("\n{}\n", styled(bold, printable(run != nullptr ? run->file : each.name))));
    }
  }

  void tell(const Finding& finding) {
    if (finding.severity == Severity::note) {
      return;
    }
    line("  {}{}", place_of(finding), printable(finding.message));
    line("    {} [{}]", styled(green, printable(finding.cure)), finding.code);
  }

  static std::string place_of(const Finding& finding) {
    return finding.position.line == 0
               ? std::string()
               : fmt::format("{}:{}: ", printable(finding.file), finding.position.line);
  }

  /// What a configuration gives, as far as something was reckoned.
  void derivations(const CheckedRun& run) {
    for (const Derivation& derivation : run.derivations) {
      if (!derivation.formula.empty()) {
        line("  {} {} = {}{}", field(derivation.key).path,
             said_in_words(run.report->run, derivation.key), printable(derivation.formula),
             places_of(derivation));
      }
    }
  }

  static std::string places_of(const Derivation& derivation) {
    std::vector<std::string> places;
    for (const Evidence& evidence : derivation.evidence) {
      const std::string place = place_in_words(evidence);
      places.push_back(printable(evidence.key) + (place.empty() ? "" : " " + place));
    }
    return places.empty() ? std::string() : fmt::format(" ({})", fmt::join(places, ", "));
  }

  /// What the judgement of an increase has not told already.
  void change(const CheckedRun& run) {
    const std::string reasons = run.change ? attribution(*run.change) : std::string();
    const bool told =
        std::any_of(run.judgements.begin(), run.judgements.end(), [](const Judgement& judgement) {
          return judgement.limit.of == BudgetOf::increase && judgement.verdict != Verdict::within;
        });
    if (!reasons.empty() && !told) {
      line("  {} since the baseline: {}", change_in_words(run), printable(reasons));
    }
  }

  /// Each figure once, whatever the number of runs.
  void assumed() {
    std::map<std::string, std::string> cures;
    for (const Report* report : reports_of(check_)) {
      const Assumed assumed = assumed_of(*report);
      for (std::size_t i = 0; i < assumed.names.size(); ++i) {
        cures.try_emplace(assumed.names[i], assumed.cures[i]);
      }
    }
    if (!cures.empty()) {
      line("\n{}", styled(bold, "Assumed"));
    }
    for (const auto& [name, cure] : cures) {
      line("  {}: {}", name, styled(green, cure));
    }
  }

  void outcome() {
    const ExitCode outcome = outcome_of(check_);
    const std::string text = fmt::format("{}: {}", words_of(outcome).word, counts_in_words(check_));
    line("{}", styled(bold, text));
  }

  const Check& check_;
};

}  // namespace

std::string check_text(const Check& check, bool colour) {
  return TextWriter(check, colour).write();
}

}  // namespace plume
