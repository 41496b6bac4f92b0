// SPDX-License-Identifier: Apache-2.0
#include "plume/data/entry.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

template <class Row>
std::vector<Entry> pointers(std::span<const Row> rows) {
  std::vector<Entry> out;
  out.reserve(rows.size());
  for (const Row& row : rows) {
    out.emplace_back(&row);
  }
  return out;
}

std::vector<Entry> places_of(std::initializer_list<PlaceKind> kinds) {
  std::vector<Entry> out;
  for (const Place& place : places()) {
    if (std::find(kinds.begin(), kinds.end(), place.kind) != kinds.end()) {
      out.emplace_back(&place);
    }
  }
  return out;
}

/// The figures whose id begins with one of these.
std::vector<Entry> figures_of(std::initializer_list<std::string_view> prefixes) {
  std::vector<Entry> out;
  for (const Figure& figure : figures()) {
    const bool wanted = std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) {
      return figure.id.view().starts_with(prefix);
    });
    if (wanted) {
      out.emplace_back(&figure);
    }
  }
  return out;
}

/// A new table is listed by a row here.
constexpr auto kinds = std::to_array<EntryKind>({
    {"accelerators", [] { return pointers(accelerators()); }},
    {"architectures", [] { return pointers(architectures()); }},
    {"language-models", [] { return pointers(language_models()); }},
    {"cpus", [] { return pointers(cpus()); }},
    {"instances", [] { return pointers(instances()); }},
    {"countries",
     [] {
       return places_of({PlaceKind::world, PlaceKind::aggregate, PlaceKind::country});
     }},
    {"grids",
     [] {
       return places_of({PlaceKind::grid, PlaceKind::state});
     }},
    {"regions", [] { return places_of({PlaceKind::cloud_region}); }},
    {"pue", [] { return figures_of({"pue/"}); }},
    {"embodied", [] { return figures_of({"embodied/"}); }},
    {"models",
     [] {
       return figures_of({"throughput/", "vision/", "generation/", "power/", "uncertainty/",
                          "opencarboneval", "llmcarbon/"});
     }},
    {"sources", [] { return pointers(sources()); }},
    {"published", [] { return pointers(published_runs()); }},
    {"measurements", [] { return pointers(measurements()); }},
    {"equivalences", [] { return figures_of({"equivalence/"}); }},
});

}  // namespace

std::span<const EntryKind> entry_kinds() {
  return kinds;
}

}  // namespace plume
