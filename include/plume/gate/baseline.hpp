// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/budget.hpp"
#include "plume/pipeline/compare.hpp"
#include "plume/pipeline/report.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What a run came to when the baseline was written.
struct BaselineEntry {
  std::string file;  ///< as it was checked; empty in a report, which names no file
  std::string name;
  double kgco2e = 0;
  double low = 0;  ///< 5th percentile, kgCO2e
  double high = 0;
  double energy_kwh = 0;
  std::string plume;      ///< version
  std::string catalogue;  ///< release
  Run run;                ///< what was asked then
};

/// A committed baseline: a ledger in JSON Lines, one run a line as `--update-baseline` writes it,
/// or one report of `plume` in JSON; a line may also be a report. Throws `Failure` (bad input),
/// with line and column, for anything else, for an empty file, for a report without a name and for
/// a file that has two entries of one run.
std::vector<BaselineEntry> read_baseline(const std::string& file, std::string_view text);

/// The path of a checked file as a ledger has it: "./a/../b.yaml" is "b.yaml". What lies below the
/// folder of the settings is named from there, whatever the working directory.
std::string ledger_path(std::string_view file, const std::string& folder = "");

/// The entry of a file that was checked, or of a name where entries have no file; null for a run
/// that is new. `folder` is that of the settings.
const BaselineEntry* find_entry(std::span<const BaselineEntry> baseline, std::string_view file,
                                std::string_view name, const std::string& folder = "");

/// A key of the manifest that says something else than it did.
struct ChangedKey {
  Key key;
  std::string before;  ///< as people read it: "2T", "330 W"; empty where nothing was said
  std::string after;
};

/// What a run says of a key, as people read it; nothing where it does not.
std::string said_in_words(const Run& run, Key key);

/// What two runs say differently.
std::vector<ChangedKey> changed_keys(const Run& before, const Run& after);

/// What a run emits now over what the baseline holds.
struct Change {
  BaselineEntry before;
  double ratio = 1;  ///< of the central figures: now over recorded
  double low = 1;    ///< what both runs share cancels in the bounds
  double high = 1;
  /// What plume and its catalogue changed: the old run estimated now over what was recorded.
  double revised = 1;
  /// The old run, estimated now, to the new one; nothing where the old run can no longer be
  /// estimated, and then the ratio has no interval.
  std::optional<Comparison> terms{};
  double operational_share = 1;    ///< of the old run's emissions, estimated now
  std::vector<ChangedKey> keys{};  ///< in the order of `Key`; the name of a run is none
};

/// The change of a run against its entry. `ratio` is `revised` times the ratio of `terms`.
Change change_since(const BaselineEntry& before, const Report& now);

/// One reason of a change.
struct Term {
  std::string_view name;  ///< "carbon_intensity"
  std::string_view unit;  ///< "g/kWh"
  double before = 0;
  double after = 0;
  double factor = 1;  ///< what it multiplies what it acts on by
  double effect = 1;  ///< what it alone would multiply the old run's total by
};

/// The reasons of a change that are worth naming (1 % of the total and more), the largest first.
std::vector<Term> terms_of(const Change& change);

/// The same in one line, with the changed keys of the manifest behind them whose own number is no
/// term: "tokens x2 (1T to 2T), carbon intensity x0.529 (429 to 227 g/kWh), precision fp32 to
/// bf16". Empty where nothing changed.
std::string attribution(const Change& change);

/// Holds a change against `--max-increase`: 1.1 for at most 10 % more than recorded.
Judgement judge(const Change& change, const Limit& limit);

}  // namespace plume
