// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::string_view opencarboneval_paper = "Yu et al. 2024, arXiv:2405.12843";
constexpr std::string_view llmcarbon_paper = "Faiz et al. 2024 (ICLR), arXiv:2309.14393";

constexpr std::array no_utilisation{Key::mfu,       Key::power, Key::stack,   Key::overhead,
                                    Key::recompute, Key::pue,   Key::lifetime};
constexpr std::array no_lost_time{Key::stack, Key::overhead, Key::recompute};
constexpr std::array no_stack{Key::stack};
constexpr std::array no_power{Key::power};

Estimate<double> no_pue(Context& /*context*/, const Site& /*site*/) {
  return exactly(1.0);
}

constexpr MethodTraits traits(Method method, std::string_view title, std::string_view summary,
                              std::string_view citation) {
  return {method, method_names[static_cast<std::size_t>(method)], title, summary, citation};
}

constexpr std::array<MethodStages, method_names.size()> table{{
    {.traits =
         traits(Method::plume, "plume", "steady rate by model and lost time, system power", "")},
    {.traits = traits(Method::opencarboneval_v1, "OpenCarbonEval, first version",
                      "mean of two runs with throughput ln(1 + alpha t), rated power, no PUE",
                      opencarboneval_paper),
     .time_from = TimeFrom::curve,
     .own_time = true,
     .lost_time = false,
     .covers_variants = false,
     .unused = no_utilisation,
     .time = opencarboneval_v1_time,
     .power = opencarboneval_power,
     .pue = no_pue,
     .embodied = opencarboneval_embodied},
    {.traits = traits(Method::opencarboneval_v2, "OpenCarbonEval, second version",
                      "throughput ln(1 + alpha t), rated power, no PUE", opencarboneval_paper),
     .time_from = TimeFrom::curve,
     .own_time = true,
     .lost_time = false,
     .covers_variants = false,
     .unused = no_utilisation,
     .time = opencarboneval_v2_time,
     .power = opencarboneval_power,
     .pue = no_pue,
     .embodied = opencarboneval_embodied},
    {.traits = traits(Method::llmcarbon, "LLMCarbon",
                      "6 N D at a given efficiency or that of its polynomials, system power",
                      llmcarbon_paper),
     .own_time = true,
     .lost_time = false,
     .counts_recomputation = false,
     .counts_attention = false,
     .unused = no_lost_time,
     .time = llmcarbon_time,
     .utilisation = llmcarbon_utilisation,
     .power = llmcarbon_power,
     .embodied = llmcarbon_embodied,
     .count = llmcarbon_count},
    {.traits = traits(Method::constant, "constant utilisation",
                      "a fixed share of the peak, otherwise as plume", ""),
     .unused = no_stack,
     .utilisation = constant_utilisation},
    {.traits = traits(Method::tdp, "rated power",
                      "rated power of the accelerators alone, otherwise as plume", ""),
     .unused = no_power,
     .power = find_rated_power},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].traits.method) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(), "the table stands in the order of Method");

/// A utilisation alone leaves the time to the method.
bool gives_time(const Run& run) {
  const auto trusted = most_trusted(run);
  return trusted && *trusted != Key::mfu;
}

/// The duration tells of these itself where the time is given.
bool told_with_time(const Run& run, Key key) {
  return gives_time(run) && (key == Key::mfu || key == Key::overhead);
}

}  // namespace

const MethodTraits& traits_of(Method method) {
  return table[static_cast<std::size_t>(method)].traits;
}

const MethodTraits& method_traits(const Run& run) {
  return method_of(run).traits;
}

const MethodStages& method_of(const Run& run) {
  return table[static_cast<std::size_t>(run.choice_or(Key::method, Method::plume))];
}

void note_method(Context& context, const MethodStages& method) {
  for (const Key key : method.unused) {
    if (context.run.has(key) && !told_with_time(context.run, key)) {
      context.warn(
          "unused-input",
          [&] {
            return fmt::format("`{}` is not used: it says nothing to the method {}",
                               field(key).path, method.traits.name);
          },
          "leave it out, or choose another --method");
    }
  }
  if (method.own_time && gives_time(context.run)) {
    context.warn(
        "time-given",
        [&] {
          return fmt::format("the time is given, so that the throughput model of {} is not "
                             "used: the energy is that time x power",
                             method.traits.title);
        },
        "leave the time out to have it predicted");
  }
}

Estimate<Power> find_rated_power(Context& context, const Device& device, const Job& /*job*/,
                                 double /*count*/) {
  const auto rated = rated_power(context, device);
  if (rated) {
    if (Input* const input = context.last_input()) {
      input->cure = {};  // no flag replaces it
    }
    return *rated;
  }
  if (!device.misnamed) {
    missing_power(context, device, "hardware.accelerator.tdp in a manifest");
  }
  return {};
}

const Figure* family_figure(const Device& device, std::string_view method, std::string_view name) {
  return device.listed == nullptr
             ? nullptr
             : find_family_figure(method, *device.listed, device.open != nullptr, name);
}

std::vector<MethodOutcome> estimate_by_every_method(const Run& run, Detail detail, bool strict) {
  std::vector<MethodOutcome> out;
  out.reserve(table.size());
  for (const MethodStages& method : table) {
    Run asked = run;
    asked.set_choice(Key::method, static_cast<std::size_t>(method.traits.method),
                     run.origin(Key::method));
    MethodOutcome outcome{&method.traits, {}, {}};
    outcome.report = estimate(asked, outcome.faults, detail);
    if (strict && !outcome.refused()) {
      outcome.faults = strict_faults(outcome.report);
    }
    out.push_back(std::move(outcome));
  }
  return out;
}

}  // namespace plume
