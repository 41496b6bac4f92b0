// SPDX-License-Identifier: Apache-2.0
#include "plume/models/sample_workload.hpp"

namespace plume {

Workload sample_workload(const SampleTask& task) {
  const double passes = task.method == TrainingMethod::full ? 3 : 2 + 3 * task.adapter_share;
  const Work model = flop((passes * task.forward + task.frozen) * task.samples);
  const Work again = flop(task.forward * task.samples);
  return {model, task.recompute == Recompute::full ? model + again : model};
}

double image_tokens(double image_size, double patch_size) {
  const double side = image_size / patch_size;
  return side * side + 1;
}

double transformer_forward(double parameters, const AttentionShape& attention, double tokens) {
  return 2 * parameters * tokens + 4 * attention.layers * attention.width * tokens * tokens;
}

double area_ratio(double image_size, double from) {
  return image_size / from * (image_size / from);
}

}  // namespace plume
