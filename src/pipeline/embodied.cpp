// SPDX-License-Identifier: Apache-2.0
#include "plume/models/embodied.hpp"

#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace plume {

namespace {

struct WaferNode {
  double nanometres;
  Constant carbon;
};

constexpr auto wafer_nodes = std::to_array<WaferNode>({{28, Constant::wafer_carbon_28nm},
                                                       {20, Constant::wafer_carbon_20nm},
                                                       {14, Constant::wafer_carbon_14nm},
                                                       {10, Constant::wafer_carbon_10nm},
                                                       {7, Constant::wafer_carbon_7nm},
                                                       {5, Constant::wafer_carbon_5nm},
                                                       {3, Constant::wafer_carbon_3nm}});

/// Carbon per area of the process node nearest in size.
const Figure& wafer_carbon(double node) {
  const WaferNode* nearest = &wafer_nodes.front();
  for (const WaferNode& candidate : wafer_nodes) {
    if (std::abs(std::log(candidate.nanometres / node)) <
        std::abs(std::log(nearest->nanometres / node))) {
      nearest = &candidate;
    }
  }
  return constant(nearest->carbon);
}

}  // namespace

std::optional<Estimate<Carbon>> carbon_by_chip(const Accelerator& accelerator) {
  const Figure* const die = accelerator.figure(Property::die_area);
  const Figure* const node = accelerator.figure(Property::process);
  const Figure* const memory = accelerator.figure(Property::memory);
  if (die == nullptr || node == nullptr || memory == nullptr) {
    return std::nullopt;
  }
  return chip_carbon(
      {.die = die->as<Area>(),
       .carbon_per_area = wafer_carbon(node->value).as<CarbonPerArea>(),
       .yield = constant(Constant::fabrication_yield).ratio(),
       .memory = memory->as<Information>(),
       .carbon_per_memory = constant(Constant::hbm_carbon).as<CarbonPerInformation>(),
       .device_over_chip = constant(Constant::device_over_chip).ratio()});
}

namespace {

/// Manufacture of a device with where it comes from.
struct DeviceCarbon {
  Estimate<Carbon> carbon;
  Provenance from;
};

/// There is no flag for it: it belongs to the description of the hardware.
constexpr std::string_view inline_key = "hardware.accelerator.embodied";

DeviceCarbon device_carbon(Context& context, const Device& device) {
  if (const auto given = context.run.quantity<Carbon>(Key::accelerator_embodied)) {
    return {*given, {Status::given}};
  }
  const Figure* const listed =
      device.listed != nullptr ? device.listed->figure(Property::embodied) : nullptr;
  if (listed != nullptr) {
    return {figure_of<Carbon>(device, Property::embodied, *listed),
            {Status::catalogue, listed, {}}};
  }
  const auto chip = device.listed != nullptr ? carbon_by_chip(*device.listed) : std::nullopt;
  if (chip) {
    context.warn(
        "assumed-embodied",
        [&] {
          return fmt::format("the making of {} is estimated from its chip and memory", device.name);
        },
        "give hardware.accelerator.embodied in a manifest");
    return {*chip, {Status::assumed, &constant(Constant::device_over_chip), inline_key}};
  }
  const Figure& generic = constant(Constant::generic_accelerator_embodied);
  context.warn(
      "assumed-embodied",
      [&] {
        return fmt::format("the making of an accelerator is assumed to emit {} kg",
                           print_human(generic.value));
      },
      "give hardware.accelerator.embodied in a manifest");
  return {generic.as<Carbon>(), {Status::assumed, &generic, inline_key}};
}

Estimate<Carbon> host_share() {
  return constant(Constant::generic_server_embodied).as<Carbon>() /
         constant(Constant::generic_server_accelerators).ratio();
}

Estimate<Time> lifetime_of(Context& context) {
  if (const auto given = context.run.quantity<Time>(Key::lifetime)) {
    return context.use("lifetime", "years", years, *given, {Status::given}, Branch::embodied);
  }
  const Figure& figure = constant(Constant::server_lifetime);
  return context.use("lifetime", "years", years, figure.as<Time>(),
                     {Status::catalogue, &figure, field(Key::lifetime).flag}, Branch::embodied);
}

Making find_making(Context& context, const Device& device) {
  const DeviceCarbon made = device_carbon(context, device);
  const Estimate<Carbon> host = host_share();
  const double device_share = made.carbon.value / (made.carbon.value + host.value);
  context.use("embodied_device", "kg", kilograms, made.carbon, made.from, Branch::making);
  context.weigh_last(device_share);
  context.use("embodied_host_share", "kg", kilograms, host,
              {Status::catalogue, &constant(Constant::generic_server_embodied), {}},
              Branch::making);
  context.weigh_last(1 - device_share);
  return {made.carbon, host, context.look_ups.sum(made.carbon, host)};
}

void explain(Context& context, const Making& making, const EmbodiedInputs& in,
             const Estimate<CarbonRate>& rate) {
  context.step(
      {"Embodied rate", "(device + host share) / (lifetime x utilisation)",
       fmt::format("({} kg + {} kg) / ({} years x {})",
                   print_human(making.device.value.in(kilograms), 4),
                   print_human(making.host_share.value.in(kilograms), 4),
                   print_human(in.lifetime.value.in(years)), print_human(in.utilisation.value)),
       print_human(rate.value.in(grams_per_hour), 4) + " g/h",
       "Luccioni et al. 2022, section 4.1"});
}

}  // namespace

Estimate<CarbonRate> find_embodied(Context& context, const Device& device) {
  const Making making =
      context.recall(device.answers != nullptr ? &device.answers->making : nullptr,
                     [&] { return find_making(context, device); });
  const Estimate<Time> lifetime = lifetime_of(context);
  context.weigh_last(-1);
  const Figure& utilisation = constant(Constant::lifetime_utilisation);
  const EmbodiedInputs inputs{making.sum, lifetime,
                              context.use("lifetime_utilisation", utilisation.ratio(),
                                          {Status::catalogue, &utilisation, {}}, Branch::embodied)};
  context.weigh_last(-1);
  const Estimate<CarbonRate> rate = embodied_rate(inputs);
  if (context.explaining()) {
    explain(context, making, inputs, rate);
  }
  return rate;
}

}  // namespace plume
