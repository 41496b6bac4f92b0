// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"

#include <fmt/format.h>

namespace plume {

void unused(Context& context, Key key, std::string_view why) {
  if (context.run.has(key)) {
    context.warn(
        "unused-input", [&] { return fmt::format("`{}` is not used: {}", field(key).path, why); },
        "leave it out");
  }
}

void tell_unused(Context& context, const Job& job) {
  const Run& run = context.run;
  if (run.choice_or(Key::training_method, TrainingMethod::full) == TrainingMethod::full) {
    unused(context, Key::adapter_parameters, "only LoRA and QLoRA train adapters");
  }
  if (!run.has(Key::power)) {
    unused(context, Key::power_scope, "no power is given");
  }
  if (!is_image_kind(job.kind)) {
    unused(context, Key::activations, "only the time of image models follows from it");
  }
  if (!is_transformer_of_tokens(job.kind)) {
    unused(context, Key::active_parameters, "the work follows from samples");
    unused(context, Key::sequence_length, "the work follows from samples");
  }
  const bool told = run.has(Key::flops_per_sample) || fixes_sample(run);
  if (job.listed == nullptr && !told && job.kind != ModelKind::vision_transformer) {
    unused(context, Key::image_size, "the work follows from it only of a listed architecture");
  }
}

}  // namespace plume
