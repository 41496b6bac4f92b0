// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/baseline.hpp"
#include "plume/pipeline/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// Records hold 12 digits: what differs by less is the same.
constexpr double rounding = 1e-9;

double settled(double ratio) {
  return std::abs(ratio - 1) <= rounding ? 1 : ratio;
}

/// What a factor acts on, as a share of the old run's total.
double effect_of(double factor, double share) {
  return 1 + share * (factor - 1);
}

/// The factors that have none finer, with what each does to the total.
void add_terms(const std::vector<Factor>& factors, double share, std::vector<Term>& out) {
  for (const Factor& factor : factors) {
    if (factor.finer.empty()) {
      out.push_back({factor.name, factor.unit, factor.a, factor.b, factor.factor,
                     effect_of(factor.factor, share)});
    } else {
      add_terms(factor.finer, share, out);
    }
  }
}

/// The time acts on both parts and stands first among the factors of both.
void add_terms(const Comparison& comparison, double operational_share, std::vector<Term>& out) {
  const auto& operational = comparison.operational_factors;
  const auto& embodied = comparison.embodied_factors;
  add_terms({operational.begin(), operational.begin() + 1}, 1, out);
  add_terms({operational.begin() + 1, operational.end()}, operational_share, out);
  if (!embodied.empty()) {
    add_terms({embodied.begin() + 1, embodied.end()}, 1 - operational_share, out);
  }
}

double size_of(const Term& term) {
  return std::abs(std::log(term.effect));
}

}  // namespace

Change change_since(const BaselineEntry& before, const Report& now) {
  Change out{.before = before, .keys = changed_keys(before.run, now.run)};
  Faults faults;
  const Report then = estimate(before.run, faults);
  if (!faults.empty()) {
    out.ratio = out.low = out.high = settled(now.total.value.in(kilograms) / before.kgco2e);
    return out;
  }
  out.terms = compare(then, now);
  out.operational_share = then.operational.value / then.total.value;
  out.revised = settled(then.total.value.in(kilograms) / before.kgco2e);
  const Estimate<double>& ratio = out.terms->ratio.total;
  out.ratio = out.revised * ratio.value;
  out.low = out.revised * ratio.low();
  out.high = out.revised * ratio.high();
  return out;
}

std::vector<Term> terms_of(const Change& change) {
  constexpr double worth_naming = 0.01;
  std::vector<Term> terms;
  const double recorded = change.before.kgco2e;
  terms.push_back({"plume_and_catalogue", "kgCO2e", recorded, recorded * change.revised,
                   change.revised, change.revised});
  if (change.terms) {
    add_terms(*change.terms, change.operational_share, terms);
  }
  std::erase_if(terms, [](const Term& term) { return size_of(term) < std::log1p(worth_naming); });
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term& a, const Term& b) { return size_of(a) > size_of(b); });
  return terms;
}

Judgement judge(const Change& change, const Limit& limit) {
  return judge(limit, change.ratio, change.low, change.high);
}

}  // namespace plume
