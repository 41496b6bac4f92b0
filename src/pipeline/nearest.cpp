// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace plume {

namespace {

/// Measurements of models up to this many times larger or smaller are told.
constexpr double most_apart = 2;

double doublings(double a, double b) {
  return std::abs(std::log2(a / b));
}

/// How far a measurement is from what is asked, in doublings; what it leaves out counts as equal.
double distance(const Measurement& m, const Job& job, double count) {
  return doublings(m.active, job.parameters) +
         (m.sequence_length > 0 ? doublings(m.sequence_length, job.sequence_length) : 0) +
         (m.count > 0 ? doublings(m.count, count) / 2 : 0);
}

/// Both formats of 16 bits run at one speed.
std::string_view speed_class(std::string_view precision) {
  return precision == "fp16" ? "bf16" : precision;
}

bool is_alike(const Measurement& m, const Job& job, const Accelerator& accelerator,
              std::string_view precision, std::string_view stack) {
  return m.kind.view() == model_kind_names[static_cast<std::size_t>(job.kind)] &&
         accelerators()[m.accelerator].generation.view() == accelerator.generation.view() &&
         speed_class(m.precision) == speed_class(precision) && m.stack.view() == stack &&
         doublings(m.active, job.parameters) <= std::log2(most_apart);
}

double measured_mfu(const Measurement& m) {
  const double peak = accelerators()[m.accelerator].figure(Property::fp16)->value * 1e12;
  return 6 * m.active * m.rate / peak;
}

}  // namespace

const Measurement* nearest_measurement(const Device& device, const Job& job, double count,
                                       Precision precision, Stack stack) {
  const Measurement* nearest = nullptr;
  double least = std::numeric_limits<double>::infinity();
  if (device.listed == nullptr || device.listed->generation.empty()) {
    return nullptr;
  }
  for (const Measurement& m : measurements()) {
    if (is_alike(m, job, *device.listed, precision_names[static_cast<std::size_t>(precision)],
                 stack_names[static_cast<std::size_t>(stack)]) &&
        distance(m, job, count) < least) {
      nearest = &m;
      least = distance(m, job, count);
    }
  }
  return nearest;
}

void explain_nearest(Context& context, const Device& device, const Job& job, double count,
                     Precision precision, Stack stack) {
  const Measurement* const m = nearest_measurement(device, job, count, precision, stack);
  if (m == nullptr) {
    return;
  }
  context.step(
      {"Nearest measurement, to compare", m->model.view(),
       fmt::format("{} tokens/s on each of {} {}, sequences of {} ({})", print_human(m->rate, 4),
                   m->count > 0 ? print_human(m->count, 6) : std::string("some"),
                   accelerators()[m->accelerator].id.view(),
                   m->sequence_length > 0 ? print_human(m->sequence_length, 6)
                                          : std::string("unknown length"),
                   m->id.view()),
       "MFU " + print_human(measured_mfu(*m), 4), sources()[m->source].title.view()});
}

}  // namespace plume
