// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/models/energy.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

Estimate<Power> from_given(Context& context, const Estimate<Power>& given) {
  context.use("power", "W", watts, given, {Status::given}, Branch::operational);
  if (context.run.choice_or(Key::power_scope, PowerScope::system) == PowerScope::system) {
    return given;
  }
  const Figure& ratio = constant(Constant::board_to_system);
  context.warn("assumed-rest-of-system",
               fmt::format("the system is assumed to draw {} times the board's power",
                           print_human(ratio.value)),
               "give the power of the whole system");
  return given * context.use("board_to_system", ratio.ratio(),
                             {Status::assumed, &ratio, field(Key::power).flag},
                             Branch::operational);
}

const Figure& ratio_of(const Device& device) {
  const std::string_view use = device.listed != nullptr ? device.listed->use.view() : "";
  const bool gpu = device.listed != nullptr && device.listed->kind.view() == "gpu";
  if (use == "data centre" && gpu) {
    return constant(Constant::tdp_ratio_data_centre);
  }
  return constant(use == "workstation" || use == "consumer" ? Constant::tdp_ratio_workstation
                                                            : Constant::tdp_ratio_other);
}

}  // namespace

std::optional<Estimate<Power>> rated_power(Context& context, const Device& device) {
  if (const auto given = context.run.quantity<Power>(Key::accelerator_tdp)) {
    return context.use("tdp", "W", watts, *given, {Status::given}, Branch::operational);
  }
  const Figure* const tdp =
      device.listed != nullptr ? device.listed->figure(Property::tdp) : nullptr;
  if (tdp == nullptr) {
    return std::nullopt;
  }
  return context.use("tdp", "W", watts, figure_of<Power>(device, Property::tdp, *tdp),
                     {Status::catalogue, tdp, field(Key::power).flag}, Branch::operational);
}

void missing_power(Context& context, const Device& device, std::string_view cure) {
  context.fault(Key::accelerator, "missing-power",
                device.known() ? fmt::format("no rated power is known of `{}`", device.name)
                               : std::string("nothing says what power the hardware draws"),
                fmt::format("give {}{}", device.known() ? "" : "--accelerator, or ", cure));
}

namespace {

Estimate<Power> from_rating(Context& context, const Device& device) {
  const auto tdp = rated_power(context, device);
  if (!tdp && device.misnamed) {
    return {};
  }
  if (!tdp) {
    missing_power(context, device, field(Key::power).flag);
    return {};
  }
  const Figure& ratio = ratio_of(device);
  const bool measured = &ratio == &constant(Constant::tdp_ratio_data_centre);
  if (!measured) {
    context.warn("assumed-power",
                 fmt::format("average system power is assumed to be {} x rated power",
                             print_human(ratio.value)),
                 "give --power, the average power of an accelerator and its share of the host");
  }
  const auto used =
      context.use("power_ratio", ratio.ratio(),
                  {measured ? Status::catalogue : Status::assumed, &ratio, field(Key::power).flag},
                  Branch::operational);
  const Estimate<Power> power = system_power(*tdp, used);
  if (context.explaining()) {
    context.step(
        {"Power", "TDP x ratio of system power to TDP",
         fmt::format("{} W x {}", print_human(tdp->value.in(watts), 4), print_human(used.value)),
         print_human(power.value.in(watts), 4) + " W", "docs/explanation/method.md, Energy"});
  }
  return power;
}

/// A fleet's yearly average stands for one site; another year's stands for it once less well.
Estimate<double> fleet_pue(Context& context, const Figure& figure, const Site& site) {
  const double band = constant(Constant::pue_band).value;
  const Spread step = spread_between(1 / band, 1, band);
  const bool same_year = site.year == 0 || site.year == figure.year;
  if (!same_year) {
    context.warn("nearest-year",
                 fmt::format("the PUE of {} is known for {}, not for {}", site.place->id.view(),
                             figure.year, site.year),
                 "give --pue");
  }
  return {figure.value, figure.spread() + step + (same_year ? Spread{} : step)};
}

}  // namespace

Estimate<Power> find_power(Context& context, const Device& device) {
  if (const auto given = context.run.quantity<Power>(Key::power)) {
    return from_given(context, *given);
  }
  const Figure* const measured =
      device.listed != nullptr ? device.listed->figure(Property::system_power) : nullptr;
  if (measured != nullptr) {
    return context.use("power", "W", watts,
                       figure_of<Power>(device, Property::system_power, *measured),
                       {Status::catalogue, measured, field(Key::power).flag}, Branch::operational);
  }
  return from_rating(context, device);
}

Estimate<double> find_pue_of(Context& context, const Site& site) {
  if (const auto given = context.run.ratio(Key::pue)) {
    return context.use("pue", *given, {Status::given}, Branch::operational);
  }
  const Figure* const known = site.place != nullptr ? find_pue(*site.place, site.year) : nullptr;
  if (known != nullptr) {
    return context.use("pue", fleet_pue(context, *known, site),
                       {Status::catalogue, known, field(Key::pue).flag}, Branch::operational);
  }
  const Figure& average = industry_pue(site.year);
  context.warn("assumed-pue",
               fmt::format("a PUE of {} is assumed, the industry's average of {}; sites differ "
                           "from {} to {}",
                           print_human(average.value), average.year, print_human(average.low),
                           print_human(average.high)),
               "give --pue, or a cloud region");
  return context.use("pue", average.ratio(), {Status::assumed, &average, field(Key::pue).flag},
                     Branch::operational);
}

}  // namespace plume
