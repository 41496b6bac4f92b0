// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/check.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace plume {

namespace {

constexpr auto rules = std::to_array<FindingRule>({
    {"over-budget", "The whole interval of an estimate lies above its budget."},
    {"straddles-budget", "The interval of an estimate holds its budget."},
    {"increase-over-baseline", "A run emits more than the baseline and the increase allowed."},
    {"new-to-baseline", "The baseline has no entry of the run."},
    {"baseline-not-estimated",
     "The run of the baseline can no longer be estimated, and the change has no interval."},
    {"no-budget", "No limit holds for a run."},
    {"nothing-checked", "There was nothing to check."},
    {"assumed-figures", "Figures that nothing says were assumed."},
});

/// Warnings of a report that more often tell a slip of the configuration than a gap of knowledge.
constexpr std::array<std::string_view, 2> slips{"unused-input", "config-differs"};

bool is_slip(std::string_view code) {
  return std::find(slips.begin(), slips.end(), code) != slips.end();
}

std::string_view code_of(const Judgement& judgement) {
  if (judgement.limit.of == BudgetOf::increase) {
    return "increase-over-baseline";
  }
  return judgement.verdict == Verdict::over ? "over-budget" : "straddles-budget";
}

Severity severity_of(const Judgement& judgement, FailOn fail_on) {
  return outcome_of(judgement, fail_on) == ExitCode::done ? Severity::warning : Severity::error;
}

/// "812 kg CO2e of 500 kg: over (90 % interval 600 to 1,100 kg; --max-emissions)"
std::string message_of(const Judgement& judgement) {
  return fmt::format("{} (90 % interval {}; {})", in_words(judgement), interval_in_words(judgement),
                     judgement.limit.set_by);
}

std::string message_of(const Judgement& judgement, const CheckedRun& run) {
  const bool by_change = judgement.limit.of == BudgetOf::increase && run.change;
  const std::string reasons = by_change ? attribution(*run.change) : std::string();
  return message_of(judgement) + (reasons.empty() ? "" : ": " + reasons);
}

/// A budget is the same one whatever its figures.
std::string about(const Judgement& judgement) {
  return std::string(budget_names[static_cast<std::size_t>(judgement.limit.of)]);
}

/// The flag that narrows the interval most.
std::string narrowing_cure(const Report& report) {
  const auto widest = std::max_element(
      report.inputs.begin(), report.inputs.end(), [](const auto& a, const auto& b) {
        return (a.cure.empty() ? 0 : a.variance_share) < (b.cure.empty() ? 0 : b.variance_share);
      });
  const bool any =
      widest != report.inputs.end() && !widest->cure.empty() && widest->variance_share > 0;
  return any ? fmt::format("give {}: it is {} % of the uncertainty", widest->cure,
                           print_human(100 * widest->variance_share, 2))
             : std::string("lower what drives the estimate, or raise the limit");
}

std::string lowering_cure(const Evidence* driver) {
  return driver == nullptr
             ? std::string("lower what drives the estimate, or raise the limit")
             : fmt::format("lower what drives the estimate, first `{}`, or raise the limit",
                           driver->key);
}

std::string cure_of(const Judgement& judgement, const CheckedRun& run, const Evidence* driver) {
  return judgement.verdict == Verdict::straddles && run.report ? narrowing_cure(*run.report)
                                                               : lowering_cure(driver);
}

/// The value itself, where it stands in one line.
void place_at(const Evidence& evidence, Finding& finding) {
  finding.file = evidence.file;
  finding.position = evidence.position;
  finding.width = evidence.value.find('\n') == std::string::npos ? evidence.value.size() : 0;
}

/// "give --power, --pue" of several cures that begin alike, each once.
std::string joined_cures(const std::vector<std::string>& cures) {
  constexpr std::string_view verb = "give ";
  std::vector<std::string_view> parts;
  for (const std::string_view cure : cures) {
    const std::string_view part =
        !parts.empty() && cure.starts_with(verb) ? cure.substr(verb.size()) : cure;
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) {
      parts.push_back(part);
    }
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Collects the findings of a check.
class Collector {
 public:
  explicit Collector(const Check& check) : check_(check) {}

  Findings collect() {
    for (const CheckedRun& run : check_.runs) {
      enter(run);
    }
    total();
    if (check_.runs.empty()) {
      add({.code = "nothing-checked",
           .severity = Severity::error,
           .message = "there was nothing to check",
           .cure = "give a manifest or a training configuration"});
    }
    return std::move(out_);
  }

 private:
  void add(Finding finding) {
    if (!out_.cases.empty()) {
      out_.cases.back().findings.push_back(out_.all.size());
    }
    out_.all.push_back(std::move(finding));
  }

  void enter(const CheckedRun& run) {
    Findings::Case each{.name = run.name, .file = run.file, .summary = summary_of(run)};
    each.passed = outcome_of(run, check_) == ExitCode::done;
    each.broken = !run.report;
    out_.cases.push_back(std::move(each));
    faults(run);
    for (const Judgement& judgement : run.judgements) {
      held(judgement, run);
    }
    unheld(run);
    against_baseline(run);
    if (run.report) {
      told_by(*run.report, run.file);
    }
  }

  static std::string summary_of(const CheckedRun& run) {
    if (!run.report) {
      return run.faults.empty() ? "could not be used" : run.faults.front().message;
    }
    std::vector<std::string> words;
    for (const Judgement& judgement : run.judgements) {
      words.push_back(in_words(judgement));
    }
    return words.empty() ? fmt::format("{}: held against no limit",
                                       amount_in_words({}, run.report->total.value.in(kilograms)))
                         : fmt::format("{}", fmt::join(words, "; "));
  }

  void faults(const CheckedRun& run) {
    for (const Diagnostic& each : run.faults) {
      add({.code = each.code,
           .severity = Severity::error,
           .message = each.message,
           .cure = each.cure,
           .file = each.file.empty() ? run.file : each.file,
           .position = each.position,
           .width = each.position.line == 0 ? 0 : each.width,
           .line = each.line_begin == 0 ? each.line : std::string()});
    }
  }

  void held(const Judgement& judgement, const CheckedRun& run) {
    if (judgement.verdict == Verdict::within) {
      return;
    }
    const Evidence* const driver = driver_of(run, judgement.limit.of);
    Finding finding{.code = std::string(code_of(judgement)),
                    .severity = severity_of(judgement, check_.fail_on),
                    .message = message_of(judgement, run),
                    .cure = cure_of(judgement, run, driver),
                    .file = run.file,
                    .position = {1, 1},
                    .about = about(judgement)};
    if (driver != nullptr) {
      place_at(*driver, finding);
    }
    add(std::move(finding));
  }

  void unheld(const CheckedRun& run) {
    if (run.report && check_.needs_limit && !is_held(run, check_)) {
      add({.code = "no-budget",
           .severity = Severity::error,
           .message = "no limit holds for this run",
           .cure = "give --max-emissions, or a budget whose pattern matches the file",
           .file = run.file});
    }
  }

  void against_baseline(const CheckedRun& run) {
    if (run.new_to_baseline) {
      add({.code = "new-to-baseline",
           .severity = Severity::note,
           .message = "the baseline has no entry of this run",
           .cure = "enter it with --update-baseline",
           .file = run.file});
    }
    if (run.change && !run.change->terms) {
      add({.code = "baseline-not-estimated",
           .severity = Severity::note,
           .message = "the run of the baseline can no longer be estimated: its change has no "
                      "interval and no reasons",
           .cure = "write the baseline anew with --update-baseline",
           .file = run.file});
    }
  }

  void told_by(const Report& report, const std::string& file) {
    const Assumed assumed = assumed_of(report);
    if (!assumed.names.empty()) {
      add({.code = "assumed-figures",
           .severity = Severity::note,
           .message = fmt::format("assumed: {}", fmt::join(assumed.names, ", ")),
           .cure = joined_cures(assumed.cures),
           .file = file,
           .about = "assumed figures"});
    }
    for (const Warning& warning : report.warnings) {
      if (!warning.code.starts_with("assumed-")) {
        add({.code = std::string(warning.code),
             .severity = is_slip(warning.code) ? Severity::warning : Severity::note,
             .message = warning.message,
             .cure = warning.cure,
             .file = file});
      }
    }
  }

  /// The sum has no file.
  void total() {
    if (check_.total.empty()) {
      return;
    }
    const bool all = std::all_of(check_.total.begin(), check_.total.end(), [&](const auto& each) {
      return outcome_of(each, check_.fail_on) == ExitCode::done;
    });
    std::vector<std::string> words;
    for (const Judgement& judgement : check_.total) {
      words.push_back(in_words(judgement));
    }
    out_.cases.push_back(
        {.name = "total", .passed = all, .summary = fmt::format("{}", fmt::join(words, "; "))});
    for (const Judgement& judgement : check_.total) {
      if (judgement.verdict != Verdict::within) {
        add({.code = std::string(code_of(judgement)),
             .severity = severity_of(judgement, check_.fail_on),
             .message = fmt::format("the sum of all runs: {}", message_of(judgement)),
             .cure = "lower the largest of them, or raise the limit",
             .about = about(judgement)});
      }
    }
  }

  const Check& check_;
  Findings out_;
};

}  // namespace

Findings findings_of(const Check& check) {
  return Collector(check).collect();
}

std::span<const FindingRule> check_rules() {
  return rules;
}

}  // namespace plume
