// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"

#include "data/generate/read_figures.hpp"

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

std::string parent_or_world(std::string parent, PlaceKind kind, ObjectReader& reader) {
  const bool fine = kind == PlaceKind::grid || kind == PlaceKind::state;
  if (parent.empty() && fine) {
    reader.faults().add(reader.spot(), "\"parent\" is missing",
                        "name the country or grid that this place belongs to");
  }
  return parent.empty() ? "world" : std::move(parent);
}

}  // namespace

void read_source(ObjectReader& reader, Draft& draft) {
  SourceDraft source;
  source.spot = reader.spot();
  source.key = reader.text("key");
  source.title = reader.text("title");
  source.author = reader.text("author");
  source.year = read_year(reader, "year");
  source.url = reader.optional_text("url");
  source.licence = reader.text("licence");
  source.attribution = reader.optional_text("attribution");
  source.note = reader.optional_text("note");
  reader.finish();
  draft.sources.push_back(std::move(source));
}

void read_accelerator(ObjectReader& reader, Draft& draft) {
  AcceleratorDraft accelerator;
  accelerator.spot = reader.spot();
  accelerator.id = reader.text("id");
  accelerator.name = reader.text("name");
  accelerator.vendor = reader.text("vendor");
  accelerator.kind = reader.text("kind");
  accelerator.use = reader.text("use");
  accelerator.generation = reader.optional_text("generation");
  accelerator.year = read_year(reader, "year");
  accelerator.aliases = reader.texts("aliases");
  accelerator.note = reader.optional_text("note");
  if (const nlohmann::json* figures = reader.member("figures")) {
    ObjectReader members(*figures, reader.spot().inside("figures"), reader.faults());
    for (std::size_t i = 0; i < property_count; ++i) {
      const std::string key(name_of(static_cast<Property>(i)));
      accelerator.figures[i] =
          read_member_figure(members, key, "accelerator/" + accelerator.id + '/' + key, draft);
    }
    members.finish();
  }
  reader.finish();
  draft.accelerators.push_back(std::move(accelerator));
}

void read_instance(ObjectReader& reader, Draft& draft) {
  InstanceDraft instance;
  instance.spot = reader.spot();
  instance.id = reader.text("id");
  check_provider_prefix(reader, instance.id);
  instance.accelerator = reader.text("accelerator");
  instance.accelerator_count = reader.number("count");
  instance.aliases = reader.texts("aliases");
  instance.source = reader.text("source");
  instance.note = reader.optional_text("note");
  reader.finish();
  draft.instances.push_back(std::move(instance));
}

void read_place(ObjectReader& reader, Draft& draft) {
  PlaceDraft place;
  place.spot = reader.spot();
  place.id = reader.text("id");
  place.name = reader.text("name");
  place.kind = read_place_kind(reader, "kind");
  place.parent = parent_or_world(reader.optional_text("parent"), place.kind, reader);
  place.aliases = reader.texts("aliases");
  place.note = reader.optional_text("note");
  place.series = read_series(reader);
  reader.finish();
  draft.places.push_back(std::move(place));
}

void read_cloud_region(ObjectReader& reader, Draft& draft) {
  PlaceDraft place;
  place.spot = reader.spot();
  place.id = reader.text("id");
  check_provider_prefix(reader, place.id);
  place.name = reader.text("name");
  place.kind = PlaceKind::cloud_region;
  const std::string country = reader.text("country");
  const std::string grid = reader.optional_text("grid");
  place.parent = grid.empty() ? country : grid;
  place.aliases = reader.texts("aliases");
  place.aliases.insert(place.aliases.begin(), code_of(place.id));
  place.note = reader.optional_text("note");
  place.series = read_series(reader);
  reader.finish();
  draft.places.push_back(std::move(place));
}

void read_pue(ObjectReader& reader, Draft& draft) {
  PueDraft row;
  row.spot = reader.spot();
  std::string id = reader.text("id");
  row.provider = reader.text("provider");
  row.site = reader.optional_text("site");
  row.figure = read_figure(reader, std::move(id), draft);
  reader.finish();
  draft.pue.push_back(std::move(row));
}

void read_generation(ObjectReader& reader, Draft& draft) {
  GenerationDraft generation;
  generation.spot = reader.spot();
  generation.key = reader.text("generation");
  const std::string prefix = "generation/" + generation.key;
  generation.dense = read_member_figure(reader, "dense", prefix + "/dense", draft);
  generation.moe = read_member_figure(reader, "moe", prefix + "/moe", draft);
  reader.finish();
  draft.generations.push_back(std::move(generation));
}

void read_free_figure(ObjectReader& reader, Draft& draft) {
  std::string id = reader.text("id");
  read_figure(reader, std::move(id), draft);
  reader.finish();
}

}  // namespace plume::generate
