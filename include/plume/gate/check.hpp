// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/training_config.hpp"
#include "plume/gate/baseline.hpp"
#include "plume/gate/budget.hpp"
#include "plume/gate/finding.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plume {

/// One file that was checked.
struct CheckedRun {
  std::string file;
  std::string name;    ///< of the run; the file's name without ending where it has none
  std::string format;  ///< "manifest", or the id of a training configuration's format
  std::vector<Derivation> derivations;  ///< of a training configuration
  std::optional<Report> report;         ///< nothing where the file could not be used
  std::vector<Diagnostic> faults;       ///< then, why
  std::vector<Judgement> judgements;    ///< one a limit
  std::optional<Change> change;         ///< against the baseline
  bool new_to_baseline = false;         ///< there is a baseline, and it has no such run
};

/// All that was checked in one go.
struct Check {
  std::vector<CheckedRun> runs;
  std::vector<Judgement> total;  ///< the sum of all runs against the limits of the sum
  FailOn fail_on = FailOn::value;
  bool needs_limit = true;  ///< a run that nothing limits has not been checked
};

/// The worst of a run's judgements; nothing for a run without any.
std::optional<Verdict> verdict_of(const CheckedRun& run);

/// The worst of all, the total's included.
std::optional<Verdict> verdict_of(const Check& check);

/// The reports of the runs that could be used.
std::vector<const Report*> reports_of(const Check& check);

/// Whether a run could be used, and a limit of its own or of the sum holds for it.
bool is_held(const CheckedRun& run, const Check& check);

/// What the check tells its caller: `bad_input` where a run could not be used, or is held against
/// no limit, or there is none; else the gravest of the judgements.
ExitCode outcome_of(const CheckedRun& run, const Check& check);
ExitCode outcome_of(const Check& check);

/// The value of a configuration that drives the estimate most, of those that stand in a file: time,
/// work, data, then the model. Of an increase, such as changed. Null where no derivation says its
/// place.
const Evidence* driver_of(const CheckedRun& run, BudgetOf of);

/// The figures of a report that are assumed, in words, with what would replace them; nothing where
/// there is none.
struct Assumed {
  std::vector<std::string> names;  ///< "power", "PUE"
  std::vector<std::string> cures;  ///< in the same order
};
Assumed assumed_of(const Report& report);

/// Everything worth saying at a place of a file: budgets passed or straddled (at the value that
/// drives the estimate: the largest input of the configuration, else the first line), faults,
/// warnings of the reports, assumed figures, runs that are new to the baseline.
Findings findings_of(const Check& check);

/// What the codes of a check's own findings stand for.
std::span<const FindingRule> check_rules();

}  // namespace plume
