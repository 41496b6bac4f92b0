// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/check.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

std::optional<Verdict> worst_of(const std::vector<Judgement>& judgements) {
  std::optional<Verdict> worst;
  for (const Judgement& judgement : judgements) {
    worst = std::max(worst.value_or(Verdict::within), judgement.verdict);
  }
  return worst;
}

ExitCode gravest_of(const std::vector<Judgement>& judgements, FailOn fail_on) {
  ExitCode out = ExitCode::done;
  for (const Judgement& judgement : judgements) {
    out = graver(out, outcome_of(judgement, fail_on));
  }
  return out;
}

/// What the estimate follows from, the largest first: it grows in proportion to all but the last.
constexpr std::array drivers{Key::device_hours, Key::wall_hours,       Key::flops,
                             Key::tokens,       Key::samples,          Key::epochs,
                             Key::parameters,   Key::config,           Key::architecture,
                             Key::image_size,   Key::flops_per_sample, Key::count};

bool changed(const CheckedRun& run, Key key) {
  const auto& keys = run.change->keys;
  return std::any_of(keys.begin(), keys.end(),
                     [key](const ChangedKey& each) { return each.key == key; });
}

/// Of what a value follows from, the first that stands in a file.
const Evidence* placed(const Derivation& derivation) {
  const auto found = std::find_if(derivation.evidence.begin(), derivation.evidence.end(),
                                  [](const Evidence& each) { return each.position.line > 0; });
  return found == derivation.evidence.end() ? nullptr : &*found;
}

const Evidence* evidence_of(const CheckedRun& run, Key key) {
  const auto found = std::find_if(run.derivations.begin(), run.derivations.end(),
                                  [key](const Derivation& each) { return each.key == key; });
  return found == run.derivations.end() ? nullptr : placed(*found);
}

const Evidence* driver_among(const CheckedRun& run, bool only_changed) {
  for (const Key key : drivers) {
    const Evidence* const evidence = evidence_of(run, key);
    if (evidence != nullptr && (!only_changed || changed(run, key))) {
      return evidence;
    }
  }
  return nullptr;
}

/// Of what changed beside the drivers, region or precision, whatever comes first.
const Evidence* changed_evidence(const CheckedRun& run) {
  for (const ChangedKey& key : run.change->keys) {
    if (const Evidence* const evidence = evidence_of(run, key.key)) {
      return evidence;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<Verdict> verdict_of(const CheckedRun& run) {
  return worst_of(run.judgements);
}

std::optional<Verdict> verdict_of(const Check& check) {
  std::optional<Verdict> worst = worst_of(check.total);
  for (const CheckedRun& run : check.runs) {
    worst = std::max(worst, verdict_of(run));
  }
  return worst;
}

std::vector<const Report*> reports_of(const Check& check) {
  std::vector<const Report*> out;
  for (const CheckedRun& run : check.runs) {
    if (run.report) {
      out.push_back(&*run.report);
    }
  }
  return out;
}

bool is_held(const CheckedRun& run, const Check& check) {
  return run.report && (!run.judgements.empty() || !check.total.empty());
}

ExitCode outcome_of(const CheckedRun& run, const Check& check) {
  const bool checked = run.report && (is_held(run, check) || !check.needs_limit);
  return checked ? gravest_of(run.judgements, check.fail_on) : ExitCode::bad_input;
}

ExitCode outcome_of(const Check& check) {
  ExitCode out = check.runs.empty() ? ExitCode::bad_input : gravest_of(check.total, check.fail_on);
  for (const CheckedRun& run : check.runs) {
    out = graver(out, outcome_of(run, check));
  }
  return out;
}

const Evidence* driver_of(const CheckedRun& run, BudgetOf of) {
  if (of == BudgetOf::increase && run.change) {
    if (const Evidence* const driver = driver_among(run, true)) {
      return driver;
    }
    if (const Evidence* const other = changed_evidence(run)) {
      return other;
    }
  }
  return driver_among(run, false);
}

Assumed assumed_of(const Report& report) {
  constexpr std::string_view prefix = "assumed-";
  Assumed out;
  for (const Warning& warning : report.warnings) {
    if (warning.code.starts_with(prefix)) {
      std::string name(warning.code.substr(prefix.size()));
      std::replace(name.begin(), name.end(), '-', ' ');
      out.names.push_back(name == "pue" ? "PUE" : name);
      out.cures.push_back(warning.cure);
    }
  }
  return out;
}

}  // namespace plume
