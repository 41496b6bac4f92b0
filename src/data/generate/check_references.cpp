// SPDX-License-Identifier: Apache-2.0
#include "data/generate/check.hpp"
#include "data/generate/names.hpp"
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace plume::generate {

namespace {

/// The ids of one kind of entry, each with the place that it was first seen in.
class Ids {
 public:
  void add(const std::string& id, const Spot& spot, Faults& faults) {
    if (!id.empty() && !spots_.emplace(id, spot).second) {
      faults.add(spot, '"' + id + "\" stands twice (first in " + spots_.at(id).file->path + ')',
                 "keep one of them, or give one another id");
    }
  }

  /// Reports a reference to something that is not there. `what` is "a source".
  void need(const std::string& id, std::string_view what, const Spot& spot, Faults& faults) const {
    if (!id.empty() && !spots_.contains(id)) {
      faults.add(spot, '"' + id + "\" is not " + std::string(what), cure(id, what));
    }
  }

 private:
  std::string cure(const std::string& id, std::string_view what) const {
    std::vector<std::string_view> words;
    for (const auto& [known, unused] : spots_) {
      words.push_back(known);
    }
    const std::string hint = did_you_mean(closest_matches(id, words));
    return hint.empty() ? "add " + std::string(what) + " of that name" : hint;
  }

  std::map<std::string, Spot> spots_;
};

/// Rows are numbered in 16 bits.
constexpr std::size_t most_entries = 65'534;

template <class Entry>
Ids ids_of(const std::vector<Entry>& entries, std::string Entry::*id, Faults& faults) {
  Ids ids;
  for (const Entry& entry : entries) {
    ids.add(entry.*id, entry.spot, faults);
  }
  if (entries.size() > most_entries) {
    faults.add(entries.back().spot, "there are more than 65,534 entries of this kind",
               "leave some of them out");
  }
  return ids;
}

bool is_identifier(const std::string& word) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return word.front() >= 'a' && word.front() <= 'z' && std::all_of(word.begin(), word.end(), fits);
}

void check_constants(const Draft& draft, Faults& faults) {
  Ids constants;
  for (const FigureDraft& figure : draft.figures) {
    constants.add(figure.constant, figure.spot.inside("constant"), faults);
    if (!figure.constant.empty() && !is_identifier(figure.constant)) {
      faults.add(figure.spot.inside("constant"), "this is not a name for C++",
                 "use lower-case letters, digits and underscores, a letter first");
    }
  }
}

void check_sources(const Draft& draft, Faults& faults) {
  const Ids sources = ids_of(draft.sources, &SourceDraft::key, faults);
  const auto need = [&](const std::string& key, const Spot& spot) {
    sources.need(key, "a source of sources.json", spot.inside("source"), faults);
  };
  for (const FigureDraft& figure : draft.figures) {
    need(figure.source, figure.spot);
  }
  for (const InstanceDraft& instance : draft.instances) {
    need(instance.source, instance.spot);
  }
  for (const MeasurementDraft& measurement : draft.measurements) {
    need(measurement.source, measurement.spot);
  }
  for (const LanguageModelDraft& model : draft.language_models) {
    need(model.source, model.spot);
  }
  for (const PlaceDraft& place : draft.places) {
    for (const SeriesDraft& series : place.series) {
      need(series.source, series.spot);
    }
  }
}

void check_generations(const Draft& draft, Faults& faults) {
  Ids used;
  Faults repeats_are_fine;
  for (const AcceleratorDraft& accelerator : draft.accelerators) {
    used.add(accelerator.generation, accelerator.spot, repeats_are_fine);
  }
  ids_of(draft.generations, &GenerationDraft::key, faults);
  for (const GenerationDraft& generation : draft.generations) {
    used.need(generation.key, "the generation of an accelerator",
              generation.spot.inside("generation"), faults);
  }
}

void check_families(const Draft& draft, const Ids& accelerators, Faults& faults) {
  ids_of(draft.families, &FamilyDraft::id, faults);
  for (const FamilyDraft& family : draft.families) {
    if (family.accelerators.empty()) {
      faults.add(family.spot, "this family has no accelerators",
                 "list their ids in \"accelerators\"");
    }
    for (const std::string& id : family.accelerators) {
      accelerators.need(id, "an accelerator", family.spot.inside("accelerators"), faults);
    }
  }
}

/// Whether `place` leads to the world by way of its parents.
bool reaches_world(const Draft& draft, const PlaceDraft& place) {
  const PlaceDraft* at = &place;
  for (std::size_t steps = 0; steps <= draft.places.size(); ++steps) {
    if (at->id == "world") {
      return true;
    }
    const auto parent = std::find_if(draft.places.begin(), draft.places.end(),
                                     [&](const PlaceDraft& p) { return p.id == at->parent; });
    if (parent == draft.places.end()) {
      return true;  // reported as a missing parent
    }
    at = &*parent;
  }
  return false;
}

Ids check_places(const Draft& draft, Faults& faults) {
  Ids places = ids_of(draft.places, &PlaceDraft::id, faults);
  for (const PlaceDraft& place : draft.places) {
    places.need(place.parent, "a place", place.spot, faults);
    if (!reaches_world(draft, place)) {
      faults.add(place.spot, "the parents of this place go round in a circle",
                 "let them lead to a country");
    }
  }
  return places;
}

/// Reports a name that two accelerators, instances or places share. The codes and towns of cloud
/// regions may be shared: the look-up then gives all of them.
template <class MayShare>
void check_names(const std::vector<NameDraft>& names, const std::vector<Spot>& spots,
                 MayShare may_share, Faults& faults) {
  for (std::size_t i = 1; i < names.size(); ++i) {
    const NameDraft& a = names[i - 1];
    const NameDraft& b = names[i];
    if (a.key == b.key && a.row != b.row && !may_share(a, b)) {
      const bool amended = spots[a.row].layer() > spots[b.row].layer();
      const Spot& here = spots[amended ? a.row : b.row];
      const Spot& there = spots[amended ? b.row : a.row];
      faults.add(here,
                 "the name \"" + (amended ? a : b).text + "\" is also that of the entry in " +
                     there.file->path + (there.pointer.empty() ? "" : " at " + there.pointer),
                 "drop it from one of them");
    }
  }
}

template <class Entry>
std::vector<Spot> spots_of(const std::vector<Entry>& entries) {
  std::vector<Spot> spots;
  spots.reserve(entries.size());
  for (const Entry& entry : entries) {
    spots.push_back(entry.spot);
  }
  return spots;
}

/// Entries of one id were reported as that; their names say nothing new.
template <class Entry>
auto of_one_id(const std::vector<Entry>& entries) {
  return [&entries](const NameDraft& a, const NameDraft& b) {
    return entries[a.row].id == entries[b.row].id;
  };
}

void check_all_names(const Draft& draft, Faults& faults) {
  const auto is_region = [&](const NameDraft& name) {
    return draft.places[name.row].kind == PlaceKind::cloud_region;
  };
  const auto one_place = of_one_id(draft.places);
  const auto regions = [&](const NameDraft& a, const NameDraft& b) {
    return (is_region(a) && is_region(b)) || a.rank != b.rank || one_place(a, b);
  };
  check_names(accelerator_names(draft), spots_of(draft.accelerators), of_one_id(draft.accelerators),
              faults);
  check_names(cpu_names(draft), spots_of(draft.cpus), of_one_id(draft.cpus), faults);
  check_names(architecture_names(draft), spots_of(draft.architectures),
              of_one_id(draft.architectures), faults);
  check_names(language_model_names(draft), spots_of(draft.language_models),
              of_one_id(draft.language_models), faults);
  check_names(instance_names(draft), spots_of(draft.instances), of_one_id(draft.instances), faults);
  check_names(place_names(draft), spots_of(draft.places), regions, faults);
}

void check_sites(const Draft& draft, const Ids& places, Faults& faults) {
  for (const PueDraft& row : draft.pue) {
    if (row.site.find(':') != std::string::npos) {
      places.need(row.site, "a cloud region", row.spot.inside("site"), faults);
    }
  }
}

}  // namespace

