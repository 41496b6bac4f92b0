// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "plume/models/embodied.hpp"
#include "plume/models/llmcarbon.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <array>

namespace plume {

namespace {

struct AreaCarbon {
  double nanometres;
  Constant carbon;
};

/// The processes of which LLMCarbon has a figure.
constexpr auto area_carbon = std::to_array<AreaCarbon>({{16, Constant::llmcarbon_area_carbon_16nm},
                                                        {12, Constant::llmcarbon_area_carbon_12nm},
                                                        {7, Constant::llmcarbon_area_carbon_7nm},
                                                        {4, Constant::llmcarbon_area_carbon_4nm}});

const Figure* carbon_of_process(double nanometres) {
  for (const AreaCarbon& row : area_carbon) {
    if (row.nanometres == nanometres) {
      return &constant(row.carbon);
    }
  }
  return nullptr;
}

struct Chip {
  Estimate<Carbon> carbon;
  Provenance from;
};

/// Die area x carbon per area of its process. The area is LLMCarbon's where it has one of its own.
std::optional<Chip> chip_of(const Context& context, const Device& device) {
  if (const auto given = context.run.quantity<Carbon>(Key::accelerator_embodied)) {
    return Chip{*given, {Status::given}};
  }
  if (device.listed == nullptr) {
    return std::nullopt;
  }
  const Figure* const own = family_figure(device, "llmcarbon", "die_area");
  const Figure* const die = own != nullptr ? own : device.listed->figure(Property::die_area);
  const Figure* const process = device.listed->figure(Property::process);
  const Figure* const carbon = process != nullptr ? carbon_of_process(process->value) : nullptr;
  if (die == nullptr || carbon == nullptr) {
    return std::nullopt;
  }
  return Chip{die->as<Area>() * carbon->as<CarbonPerArea>(), {Status::catalogue, carbon, {}}};
}

Estimate<Carbon> host() {
  const auto area = [](Constant name) { return constant(name).as<Area>(); };
  const auto per_area = [](Constant name) { return constant(name).as<CarbonPerArea>(); };
  const auto memory = [](Constant name) { return constant(name).as<Information>(); };
  const auto per_memory = [](Constant name) { return constant(name).as<CarbonPerInformation>(); };
  return host_carbon({.cpu = area(Constant::llmcarbon_cpu_area),
                      .cpu_carbon = per_area(Constant::llmcarbon_cpu_carbon),
                      .dram = memory(Constant::llmcarbon_dram),
                      .dram_carbon = per_memory(Constant::llmcarbon_dram_carbon),
                      .ssd = memory(Constant::llmcarbon_ssd),
                      .ssd_carbon = per_memory(Constant::llmcarbon_ssd_carbon),
                      .others = area(Constant::llmcarbon_others_area),
                      .others_carbon = per_area(Constant::llmcarbon_others_carbon)});
}

Estimate<Time> lifetime(Context& context) {
  const auto given = context.run.quantity<Time>(Key::lifetime);
  const Figure& figure = constant(Constant::llmcarbon_lifetime);
  const Provenance from = given ? Provenance{Status::given}
                                : Provenance{Status::catalogue, &figure, field(Key::lifetime).flag};
  return context.use("lifetime", "years", years, given.value_or(figure.as<Time>()), from,
                     Branch::embodied);
}

}  // namespace

Estimate<CarbonRate> llmcarbon_embodied(Context& context, const Device& device) {
  const auto chip = chip_of(context, device);
  if (!chip) {
    if (!device.misnamed) {
      context.fault(Key::accelerator, "method-device",
                    fmt::format("LLMCarbon has no carbon per area for the chip of {}",
                                device.known() ? fmt::format("`{}`", device.name)
                                               : std::string("hardware that is not named")),
                    "give hardware.accelerator.embodied in a manifest, or choose another --method");
    }
    return {};
  }
  const Estimate<Carbon> share = host() / constant(Constant::llmcarbon_host_devices).ratio();
  const double of_chip = chip->carbon.value / (chip->carbon.value + share.value);
  context.use("embodied_device", "kg", kilograms, chip->carbon, chip->from, Branch::embodied);
  context.weigh_last(of_chip);
  context.use("embodied_host_share", "kg", kilograms, share,
              {Status::catalogue, &constant(Constant::llmcarbon_ssd), {}}, Branch::embodied);
  context.weigh_last(1 - of_chip);
  const EmbodiedInputs inputs{chip->carbon + share, lifetime(context), exactly(1.0)};
  const Estimate<CarbonRate> rate = embodied_rate(inputs);
  if (context.explaining()) {
    context.step(
        {"Embodied rate", "(chip + host / 8) / lifetime",
         fmt::format("({} kg + {} kg) / {} years", print_human(chip->carbon.value.in(kilograms), 4),
                     print_human(share.value.in(kilograms), 4),
                     print_human(inputs.lifetime.value.in(years))),
         print_human(rate.value.in(grams_per_hour), 4) + " g/h",
         "Faiz et al. 2024, arXiv:2309.14393"});
  }
  return rate;
}

}  // namespace plume
