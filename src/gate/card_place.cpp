// SPDX-License-Identifier: Apache-2.0
#include "gate/card_hardware.hpp"
#include "gate/card_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace plume {

namespace {

struct ProviderName {
  std::string_view word;
  std::string_view id;
};
constexpr auto provider_names = std::to_array<ProviderName>({{"google", "gcp"},
                                                             {"gcp", "gcp"},
                                                             {"amazon", "aws"},
                                                             {"aws", "aws"},
                                                             {"microsoft", "azure"},
                                                             {"azure", "azure"}});

std::string_view provider_id(std::string_view text) {
  const std::string small = in_small_letters(text);
  const auto found =
      std::find_if(provider_names.begin(), provider_names.end(), [&](const ProviderName& name) {
        return small.find(name.word) != std::string::npos;
      });
  return found == provider_names.end() ? std::string_view() : found->id;
}

/// Where all of them stand, when that is one place of the map.
const Place* common_parent(const std::vector<const Place*>& found) {
  const std::uint16_t parent = found.front()->parent;
  const bool one = std::all_of(found.begin(), found.end(), [parent](const Place* place) {
    return place->kind == PlaceKind::cloud_region && place->parent == parent;
  });
  return one ? &places()[parent] : nullptr;
}

const Place* place_of(std::string_view name, std::string_view provider) {
  auto found = find_places(name);
  std::erase_if(found, [&](const Place* place) {
    const bool of_cloud = place->kind == PlaceKind::cloud_region && !provider.empty();
    return of_cloud && place->provider.view() != provider;
  });
  if (found.empty()) {
    return nullptr;
  }
  return found.size() == 1 ? found.front() : common_parent(found);
}

bool lies_in(const Place& inner, const Place& outer) {
  const Place* at = &inner;
  while (at != &outer && at->kind != PlaceKind::world) {
    at = &places()[at->parent];
  }
  return at == &outer;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t.");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t.") - first + 1);
}

/// "Eemshaven, Netherlands (Europe)": finest first, as people write it.
std::vector<const Place*> places_in(std::string_view text, std::string_view provider) {
  constexpr std::string_view separators = ",;()/|";
  std::vector<const Place*> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(separators, at), text.size());
    const Place* const place = place_of(trimmed(text.substr(at, end - at)), provider);
    if (place != nullptr) {
      out.push_back(place);
    }
    at = end + 1;
  }
  return out;
}

/// The finest that lies in the country named beside it.
const Place* finest(const std::vector<const Place*>& found) {
  const auto country = std::find_if(found.begin(), found.end(), [](const Place* place) {
    return place->kind == PlaceKind::country;
  });
  const auto fits = std::find_if(found.begin(), found.end(), [&](const Place* place) {
    return country == found.end() || lies_in(*place, **country);
  });
  return fits == found.end() ? nullptr : *fits;
}

}  // namespace

const Place* read_card_place(std::string_view text, std::string_view provider) {
  constexpr std::size_t most_bytes = 500;
  text = text.substr(0, most_bytes);
  const std::string_view of = provider_id(fmt::format("{} {}", provider, text));
  const Place* const whole = place_of(trimmed(text), of);
  return whole != nullptr ? whole : finest(places_in(text, of));
}

}  // namespace plume
