// SPDX-License-Identifier: Apache-2.0
#include "data/tables.hpp"
#include "plume/data/catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace plume {

namespace {

/// 90 % lie within this factor.
Spread factor_of(Constant name) {
  const double factor = constant(name).value;
  return spread_between(1 / factor, 1, factor);
}

const Place& parent_of(const Place& place) {
  return places()[place.parent];
}

/// Whether year `a` serves `wanted` better than `b`: nearer, or as near and later.
bool serves_better(int a, int b, int wanted) {
  const int distance_a = std::abs(a - wanted);
  const int distance_b = std::abs(b - wanted);
  return distance_a < distance_b || (distance_a == distance_b && a > b);
}

/// Takes over the year of `candidates` that serves `wanted` best, if it beats `best`.
void take_better(std::optional<Intensity>& best, const Series& candidates, int wanted) {
  const auto values = intensities().subspan(candidates.values.begin, candidates.values.count);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int year = candidates.first_year + static_cast<int>(i);
    if (!std::isnan(values[i]) && (!best || serves_better(year, best->year, wanted))) {
      best = Intensity{};
      best->grams_per_kilowatt_hour = values[i];
      best->series = &candidates;
      best->year = year;
      best->years_apart = std::abs(year - wanted);
    }
  }
}

/// The best figure that a place has of its own on this basis.
std::optional<Intensity> own_intensity(const Place& place, int year, Basis basis) {
  std::optional<Intensity> best;
  for (const Series& series : series_of(place)) {
    if (series.basis == basis) {
      take_better(best, series, year);
    }
  }
  if (best) {
    best->place = &place;
  }
  return best;
}

/// Without a basis, life-cycle figures go before direct ones.
std::optional<Intensity> own_intensity(const Place& place, int year, std::optional<Basis> basis) {
  if (basis) {
    return own_intensity(place, year, *basis);
  }
  const auto life_cycle = own_intensity(place, year, Basis::life_cycle);
  return life_cycle ? life_cycle : own_intensity(place, year, Basis::direct);
}

/// How intensities drift apart over years: a random walk of their logarithm, with a trend down.
Spread drift(int figure_year, int wanted) {
  const double root_of_years = std::sqrt(std::abs(figure_year - wanted));
  const double below = constant(Constant::grid_drift_below).value * root_of_years;
  const double above = constant(Constant::grid_drift_above).value * root_of_years;
  const Spread onward = spread_between(std::exp(-below), 1, std::exp(above));
  return figure_year <= wanted ? onward : inverse(onward);
}

/// The spread of places over the world, about the world's average.
Spread anywhere(double world_average) {
  const double low = constant(Constant::grid_world_low).value;
  const double high = constant(Constant::grid_world_high).value;
  return spread_between(std::min(low, world_average), world_average, std::max(high, world_average));
}

/// What standing for the place asked for costs. A cloud region has no grid of its own, so the step
/// from it to its grid or country is free; an average over countries is one step too coarse even
/// where it was asked for.
Spread coarseness(const Place& asked, const Intensity& found) {
  if (found.place->kind == PlaceKind::world) {
    return anywhere(found.grams_per_kilowatt_hour);
  }
  const Spread step = factor_of(Constant::grid_coarser);
  Spread result = found.place->kind == PlaceKind::aggregate ? step : Spread{};
  for (const Place* at = &asked; at != found.place; at = &parent_of(*at)) {
    result = result + (at->kind == PlaceKind::cloud_region ? Spread{} : step);
  }
  return result;
}

Spread spread_of(const Place& asked, const Intensity& found, int year) {
  const bool confirmed = found.series->confirmation != Confirmation::unverified;
  return factor_of(Constant::grid_within_year) + coarseness(asked, found) +
         drift(found.year, year) + (confirmed ? Spread{} : factor_of(Constant::unverified_factor));
}

}  // namespace

std::optional<Intensity> find_intensity(const Place& place, int year, std::optional<Basis> basis) {
  const int wanted = year == 0 ? tables::far_future : year;
  const Place* at = &place;
  auto found = own_intensity(*at, wanted, basis);
  while (!found && at->kind != PlaceKind::world) {
    at = &parent_of(*at);
    found = own_intensity(*at, wanted, basis);
  }
  if (found) {
    found->years_apart = year == 0 ? 0 : found->years_apart;
    found->spread = spread_of(place, *found, year == 0 ? found->year : year);
  }
  return found;
}

}  // namespace plume
