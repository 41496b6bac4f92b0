// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

Stack stack_of(const Run& run) {
  const bool old = run.has(Key::year) &&
                   run.number(Key::year).value <= constant(Constant::mfu_last_old_year).value;
  return run.choice_or(Key::stack, old ? Stack::old : Stack::standard);
}

/// All measured mixtures of experts ran a vendor's recipe: it is their base.
double stack_factor(Stack stack, bool moe) {
  switch (stack) {
    case Stack::tuned:
      return moe ? 1 : constant(Constant::mfu_stack_tuned).value;
    case Stack::old:
      return constant(Constant::mfu_stack_old).value;
    default:
      return 1;
  }
}

/// Speed of the matrix products over that at 16 bits. No mixture of experts was measured in fp4.
double precision_factor(Precision precision, bool moe) {
  const double fp8 = constant(moe ? Constant::moe_fp8 : Constant::mfu_fp8).value;
  switch (precision) {
    case Precision::fp8:
      return fp8;
    case Precision::fp4:
      return fp8 * constant(Constant::mfu_fp4).value / constant(Constant::mfu_fp8).value;
    default:
      return 1;
  }
}

/// The row of the device's generation, or null where it was never measured.
const Figure* generation_figure(const Device& device, ModelKind kind) {
  if (device.listed == nullptr) {
    return nullptr;
  }
  const std::uint16_t row =
      kind == ModelKind::moe ? device.listed->moe_factor : device.listed->dense_factor;
  return row == 0 ? nullptr : &figures()[row - 1];
}

const Figure& band_of(ModelKind kind, Precision precision, bool known_generation) {
  if (kind == ModelKind::moe) {
    return constant(Constant::mfu_band_moe);
  }
  if (kind == ModelKind::encoder || kind == ModelKind::encoder_decoder) {
    return constant(Constant::mfu_band_encoder);
  }
  if (precision == Precision::fp8 || precision == Precision::fp4) {
    return constant(Constant::mfu_band_low_precision);
  }
  return constant(known_generation ? Constant::mfu_band : Constant::mfu_band_unknown_generation);
}

DenseCoefficients dense_coefficients() {
  return {.small_model = constant(Constant::mfu_small_model).value,
          .size_exponent = constant(Constant::mfu_size_exponent).value,
          .one_node = constant(Constant::mfu_one_node).value,
          .count_exponent = constant(Constant::mfu_count_exponent).value};
}

MoeCoefficients moe_coefficients() {
  return {.reference_size = constant(Constant::moe_reference_size).value,
          .size_exponent = constant(Constant::moe_size_exponent).value,
          .sparsity_exponent = constant(Constant::moe_sparsity_exponent).value};
}

/// The utilisation of kinds that have no model of their own; null for those that have one.
const Figure* figure_of_kind(const Job& job) {
  switch (job.kind) {
    case ModelKind::cnn:
      return &constant(Constant::mfu_cnn);
    case ModelKind::vision_transformer:
      return &constant(Constant::mfu_vision_transformer);
    case ModelKind::diffusion:
      return &constant(Constant::mfu_diffusion);
    case ModelKind::other:
      return &constant(Constant::mfu_other);
    default:
      return job.parameters > 0 ? nullptr : &constant(Constant::mfu_constant);
  }
}

std::string dense_numbers(const MfuInputs& in) {
  const DenseCoefficients c = dense_coefficients();
  return fmt::format("(1 + {} / {})^{} x max(1, {} / {})^{}", print_human(c.small_model),
                     print_human(in.parameters, 5), print_human(c.size_exponent),
                     print_human(in.devices, 6), print_human(c.one_node),
                     print_human(c.count_exponent));
}

std::string moe_numbers(const MfuInputs& in) {
  const MoeCoefficients c = moe_coefficients();
  return fmt::format("({} / {})^{} x ({} / {})^{}", print_human(in.parameters, 5),
                     print_human(c.reference_size), print_human(c.size_exponent),
                     print_human(in.total_parameters, 5), print_human(in.parameters, 5),
                     print_human(c.sparsity_exponent));
}

