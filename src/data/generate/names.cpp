// SPDX-License-Identifier: Apache-2.0
#include "data/generate/names.hpp"

#include "data/cpu_name.hpp"
#include "data/normalise.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace plume::generate {

namespace {

void add(std::vector<NameDraft>& names, const std::string& text, std::size_t row, int rank = 0) {
  names.push_back({normalised(text), text, row, rank});
}

template <class Entry>
void add_id_and_aliases(std::vector<NameDraft>& names, const Entry& entry, std::size_t row) {
  add(names, entry.id, row);
  for (const std::string& alias : entry.aliases) {
    add(names, alias, row);
  }
}

std::vector<NameDraft> sorted(std::vector<NameDraft> names) {
  const auto order = [](const NameDraft& n) { return std::tie(n.key, n.row, n.rank); };
  std::stable_sort(names.begin(), names.end(),
                   [&](const NameDraft& a, const NameDraft& b) { return order(a) < order(b); });
  const auto same = [](const NameDraft& a, const NameDraft& b) {
    return a.row == b.row && a.text == b.text;
  };
  names.erase(std::unique(names.begin(), names.end(), same), names.end());
  return names;
}

}  // namespace

std::vector<NameDraft> accelerator_names(const Draft& draft) {
  std::vector<NameDraft> names;
  for (std::size_t row = 0; row < draft.accelerators.size(); ++row) {
    add_id_and_aliases(names, draft.accelerators[row], row);
    add(names, draft.accelerators[row].name, row);
  }
  return sorted(std::move(names));
}

std::vector<NameDraft> architecture_names(const Draft& draft) {
  std::vector<NameDraft> names;
  for (std::size_t row = 0; row < draft.architectures.size(); ++row) {
    add_id_and_aliases(names, draft.architectures[row], row);
    add(names, draft.architectures[row].name, row);
  }
  return sorted(std::move(names));
}

std::vector<NameDraft> cpu_names(const Draft& draft) {
  std::vector<NameDraft> names;
  for (std::size_t row = 0; row < draft.cpus.size(); ++row) {
    const std::string& name = draft.cpus[row].name;
    names.push_back({normalised_cpu(name), name, row, 0});
  }
  return sorted(std::move(names));
}

std::vector<NameDraft> instance_names(const Draft& draft) {
  std::vector<NameDraft> names;
  for (std::size_t row = 0; row < draft.instances.size(); ++row) {
    add_id_and_aliases(names, draft.instances[row], row);
    add(names, code_of(draft.instances[row].id), row);
  }
  return sorted(std::move(names));
}

std::vector<NameDraft> language_model_names(const Draft& draft) {
  std::vector<NameDraft> names;
  for (std::size_t row = 0; row < draft.language_models.size(); ++row) {
    const LanguageModelDraft& model = draft.language_models[row];
    add_id_and_aliases(names, model, row);
    if (normalised(model.name) != normalised(model.id)) {
      add(names, model.name, row);
    }
  }
  return sorted(std::move(names));
}

std::vector<NameDraft> place_names(const Draft& draft) {
  std::vector<NameDraft> names;
  for (std::size_t row = 0; row < draft.places.size(); ++row) {
    const PlaceDraft& place = draft.places[row];
    add_id_and_aliases(names, place, row);
    add(names, place.name, row, place.kind == PlaceKind::cloud_region ? 1 : 0);
  }
  return sorted(std::move(names));
}

}  // namespace plume::generate
