// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/budget.hpp"

#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// What is printed of a budget.
struct Words {
  std::string_view unit;   ///< of a limit that has none of its own
  std::string_view thing;  ///< behind an amount
};
constexpr std::array<Words, 3> words{{{"kg", " CO2e"}, {"kWh", " of energy"}, {"", ""}}};

const Words& words_of(const Limit& limit) {
  return words[static_cast<std::size_t>(limit.of)];
}

/// A unit to print amounts in.
struct PrintUnit {
  std::string_view symbol;
  double size;
};

/// That of the limit as it was written, so that both compare; of what would be a small part of it,
/// kg or kWh.
PrintUnit unit_of(const Limit& limit, double amount) {
  constexpr double small = 0.1;
  const bool own = !limit.unit.empty() && amount >= small * limit.unit_size;
  return own ? PrintUnit{limit.unit, limit.unit_size} : PrintUnit{words_of(limit).unit, 1};
}

/// Value, 5th and 95th percentile in the unit of a limit.
struct Amount {
  double value = 0;
  double low = 0;
  double high = 0;
};

template <class Q>
Amount amount_of(const Estimate<Q>& estimate, Unit<Q> unit) {
  return {estimate.value.in(unit), estimate.low().in(unit), estimate.high().in(unit)};
}

Amount amount_of(const Report& report, BudgetOf of) {
  switch (of) {
    case BudgetOf::emissions:
      return amount_of(report.total, kilograms);
    case BudgetOf::energy:
      return amount_of(report.facility_energy, kilowatt_hours);
    case BudgetOf::increase:
      break;
  }
  throw Failure(ExitCode::internal,
                {Diagnostic{.code = "internal",
                            .message = "an increase is held against a baseline, not a report"}});
}

/// "+35 %" of the ratio 1.35.
std::string percent_more(double ratio) {
  const double percent = 100 * (ratio - 1);
  const std::string_view sign = percent > 0 ? "+" : percent < 0 ? "-" : "";
  return fmt::format("{}{} %", sign, print_human(std::abs(percent)));
}

/// How grave an outcome is.
std::size_t gravity(ExitCode outcome) {
  constexpr std::array order{ExitCode::done, ExitCode::cannot_tell, ExitCode::no,
                             ExitCode::bad_input};
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), outcome) - order.begin());
}

}  // namespace

Verdict verdict_of(double low, double high, double limit) {
  if (high <= limit) {
    return Verdict::within;
  }
  return low > limit ? Verdict::over : Verdict::straddles;
}

Judgement judge(const Limit& limit, double value, double low, double high) {
  return {limit, value, low, high, verdict_of(low, high, limit.most)};
}

Judgement judge(const Report& report, const Limit& limit) {
  const Amount amount = amount_of(report, limit.of);
  return judge(limit, amount.value, amount.low, amount.high);
}

Judgement judge(std::span<const Report* const> reports, const Limit& limit) {
  Amount sum;
  for (const Report* report : reports) {
    const Amount amount = amount_of(*report, limit.of);
    sum.value += amount.value;
    sum.low += amount.low;
    sum.high += amount.high;
  }
  return judge(limit, sum.value, sum.low, sum.high);
}

ExitCode outcome_of(const Judgement& judgement, FailOn fail_on) {
  if (judgement.verdict != Verdict::straddles) {
    return judgement.verdict == Verdict::over ? ExitCode::no : ExitCode::done;
  }
  switch (fail_on) {
    case FailOn::low:
      return ExitCode::done;
    case FailOn::value:
      return judgement.value > judgement.limit.most ? ExitCode::no : ExitCode::done;
    case FailOn::high:
      break;
  }
  return ExitCode::cannot_tell;
}

ExitCode graver(ExitCode a, ExitCode b) {
  return gravity(b) > gravity(a) ? b : a;
}

std::string amount_in_words(const Limit& limit, double amount) {
  if (limit.of == BudgetOf::increase) {
    return percent_more(amount);
  }
  const PrintUnit unit = unit_of(limit, amount);
  return fmt::format("{} {}", print_human(amount / unit.size), unit.symbol);
}

std::string interval_in_words(const Judgement& judgement) {
  const Limit& limit = judgement.limit;
  if (judgement.low == judgement.high) {
    return "exact";
  }
  if (limit.of == BudgetOf::increase) {
    return fmt::format("{} to {}", percent_more(judgement.low), percent_more(judgement.high));
  }
  const PrintUnit unit = unit_of(limit, judgement.value);
  return fmt::format("{} to {} {}", print_human(judgement.low / unit.size),
                     print_human(judgement.high / unit.size), unit.symbol);
}

std::string in_words(const Judgement& judgement) {
  const Limit& limit = judgement.limit;
  return fmt::format("{}{}{}{}: {}", amount_in_words(limit, judgement.value), words_of(limit).thing,
                     limit.of == BudgetOf::increase ? " since the baseline, at most " : " of ",
                     limit.text, verdict_names[static_cast<std::size_t>(judgement.verdict)]);
}

}  // namespace plume
