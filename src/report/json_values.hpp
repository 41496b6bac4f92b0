// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <nlohmann/json.hpp>

#include <vector>

/// What the writers of JSON share.
namespace plume {

using Json = nlohmann::ordered_json;

/// Whole numbers without ".0".
Json plain(double number);

/// Results carry 12 significant digits.
Json rounded(double number);

/// Value, low and high in `unit` base units.
Json interval(double value, const Percentiles& bounds, double unit);

Json interval(const Estimate<double>& estimate);

template <class Q>
Json interval(const Estimate<Q>& estimate, Unit<Q> unit) {
  const double value = estimate.value.base();
  return interval(value, percentiles(value, estimate.spread), unit.factor);
}

Json warnings_json(const std::vector<Warning>& warnings);

/// The text of a document, ending in a newline; bytes that are no UTF-8 are replaced.
std::string dumped(const Json& json);

}  // namespace plume
