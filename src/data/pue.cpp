// SPDX-License-Identifier: Apache-2.0
#include "data/tables.hpp"
#include "plume/data/catalogue.hpp"

#include <cstdlib>
#include <tuple>

namespace plume {

namespace {

/// The figure of the nearest year among a provider's rows for one site; of two as near, the later.
const Figure* nearest(std::string_view provider, std::string_view site, int year) {
  const int wanted = year == 0 ? tables::far_future : year;
  const Figure* best = nullptr;
  for (const PueRow& row : pue_rows()) {
    if (row.provider.view() != provider || row.site.view() != site) {
      continue;
    }
    const Figure& figure = figures()[row.figure];
    const auto rank = [&](const Figure& f) {
      return std::tuple(std::abs(f.year - wanted), -int{f.year});
    };
    if (best == nullptr || rank(figure) < rank(*best)) {
      best = &figure;
    }
  }
  return best;
}

}  // namespace

const Figure* find_pue(const Place& place, int year) {
  const Figure* own = nearest(place.provider, place.id, year);
  return own != nullptr || place.provider.empty() ? own : nearest(place.provider, "", year);
}

const Figure& industry_pue(int year) {
  return *nearest("industry", "", year);
}

}  // namespace plume
