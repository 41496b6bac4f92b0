// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/stages.hpp"
#include "plume/pipeline/method.hpp"

#include <optional>
#include <span>

namespace plume {

/// How a method fills the stages of an estimate. A method is a row of one table (method.cpp), which
/// says where it differs from plume; the stages ask the row and know no method by name.
struct MethodStages {
  MethodTraits traits;
  TimeFrom time_from = TimeFrom::work;
  bool own_time = false;  ///< it is known for predicting the time
  bool lost_time = true;  ///< restarts and the like lengthen a run beyond its steady rate
  bool counts_recomputation = true;  ///< in the time that the work takes
  bool counts_attention = true;      ///< in the work, where the architecture is known
  bool covers_variants = true;       ///< its interval holds what else a device's name could mean
  std::span<const Key> unused{};     ///< keys that say nothing to it

  Estimate<Time> (*time)(Context&, const Device&, const Job&, double count) = time_from_work;
  Utilisation (*utilisation)(Context&, const Device&, const Job&, double count,
                             Precision) = predict_utilisation;
  Estimate<Power> (*power)(Context&, const Device&, const Job&, double count) = find_power;
  Estimate<double> (*pue)(Context&, const Site&) = find_pue_of;
  Estimate<CarbonRate> (*embodied)(Context&, const Device&) = find_embodied;
  /// The number of devices where it was not said; null where the method knows none.
  std::optional<double> (*count)(Context&, const Device&, const Job&) = nullptr;

  /// The work as the method sees it.
  Workload counted(const Workload& work) const {
    return counts_recomputation ? work : Workload{work.model, work.model};
  }
};

/// The row of the method that a run asks for.
const MethodStages& method_of(const Run& run);

/// Tells which of the keys given say nothing to the method, and whether the time that was given
/// leaves it nothing to predict.
void note_method(Context& context, const MethodStages& method);

/// Rated power alone, without the host.
Estimate<Power> find_rated_power(Context& context, const Device& device, const Job& job,
                                 double count);

/// A figure that the authors of `method` have for the device, or null.
const Figure* family_figure(const Device& device, std::string_view method, std::string_view name);

// OpenCarbonEval (method_opencarboneval.cpp)
Estimate<Time> opencarboneval_v1_time(Context& context, const Device& device, const Job& job,
                                      double count);
Estimate<Time> opencarboneval_v2_time(Context& context, const Device& device, const Job& job,
                                      double count);
Estimate<Power> opencarboneval_power(Context& context, const Device& device, const Job& job,
                                     double count);
Estimate<CarbonRate> opencarboneval_embodied(Context& context, const Device& device);

// LLMCarbon (method_llmcarbon.cpp, method_llmcarbon_embodied.cpp)
Estimate<Time> llmcarbon_time(Context& context, const Device& device, const Job& job, double count);
Utilisation llmcarbon_utilisation(Context& context, const Device& device, const Job& job,
                                  double count, Precision precision);
Estimate<Power> llmcarbon_power(Context& context, const Device& device, const Job& job,
                                double count);
Estimate<CarbonRate> llmcarbon_embodied(Context& context, const Device& device);
std::optional<double> llmcarbon_count(Context& context, const Device& device, const Job& job);

}  // namespace plume