void check_references(const Draft& draft, Faults& faults) {
  const Ids accelerators = ids_of(draft.accelerators, &AcceleratorDraft::id, faults);
  ids_of(draft.figures, &FigureDraft::id, faults);
  ids_of(draft.instances, &InstanceDraft::id, faults);
  ids_of(draft.cpus, &CpuDraft::id, faults);
  ids_of(draft.architectures, &ArchitectureDraft::id, faults);
  ids_of(draft.language_models, &LanguageModelDraft::id, faults);
  ids_of(draft.equivalences, &EquivalenceDraft::id, faults);
  for (const InstanceDraft& instance : draft.instances) {
    accelerators.need(instance.accelerator, "an accelerator", instance.spot.inside("accelerator"),
                      faults);
  }
  ids_of(draft.measurements, &MeasurementDraft::id, faults);
  for (const MeasurementDraft& measurement : draft.measurements) {
    accelerators.need(measurement.accelerator, "an accelerator",
                      measurement.spot.inside("accelerator"), faults);
  }
  check_constants(draft, faults);
  check_sources(draft, faults);
  check_generations(draft, faults);
  check_families(draft, accelerators, faults);
  check_sites(draft, check_places(draft, faults), faults);
  check_all_names(draft, faults);
}

void check(const Draft& draft, Faults& faults) {
  check_values(draft, faults);
  check_references(draft, faults);
  check_measurements(draft, faults);
  check_published(draft, faults);
}

}  // namespace plume::generate
