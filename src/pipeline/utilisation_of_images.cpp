// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/models/vision_throughput.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

struct KindConstants {
  Constant activations;
  Constant exponent;
  Constant band;
  Constant band_guessed;
};

/// Null for kinds whose time does not follow from their activations.
const KindConstants* constants_of(ModelKind kind) {
  static constexpr KindConstants cnn{Constant::cnn_activations, Constant::cnn_activations_exponent,
                                     Constant::image_band_cnn, Constant::image_band_cnn_guessed};
  static constexpr KindConstants transformer{
      Constant::vit_activations, Constant::vit_activations_exponent, Constant::image_band_vit,
      Constant::image_band_vit_guessed};
  return kind == ModelKind::cnn                  ? &cnn
         : kind == ModelKind::vision_transformer ? &transformer
                                                 : nullptr;
}

struct Memory {
  Estimate<Bandwidth> bandwidth;
  Provenance from;
};

std::optional<Memory> memory_of(const Context& context, const Device& device) {
  if (device.described) {
    const auto given = context.run.quantity<Bandwidth>(Key::accelerator_bandwidth);
    return given ? std::optional(Memory{*given, {}}) : std::nullopt;
  }
  const Figure* const figure =
      device.listed != nullptr ? device.listed->figure(Property::memory_bandwidth) : nullptr;
  return figure == nullptr ? std::nullopt
                           : std::optional(Memory{
                                 figure_of<Bandwidth>(device, Property::memory_bandwidth, *figure),
                                 {Status::catalogue, figure}});
}

double guessed_activations(Context& context, const Job& job, const KindConstants& constants) {
  const Figure& coefficient = constant(constants.activations);
  const double guess =
      typical_activations(job.forward, coefficient.value, constant(constants.exponent).value);
  context.use("activations", exactly(guess),
              {Status::assumed, &coefficient, field(Key::activations).flag}, Branch::whole);
  context.weigh_last(0);  // the band of the utilisation holds it
  context.warn(
      "assumed-activations",
      [&] {
        return fmt::format("{} activations a sample are assumed, by the work of a sample",
                           print_human(guess));
      },
      "give --architecture, or --activations");
  return guess;
}

Provenance origin_of_activations(const Run& run, const Job& job) {
  if (run.has(Key::activations)) {
    return {Status::given};
  }
  if (job.listed == nullptr || job.listed->activations == 0) {
    return {Status::derived, &constant(Constant::vit_aspect)};
  }
  const Figure& listed = figures()[job.listed->activations - 1U];
  const bool as_listed = job.activations == listed.ratio().value;
  return {as_listed ? Status::catalogue : Status::derived, &listed};
}

double activations_of(Context& context, const Job& job, const KindConstants& constants) {
  if (job.activations <= 0) {
    return guessed_activations(context, job, constants);
  }
  context.use("activations", exactly(job.activations), origin_of_activations(context.run, job),
              Branch::whole);
  return job.activations;
}

double bytes_of(Precision precision) {
  return precision == Precision::fp32 || precision == Precision::tf32 ? 4 : 2;
}

const Figure& traffic_of(const Run& run) {
  const bool tuned = run.choice_or(Key::stack, Stack::standard) == Stack::tuned;
  return constant(tuned ? Constant::image_traffic_tuned : Constant::image_traffic);
}

ImageCoefficients coefficients_of(const Figure& traffic) {
  return {.traffic = traffic.value,
          .one_node = constant(Constant::image_one_node).value,
          .count_exponent = constant(Constant::image_count_exponent).value,
          .count_exponent_beyond = constant(Constant::image_count_exponent_beyond).value};
}

void explain(Context& context, const ImageStep& step, const ImageDevice& device,
             const ImageCoefficients& c, double mfu) {
  const double scaling = image_scaling(device.count, c);
  context.step(
      {"Time of a sample", "(W / peak + k A b / bandwidth) / scaling(n)",
       fmt::format("({} FLOP / {} FLOP/s + {} x {} x {} B / {} B/s) / {}",
                   print_human(step.work, 4), print_human(device.peak, 4), print_human(c.traffic),
                   print_human(step.activations, 4), print_human(step.bytes),
                   print_human(device.bandwidth, 4), print_human(scaling, 4)),
       print_human(1e3 * image_seconds(step, device, c), 4) + " ms on one device",
       "docs/explanation/method.md, Throughput of image models"});
  context.step(
      {"Utilisation", "W / (peak x time of a sample)", "", "MFU " + print_human(mfu, 4), ""});
}

/// Model FLOP of one sample, forward and backward. A given work may be of other samples.
double work_of_sample(const Run& run, const Job& job) {
  return job.samples > 0 && job.work && !run.has(Key::flops)
             ? job.work->model.in(flop) / job.samples
             : 3 * job.forward + job.frozen;
}

}  // namespace

std::optional<Utilisation> image_utilisation(Context& context, const Device& device, const Job& job,
                                             double count, Precision precision) {
  const KindConstants* const constants = constants_of(job.kind);
  const auto peak = peak_of(context, device, utilisation_precision(precision));
  const auto memory = memory_of(context, device);
  if (constants == nullptr || job.forward <= 0 || !peak || !memory) {
    return std::nullopt;
  }
  note_setup(context, precision, Stack::standard, false);
  const bool known = job.activations > 0;
  const Figure& traffic = traffic_of(context.run);
  const ImageStep step{.work = work_of_sample(context.run, job),
                       .activations = activations_of(context, job, *constants),
                       .bytes = bytes_of(precision)};
  const ImageDevice on{.peak = peak->rate.value.in(flop_per_second),
                       .bandwidth = 1e9 * memory->bandwidth.value.in(gigabytes_per_second),
                       .count = count};
  const ImageCoefficients coefficients = coefficients_of(traffic);
  context.use("memory_bandwidth", "GB/s", gigabytes_per_second, memory->bandwidth, memory->from,
              Branch::whole);
  context.weigh_last(0);  // the spread of the utilisation holds it
  const double mfu = image_mfu(step, on, coefficients);
  if (context.explaining()) {
    explain(context, step, on, coefficients, mfu);
  }
  const Figure& band = constant(known ? constants->band : constants->band_guessed);
  return Utilisation{{mfu, band.spread + memory->bandwidth.spread + inverse(traffic.spread)},
                     {Status::derived, &traffic, field(Key::mfu).flag}};
}

}  // namespace plume
