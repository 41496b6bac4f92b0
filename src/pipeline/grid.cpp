// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/support/closest_match.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

std::optional<Basis> basis_of(const Run& run) {
  switch (run.choice_or(Key::basis, BasisChoice::any)) {
    case BasisChoice::direct:
      return Basis::direct;
    case BasisChoice::life_cycle:
      return Basis::life_cycle;
    default:
      return std::nullopt;
  }
}

void unknown_region(Context& context, std::string_view name) {
  const auto near = suggest_places(name);
  context.fault(Key::region, "unknown-region",
                fmt::format("the catalogue has no region `{}`", name),
                near.empty() ? "give a country, a state or a cloud region, or --grid-intensity; "
                               "see `plume data search`"
                             : did_you_mean(near));
}

void ambiguous_region(Context& context, std::string_view name,
                      const std::vector<const Place*>& places) {
  std::vector<std::string_view> ids;
  for (const Place* place : places) {
    ids.push_back(place->id.view());
  }
  context.fault(Key::region, "ambiguous-region",
                fmt::format("`{}` is the name of {} regions", name, places.size()),
                did_you_mean(ids));
}

void warn_distance(Context& context, const Site& site, const Intensity& found) {
  if (site.place != nullptr && found.place != site.place && found.place->kind == PlaceKind::world) {
    context.warn(
        "coarse-grid",
        [&] {
          return fmt::format("nothing is known of the grid of {}: the world's average is taken",
                             site.place->name.view());
        },
        "give --grid-intensity");
  }
  if (found.years_apart != 0) {
    context.warn(
        "nearest-year",
        [&] {
          return fmt::format("the grid of {} is known for {}, not for {}", found.place->name.view(),
                             found.year, site.year);
        },
        "give --grid-intensity");
  }
}

Estimate<CarbonIntensity> enter(Context& context, const Intensity& found, Status status) {
  const Estimate<CarbonIntensity> intensity{grams_per_kilowatt_hour(found.grams_per_kilowatt_hour),
                                            found.spread};
  context.use(
      "grid_intensity", "g/kWh", grams_per_kilowatt_hour, intensity,
      {status, nullptr, field(status == Status::assumed ? Key::region : Key::grid_intensity).flag},
      Branch::operational);
  if (Input* const input = context.last_input()) {
    input->place = found.place;
    input->series = found.series;
    input->year = found.year;
    context.report.basis =
        fmt::format("location-based, {}, {}", name_of(found.series->basis), found.year);
  }
  return intensity;
}

/// Where nothing is said of the place, the world's average stands, as wide as countries differ.
Estimate<CarbonIntensity> world_average(Context& context, const Site& site) {
  const Place& world = *context.look_ups.places("world").front();
  const auto& found = context.look_ups.intensity(world, site.year, std::nullopt);
  context.warn(
      "assumed-region",
      [&] {
        return fmt::format("no region is given: the world's average of {} is assumed, {} g/kWh; "
                           "countries differ from {} to {}",
                           found->year, print_human(found->grams_per_kilowatt_hour),
                           print_human(constant(Constant::grid_world_low).value),
                           print_human(constant(Constant::grid_world_high).value));
      },
      "give --region, or --grid-intensity");
  return enter(context, *found, Status::assumed);
}

}  // namespace

Site find_site(Context& context) {
  const Run& run = context.run;
  Site site;
  site.year = static_cast<int>(run.value_or(Key::year, 0));
  if (!run.has(Key::region)) {
    return site;
  }
  const std::string_view name = run.text(Key::region);
  const auto& places = context.look_ups.places(name);
  if (places.empty()) {
    unknown_region(context, name);
  } else if (places.size() > 1) {
    ambiguous_region(context, name, places);
  } else {
    site.place = places.front();
  }
  return site;
}

Estimate<CarbonIntensity> find_grid(Context& context, const Site& site) {
  if (const auto given = context.run.quantity<CarbonIntensity>(Key::grid_intensity)) {
    context.report.basis = "location-based, as given";
    return context.use("grid_intensity", "g/kWh", grams_per_kilowatt_hour, *given, {Status::given},
                       Branch::operational);
  }
  if (site.place == nullptr) {
    return world_average(context, site);
  }
  const auto& found = context.look_ups.intensity(*site.place, site.year, basis_of(context.run));
  if (!found) {
    context.fault(
        Key::region, "missing-grid",
        fmt::format("no carbon intensity of `{}` is known on this basis", site.place->name.view()),
        "give --basis any, or --grid-intensity");
    return {};
  }
  warn_distance(context, site, *found);
  return enter(context, *found, Status::catalogue);
}

}  // namespace plume
