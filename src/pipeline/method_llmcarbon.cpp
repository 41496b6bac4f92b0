// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "plume/models/llmcarbon.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

constexpr std::string_view paper = "Faiz et al. 2024, arXiv:2309.14393";

Polynomial polynomial(Constant square, Constant linear, Constant rest) {
  return {constant(square).value, constant(linear).value, constant(rest).value};
}

ParallelismFits fits() {
  return {.tensor = polynomial(Constant::llmcarbon_tensor_square, Constant::llmcarbon_tensor_linear,
                               Constant::llmcarbon_tensor_constant),
          .pipeline =
              polynomial(Constant::llmcarbon_pipeline_square, Constant::llmcarbon_pipeline_linear,
                         Constant::llmcarbon_pipeline_constant),
          .devices =
              polynomial(Constant::llmcarbon_devices_square, Constant::llmcarbon_devices_linear,
                         Constant::llmcarbon_devices_constant),
          .batch = polynomial(Constant::llmcarbon_batch_square, Constant::llmcarbon_batch_linear,
                              Constant::llmcarbon_batch_constant),
          .memory_share = constant(Constant::llmcarbon_memory_share).value};
}

/// What the polynomials give; nothing where they have no domain.
std::optional<Parallelism> plan_of(const Device& device, const Job& job) {
  const Figure* const memory =
      device.listed != nullptr ? device.listed->figure(Property::memory) : nullptr;
  const bool dense = job.kind == ModelKind::language || job.kind == ModelKind::encoder ||
                     job.kind == ModelKind::encoder_decoder;
  if (memory == nullptr || !dense || job.parameters <= 0) {
    return std::nullopt;
  }
  return plan_parallelism(fits(), job.parameters, memory->as<Information>().value.in(gigabytes));
}

void no_plan(Context& context, const Device& device, const Job& job) {
  if (job.kind == ModelKind::moe) {
    return context.fault(Key::kind, "method-domain",
                         "LLMCarbon has no throughput model of a mixture of experts",
                         "give --mfu, its efficiency, or choose another --method");
  }
  if (device.listed == nullptr) {
    return context.fault(Key::accelerator, "method-device",
                         "LLMCarbon's polynomials follow from the memory of a listed device",
                         "give --mfu, its efficiency, or choose another --method");
  }
  context.fault(job.parameters > 0 ? Key::kind : Key::parameters, "method-domain",
                "LLMCarbon's polynomials follow from the parameters of a dense language model",
                "give --mfu, its efficiency, or choose another --method");
}

void warn_extrapolation(Context& context, const Device& device, const Job& job,
                        const Figure* ratio) {
  const double low = constant(Constant::llmcarbon_fitted_low).value;
  const double high = constant(Constant::llmcarbon_fitted_high).value;
  constexpr std::string_view cure = "give --mfu, its efficiency";
  if (job.parameters < low || job.parameters > high) {
    context.warn(
        "extrapolated",
        [&] {
          return fmt::format("LLMCarbon's polynomials were fitted on models of {} to {} parameters",
                             print_human(low), print_human(high, 4));
        },
        std::string(cure));
  }
  if (ratio == nullptr || ratio->value != 1) {
    context.warn(
        "extrapolated",
        [&] {
          return fmt::format(
              "LLMCarbon's polynomials were fitted on the A100 of 80 GB; their share "
              "of its peak is carried over to {}",
              device.name);
        },
        std::string(cure));
  }
}

void explain(Context& context, const Parallelism& plan, double ratio, double mfu) {
  context.step({"Parallelism", "tensor x pipeline x data = devices",
                fmt::format("{} x {} x {}", print_human(plan.tensor), print_human(plan.pipeline),
                            print_human(plan.data, 4)),
                fmt::format("{} devices, batch of {}", print_human(plan.devices, 6),
                            print_human(plan.batch, 6)),
                paper});
  context.step({"Efficiency", "rate of the A100 / its peak x ratio of the device",
                fmt::format("{} TFLOP/s / {} TFLOP/s x {}",
                            print_human(plan.rate.in(teraflop_per_second), 5),
                            print_human(constant(Constant::llmcarbon_reference_peak).value),
                            print_human(ratio, 4)),
                "MFU " + print_human(mfu, 4), paper});
}

}  // namespace

Estimate<Time> llmcarbon_time(Context& context, const Device& device, const Job& job,
                              double count) {
  const auto trained = context.run.choice_or(Key::training_method, TrainingMethod::full);
  if (trained != TrainingMethod::full && !context.run.has(Key::flops)) {
    context.fault(Key::training_method, "method-domain",
                  "LLMCarbon counts 6 N D, the training of all parameters",
                  "give --flops, or choose another --method");
    return {};
  }
  return time_from_work(context, device, job, count);
}

std::optional<double> llmcarbon_count(Context& context, const Device& device, const Job& job) {
  const Run& run = context.run;
  const bool timed = run.has(Key::wall_hours) || run.has(Key::device_hours) ||
                     run.has(Key::tokens_per_second) || run.has(Key::samples_per_second) ||
                     run.has(Key::mfu) || run.has(Key::achieved);
  const auto plan = timed ? std::nullopt : plan_of(device, job);
  return plan && plan->devices > 0 ? std::optional(plan->devices) : std::nullopt;
}

Utilisation llmcarbon_utilisation(Context& context, const Device& device, const Job& job,
                                  double /*count*/, Precision /*precision*/) {
  const auto plan = plan_of(device, job);
  if (!plan) {
    no_plan(context, device, job);
    return {exactly(1.0), {}};
  }
  if (!(plan->rate > WorkRate{}) || !(plan->devices > 0)) {
    context.fault(Key::parameters, "method-domain",
                  fmt::format("for {} parameters LLMCarbon's polynomials give {} TFLOP/s on {} "
                              "devices",
                              print_human(job.parameters, 4),
                              print_human(plan->rate.in(teraflop_per_second), 4),
                              print_human(plan->devices, 6)),
                  "give --mfu, its efficiency, or choose another --method");
    return {exactly(1.0), {}};
  }
  const Figure* const ratio = family_figure(device, "llmcarbon", "throughput_ratio");
  const double scale = ratio != nullptr ? ratio->value : 1;
  const double mfu =
      plan->rate / constant(Constant::llmcarbon_reference_peak).as<WorkRate>().value * scale;
  warn_extrapolation(context, device, job, ratio);
  if (context.explaining()) {
    explain(context, *plan, scale, mfu);
  }
  return {exactly(mfu),
          {Status::derived, &constant(Constant::llmcarbon_tensor_constant), field(Key::mfu).flag}};
}

Estimate<Power> llmcarbon_power(Context& context, const Device& device, const Job& job,
                                double count) {
  if (context.run.has(Key::power)) {
    return find_power(context, device, job, count);
  }
  const Estimate<Power> rated = find_rated_power(context, device, job, count);
  const auto flag = field(Key::power).flag;
  context.use("power_ratio", exactly(1.0), {Status::assumed, nullptr, flag}, Branch::operational);
  context.warn(
      "assumed-power",
      "LLMCarbon takes the measured average power of the system; rated power stands for it",
      "give --power, the average power of an accelerator and its share of the host");
  return rated;
}

}  // namespace plume
