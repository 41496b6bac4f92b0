// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/verify.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// One number of each outcome that was not refused.
template <class Number>
std::vector<double> numbers_of(std::span<const Outcome> outcomes, Number number) {
  std::vector<double> out;
  for (const Outcome& outcome : outcomes) {
    if (!outcome.refused()) {
      out.push_back(number(outcome));
    }
  }
  return out;
}

}  // namespace

double Outcome::error() const {
  return std::abs(signed_error());
}

bool Outcome::inside() const {
  return is_arithmetic() ? error() <= figure->tolerance
                         : low <= figure->value && figure->value <= high;
}

double percentile_of(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], place - std::floor(place));
}

Accuracy accuracy_of(std::span<const Outcome> outcomes, std::string_view kind) {
  Accuracy out{.kind = kind};
  if (outcomes.empty()) {
    return out;
  }
  out.method = outcomes.front().method;
  out.test = outcomes.front().figure->test;
  out.measurand = outcomes.front().figure->measurand;
  const auto errors = numbers_of(outcomes, [](const Outcome& o) { return o.error(); });
  out.n = errors.size();
  out.refused = outcomes.size() - out.n;
  if (out.n == 0) {
    return out;
  }
  const auto inside = numbers_of(outcomes, [](const Outcome& o) { return o.inside() ? 1.0 : 0.0; });
  out.median_error = percentile_of(errors, 0.5);
  out.p90_error = percentile_of(errors, 0.9);
  out.coverage = static_cast<double>(std::count(inside.begin(), inside.end(), 1.0)) /
                 static_cast<double>(out.n);
  out.high_over_low =
      percentile_of(numbers_of(outcomes, [](const Outcome& o) { return o.high / o.low; }), 0.5);
  return out;
}

}  // namespace plume
