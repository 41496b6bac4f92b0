// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/units/estimate.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// How an interval lies to a limit, best first.
enum class Verdict : std::uint8_t {
  within,     ///< high <= limit
  straddles,  ///< neither
  over,       ///< low > limit
};
inline constexpr std::array<std::string_view, 3> verdict_names{"within", "straddles", "over"};

/// Which end of the interval decides.
enum class FailOn : std::uint8_t { low, value, high };
inline constexpr std::array<std::string_view, 3> fail_on_names{"low", "value", "high"};

/// What a budget limits.
enum class BudgetOf : std::uint8_t { emissions, energy, increase };
inline constexpr std::array<std::string_view, 3> budget_names{"emissions", "energy", "increase"};

/// A limit that somebody set.
struct Limit {
  BudgetOf of = BudgetOf::emissions;
  double most = 0;     ///< kgCO2e, kWh, or the ratio to the baseline (1.1 for 10 % more)
  std::string text;    ///< as written, with its unit: "500 kg", "3 x flight-paris-london", "10%"
  std::string set_by;  ///< "--max-emissions" or ".plume.yaml:4"
  /// The unit in which people read what is held against it, and its size in kgCO2e or kWh; empty
  /// for these themselves.
  std::string unit{};
  double unit_size = 1;
};

/// An estimate held against a limit, in the limit's unit.
struct Judgement {
  Limit limit;
  double value = 0;
  double low = 0;
  double high = 0;
  Verdict verdict = Verdict::within;
};

Verdict verdict_of(double low, double high, double limit);

/// Holds an interval against a limit: kgCO2e, kWh, or a ratio.
Judgement judge(const Limit& limit, double value, double low, double high);

/// Holds a report against a limit on emissions (kgCO2e of the run) or energy (kWh of the site).
Judgement judge(const Report& report, const Limit& limit);

/// The same for the sum of several. Runs share grid and models, so that their percentiles add up.
Judgement judge(std::span<const Report* const> reports, const Limit& limit);

/// What the judgement means for the caller: `no` where the deciding end lies over the limit;
/// `cannot_tell` where that is the high end alone, of an interval that straddles it.
ExitCode outcome_of(const Judgement& judgement, FailOn fail_on);

/// The graver of two outcomes: done, cannot tell, no, bad input, all others.
ExitCode graver(ExitCode a, ExitCode b);

/// Reads a limit as people write it: "500 kg", "1.2 t" (emissions); "30 MWh" (energy); "10%"
/// (increase). A bare number is in kg or kWh, as everywhere; of an increase it is a share, and none
/// above 1, which would rather be meant as per cent. Throws `Failure` (bad input) that blames
/// `set_by`.
Limit parse_limit(BudgetOf of, std::string_view text, std::string set_by);

/// A limit on emissions as so many of an equivalence of the catalogue: "3 flight-paris-london",
/// "1 equivalence/car-us-year"; a name alone is one. Throws `Failure` (bad input) with the nearest
/// names.
Limit parse_equivalent(std::string_view text, std::string set_by);

/// An amount as people read it, in the unit of the limit that it is held against: "1.35 t",
/// "+35 %".
std::string amount_in_words(const Limit& limit, double amount);

/// The interval of a judgement: "0.9 to 1.7 t"; "exact" where it has no width.
std::string interval_in_words(const Judgement& judgement);

/// A judgement in one line: "1.35 t CO2e of 1.2 t: straddles".
std::string in_words(const Judgement& judgement);

}  // namespace plume
