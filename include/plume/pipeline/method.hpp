// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/estimate.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace plume {

/// What is to be said of a method beside its estimate.
struct MethodTraits {
  Method method = Method::plume;
  std::string_view name;      ///< of `--method`: "opencarboneval-v1"
  std::string_view title;     ///< "OpenCarbonEval, first version"
  std::string_view summary;   ///< how it gets time, power, PUE and embodied emissions
  std::string_view citation;  ///< of the paper behind it; empty where there is none
};

const MethodTraits& traits_of(Method method);

/// The method that a run asks for.
const MethodTraits& method_traits(const Run& run);

/// A run by one method: its report, or why the method refuses it.
struct MethodOutcome {
  const MethodTraits* method = nullptr;
  Report report;
  Faults faults;  ///< empty when there is a report

  bool refused() const { return !faults.empty(); }
};

/// The same run by every method, in the order of `Method`; `plume` is the first. `strict` takes
/// assumed figures for faults, as `strict_faults` does.
std::vector<MethodOutcome> estimate_by_every_method(const Run& run, Detail detail, bool strict);

}  // namespace plume
