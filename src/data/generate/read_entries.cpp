// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"

#include "data/generate/read_figures.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace plume::generate {

namespace {

SeriesDraft read_series_entry(ObjectReader& reader) {
  SeriesDraft series;
  series.spot = reader.spot();
  series.basis = read_basis(reader, "basis");
  series.first_year = read_year(reader, "first_year");
  series.values = reader.numbers("values");
  series.low_carbon_shares = reader.numbers("low_carbon_share");
  series.condition = reader.optional_text("condition");
  series.source = reader.text("source");
  series.locator = reader.text("locator");
  series.confirmation = read_confirmation(reader, "status");
  reader.finish();
  return series;
}

std::vector<SeriesDraft> read_series(ObjectReader& owner) {
  std::vector<SeriesDraft> result;
  const nlohmann::json* list = owner.member("series");
  if (list == nullptr) {
    return result;
  }
  for (const Element& element : elements(*list, owner.spot().inside("series"), owner.faults())) {
    ObjectReader reader(element.value, element.spot, owner.faults());
    result.push_back(read_series_entry(reader));
  }
  return result;
}

void check_provider_prefix(ObjectReader& reader, const std::string& id) {
  if (!id.empty() && id.find(':') == std::string::npos) {
    reader.faults().add(reader.spot().inside("id"), '"' + id + "\" names no provider",
                        "write it as \"provider:code\"");
  }
}

/// The parent as given, as it was, or the world.
void amend_parent(PlaceDraft& place, const std::string& given, ObjectReader& reader) {
  const bool needed = place.kind == PlaceKind::grid || place.kind == PlaceKind::state;
  if (!given.empty()) {
    place.parent = given;
  } else if (place.parent.empty() && needed) {
    reader.faults().add(reader.spot(), "\"parent\" is missing",
                        "name the country or grid that this place belongs to");
  }
  place.parent = place.parent.empty() ? "world" : place.parent;
}

/// The row of an entry that an overlay amends a second time. That is a fault, reported later; to
/// begin with what the first one said spares the reader faults that follow from it.
template <class Entry>
FigureRow row_in_layer(const std::vector<Entry>& entries, std::string Entry::*id,
                       const std::string& wanted, const Spot& spot) {
  for (std::size_t row = 0; spot.layer() > 0 && row < entries.size(); ++row) {
    if (entries[row].*id == wanted && entries[row].spot.layer() == spot.layer()) {
      return row;
    }
  }
  return std::nullopt;
}

/// What an object stands for: the entry of a lower layer with its id, to be amended, or a new one.
template <class Entry>
struct Target {
  Entry& entry;
  bool is_new;
};

template <class Entry>
Target<Entry> target(std::vector<Entry>& entries, std::string Entry::*id, ObjectReader& reader,
                     std::string_view key = "id") {
  std::string wanted = reader.text(key);
  const FigureRow earlier = earlier_row(entries, id, wanted, reader.spot());
  const FigureRow again = row_in_layer(entries, id, wanted, reader.spot());
  Entry& entry =
      earlier ? entries[*earlier] : entries.emplace_back(again ? Entry(entries[*again]) : Entry());
  entry.*id = std::move(wanted);
  entry.spot = reader.spot();
  return {entry, !earlier};
}

/// Series on the basis of a new one make way for it.
void amend_series(PlaceDraft& place, ObjectReader& owner) {
  std::vector<SeriesDraft> series = read_series(owner);
  std::erase_if(place.series, [&](const SeriesDraft& old) {
    return std::any_of(series.begin(), series.end(),
                       [&](const SeriesDraft& s) { return s.basis == old.basis; });
  });
  std::move(series.begin(), series.end(), std::back_inserter(place.series));
}

void read_member_figures(AcceleratorDraft& accelerator, ObjectReader& members, Draft& draft) {
  for (std::size_t i = 0; i < property_count; ++i) {
    const std::string key(name_of(static_cast<Property>(i)));
    const std::string id = "accelerator/" + accelerator.id + '/' + key;
    if (const FigureRow row = read_member_figure(members, key, id, draft)) {
      accelerator.figures[i] = row;
    }
  }
  members.finish();
}

/// The PUE row of a lower layer with this id, or a new one.
PueDraft& pue_target(const std::string& id, ObjectReader& reader, Draft& draft) {
  for (PueDraft& row : draft.pue) {
    if (row.spot.layer() < reader.spot().layer() && draft.figures[row.figure].id == id) {
      return row;
    }
  }
  return draft.pue.emplace_back();
}

}  // namespace

