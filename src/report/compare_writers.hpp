// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/report/compare.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace plume {

std::string comparison_json(const NamedReport& a, const NamedReport& b,
                            const Comparison& comparison);
std::string comparison_csv(const NamedReport& a, const NamedReport& b,
                           const Comparison& comparison);
std::string what_if_json(const WhatIf& table);
std::string what_if_csv(const WhatIf& table);

/// Emissions, energy and time of a run, as the documents of comparisons hold them.
nlohmann::ordered_json summary_json(const Report& report);

nlohmann::ordered_json levers_json(const Levers& levers);

/// Calls `visit` with each factor and its depth, those that make it up behind it.
void walk_factors(const std::vector<Factor>& factors, std::size_t depth,
                  const std::function<void(const Factor&, std::size_t)>& visit);

/// A factor as people read it, to four digits.
std::string human_factor(double factor);

/// "0.055 to 0.22"
std::string human_interval(const Estimate<double>& ratio);

/// The share of cases in words: "97 %", "more than 99.9 %".
std::string human_share(double probability);

}  // namespace plume