void explain_mfu(Context& context, const Job& job, const MfuFactors& f, const MfuInputs& in,
                 double mfu) {
  const bool moe = job.kind == ModelKind::moe;
  const std::string attention = print_human(in.attention);
  context.step(
      {"Utilisation",
       moe ? "base g v (N_a/N_r)^a (N/N_a)^b / (1/p + attention)"
           : "base g v (1 + N0/N)^a max(1, n/n0)^b / (1/p + attention)",
       fmt::format("{} x {} x {} x {} / (1/{} + {}){}", print_human(f.base),
                   print_human(f.generation), print_human(f.stack),
                   moe ? moe_numbers(in) : dense_numbers(in), print_human(f.precision), attention,
                   job.attention_counted ? fmt::format(" x (1 + {})", attention) : std::string()),
       "MFU " + print_human(mfu, 4), "docs/explanation/method.md, Throughput"});
}

std::string_view describe(Stack stack) {
  return stack == Stack::old ? "the software of up to 2022" : "the usual software of today";
}

Utilisation assumed_utilisation(Context& context, const Job& job, const Figure& figure) {
  context.warn(
      "assumed-utilisation",
      [&] {
        return fmt::format("a utilisation of {} is assumed: {}", print_human(figure.value),
                           figure.condition.view());
      },
      job.samples > 0 ? "give --mfu, --hours or --samples-per-second"
                      : "give --mfu, --hours or --tokens-per-second");
  return {figure.ratio(), {Status::assumed, &figure, field(Key::mfu).flag}};
}

Utilisation modelled_utilisation(Context& context, const Device& device, const Job& job,
                                 double count, Precision precision) {
  const Figure* const generation = generation_figure(device, job.kind);
  const Stack stack = stack_of(context.run);
  note_setup(context, precision, stack, context.run.has(Key::year));
  if (!job.attention_counted) {
    note_sequence_length(context);
  }
  const bool moe = job.kind == ModelKind::moe;
  const Figure& base = constant(moe ? Constant::moe_base : Constant::mfu_base);
  const MfuFactors factors{.base = base.value,
                           .generation = generation != nullptr ? generation->value : 1,
                           .stack = stack_factor(stack, moe),
                           .precision = precision_factor(precision, moe)};
  const MfuInputs inputs{.parameters = job.parameters,
                         .total_parameters = job.total_parameters,
                         .devices = count,
                         .attention = attention_of(context.run, job)};
  const double of_weights = moe ? moe_mfu(factors, moe_coefficients(), inputs)
                                : dense_mfu(factors, dense_coefficients(), inputs);
  const double mfu = job.attention_counted ? of_weights * (1 + inputs.attention) : of_weights;
  if (context.explaining()) {
    explain_mfu(context, job, factors, inputs, mfu);
    explain_nearest(context, device, job, count, precision, stack);
  }
  const Figure& band = band_of(job.kind, precision, generation != nullptr);
  const Spread of_generation = generation != nullptr ? generation->spread : Spread{};
  return {{mfu, band.spread + of_generation}, {Status::derived, &base, field(Key::mfu).flag}};
}

/// No prediction goes above the ceiling's share of the peak of the precision in use.
double ceiling_of(Context& context, const Device& device, Precision precision) {
  const auto in_use = peak_of(context, device, precision);
  const auto reference = peak_of(context, device, utilisation_precision(precision));
  const double ratio = in_use && reference ? in_use->rate.value / reference->rate.value : 1;
  return constant(Constant::mfu_ceiling).value * ratio;
}

}  // namespace

void note_setup(Context& context, Precision precision, Stack stack, bool by_year) {
  if (!context.run.has(Key::precision)) {
    context.warn(
        "assumed-precision",
        [&] {
          return fmt::format("matrix products in {} are assumed",
                             precision_names[static_cast<std::size_t>(precision)]);
        },
        "give --precision");
  }
  if (!context.run.has(Key::stack)) {
    context.warn(
        "assumed-stack",
        [&] {
          return fmt::format("{} is assumed{}", describe(stack), by_year ? ", by the year" : "");
        },
        "give --stack");
  }
}

Utilisation constant_utilisation(Context& context, const Device& /*device*/, const Job& job,
                                 double /*count*/, Precision /*precision*/) {
  return assumed_utilisation(context, job, constant(Constant::mfu_constant));
}

Utilisation predict_utilisation(Context& context, const Device& device, const Job& job,
                                double count, Precision precision) {
  const auto image = image_utilisation(context, device, job, count, precision);
  const Figure* const of_kind = image ? nullptr : figure_of_kind(job);
  if (of_kind != nullptr) {
    return assumed_utilisation(context, job, *of_kind);
  }
  Utilisation out = image ? *image : modelled_utilisation(context, device, job, count, precision);
  out.mfu.value = std::min(out.mfu.value, ceiling_of(context, device, precision));
  return out;
}

}  // namespace plume