void read_source(ObjectReader& reader, Draft& draft) {
  SourceDraft& source = target(draft.sources, &SourceDraft::key, reader, "key").entry;
  reader.amend_text(source.title, "title");
  reader.amend_text(source.author, "author");
  amend_year(source.year, reader, "year");
  reader.amend_optional_text(source.url, "url");
  reader.amend_text(source.licence, "licence");
  reader.amend_optional_text(source.attribution, "attribution");
  reader.amend_optional_text(source.note, "note");
  reader.finish();
}

void read_accelerator(ObjectReader& reader, Draft& draft) {
  AcceleratorDraft& accelerator = target(draft.accelerators, &AcceleratorDraft::id, reader).entry;
  reader.amend_text(accelerator.name, "name");
  reader.amend_text(accelerator.vendor, "vendor");
  reader.amend_text(accelerator.kind, "kind");
  reader.amend_text(accelerator.use, "use");
  reader.amend_optional_text(accelerator.generation, "generation");
  amend_year(accelerator.year, reader, "year");
  reader.add_texts(accelerator.aliases, "aliases");
  reader.amend_optional_text(accelerator.note, "note");
  if (const nlohmann::json* figures = reader.member("figures")) {
    ObjectReader members(*figures, reader.spot().inside("figures"), reader.faults());
    read_member_figures(accelerator, members, draft);
  }
  reader.finish();
}

void read_instance(ObjectReader& reader, Draft& draft) {
  const auto [instance, is_new] = target(draft.instances, &InstanceDraft::id, reader);
  check_provider_prefix(reader, instance.id);
  reader.amend_text(instance.accelerator, "accelerator");
  if (is_new || reader.has("count")) {
    instance.accelerator_count = reader.number("count");
  }
  reader.add_texts(instance.aliases, "aliases");
  reader.amend_text(instance.source, "source");
  reader.amend_optional_text(instance.note, "note");
  reader.finish();
}

void read_place(ObjectReader& reader, Draft& draft) {
  const auto [place, is_new] = target(draft.places, &PlaceDraft::id, reader);
  reader.amend_text(place.name, "name");
  if (is_new || reader.has("kind")) {
    place.kind = read_place_kind(reader, "kind");
  }
  amend_parent(place, reader.optional_text("parent"), reader);
  reader.add_texts(place.aliases, "aliases");
  reader.amend_optional_text(place.note, "note");
  amend_series(place, reader);
  reader.finish();
}

void read_cloud_region(ObjectReader& reader, Draft& draft) {
  const auto [place, is_new] = target(draft.places, &PlaceDraft::id, reader);
  check_provider_prefix(reader, place.id);
  reader.amend_text(place.name, "name");
  place.kind = PlaceKind::cloud_region;
  reader.amend_text(place.parent, "country");
  reader.amend_optional_text(place.parent, "grid");
  if (is_new) {
    place.aliases.push_back(code_of(place.id));
  }
  reader.add_texts(place.aliases, "aliases");
  reader.amend_optional_text(place.note, "note");
  amend_series(place, reader);
  reader.finish();
}

void read_pue(ObjectReader& reader, Draft& draft) {
  std::string id = reader.text("id");
  PueDraft& row = pue_target(id, reader, draft);
  row.spot = reader.spot();
  reader.amend_text(row.provider, "provider");
  reader.amend_optional_text(row.site, "site");
  row.figure = read_figure(reader, std::move(id), draft);
  reader.finish();
}

void read_generation(ObjectReader& reader, Draft& draft) {
  GenerationDraft& generation =
      target(draft.generations, &GenerationDraft::key, reader, "generation").entry;
  const std::string prefix = "generation/" + generation.key;
  for (const auto& [key, row] :
       {std::pair<std::string, FigureRow*>{"dense", &generation.dense}, {"moe", &generation.moe}}) {
    if (const FigureRow read = read_member_figure(reader, key, prefix + '/' + key, draft)) {
      *row = read;
    }
  }
  reader.finish();
}

void read_family(ObjectReader& reader, Draft& draft) {
  FamilyDraft& family = target(draft.families, &FamilyDraft::id, reader, "family").entry;
  reader.add_texts(family.accelerators, "accelerators");
  for (std::size_t i = 0; i < family_figures.size(); ++i) {
    const std::string key(family_figures[i]);
    family.figures[i] = read_member_figure(reader, key, family.id + '/' + key, draft);
  }
  reader.finish();
}

void read_free_figure(ObjectReader& reader, Draft& draft) {
  std::string id = reader.text("id");
  read_figure(reader, std::move(id), draft);
  reader.finish();
}

}  // namespace plume::generate
