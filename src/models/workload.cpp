// SPDX-License-Identifier: Apache-2.0
#include "plume/models/workload.hpp"

#include <cmath>

namespace plume {

Work training_work(const TrainingTask& task) {
  const double per_token = task.method == TrainingMethod::full
                               ? 6 * task.parameters
                               : 4 * task.parameters + 6 * task.adapter_parameters;
  return flop(per_token * task.tokens);
}

Work attention_work(const AttentionShape& shape, double tokens) {
  return flop(12 * shape.layers * shape.width * shape.sequence_length * tokens);
}

Workload training_workload(const TrainingTask& task) {
  const Work scores = attention_work(task.attention, task.tokens);
  const Work model = training_work(task) + scores;
  switch (task.recompute) {
    case Recompute::none:
      return {model, model};
    case Recompute::selective:
      return {model, model + scores / 3};
    case Recompute::full:
      return {model, model + flop(2 * task.parameters * task.tokens) + scores / 3};
  }
  return {model, model};
}

Workload given_workload(Work model, Recompute recompute) {
  return {model, recompute == Recompute::full ? model * (4.0 / 3.0) : model};
}

double typical_width(double parameters) {
  return std::cbrt(128 * parameters / 12);
}

}  // namespace plume
