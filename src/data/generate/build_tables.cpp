// SPDX-License-Identifier: Apache-2.0
#include "data/generate/build_tables.hpp"

#include "data/generate/build_published.hpp"
#include "data/generate/names.hpp"
#include "data/generate/text_pool.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace plume::generate {

namespace {

std::uint16_t as_row(std::size_t row) {
  return static_cast<std::uint16_t>(row);
}

/// The constant by which a figure that was not confirmed may be off.
double unverified_factor(const std::vector<FigureDraft>& figures) {
  const auto found = std::find_if(figures.begin(), figures.end(), [](const FigureDraft& f) {
    return f.constant == "unverified_factor";
  });
  return found == figures.end() ? 1 : found->value;
}

Spread spread_of(const FigureDraft& f, double unverified) {
  const double factor = f.confirmation == Confirmation::unverified ? unverified : 1;
  const double lowest = std::min(f.low, f.value / factor);
  const double highest = std::max(f.high, f.value * factor);
  return lowest < highest ? spread_between(lowest, f.value, highest) : Spread{};
}

/// A row number plus one, 0 for none.
std::uint16_t row_plus_one(FigureRow row) {
  return row ? as_row(*row + 1) : std::uint16_t{0};
}

Rows rows_from(std::size_t begin, std::size_t count) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(count)};
}

/// Builds the tables, one method each, and keeps the state that they share.
class TableBuilder {
 public:
  explicit TableBuilder(const Draft& draft);

  BuiltTables build();

 private:
  void sources();
  void figures();
  void accelerators();
  void instances();
  void places();
  void pue();
  void cpus();
  void equivalences();
  void measurements();
  void families();
  void architectures();
  void language_models();
  void orders();

  Accelerator accelerator(const AcceleratorDraft& accelerator);
  Instance instance(const InstanceDraft& instance);
  Place place(const PlaceDraft& place);
  Series series(const SeriesDraft& series);
  Rows alias_rows(const std::vector<std::string>& aliases);
  std::vector<tables::Name> names(const std::vector<NameDraft>& names);

  const Draft& draft_;
  TextPool text_;
  std::map<std::string, std::uint16_t> source_rows_, accelerator_rows_, place_rows_;
  std::map<std::string, const GenerationDraft*> generations_;
  BuiltTables out_;
};

template <class Entry>
std::map<std::string, std::uint16_t> rows_of(const std::vector<Entry>& entries,
                                             std::string Entry::*id) {
  std::map<std::string, std::uint16_t> rows;
  for (std::size_t row = 0; row < entries.size(); ++row) {
    rows.emplace(entries[row].*id, as_row(row));
  }
  return rows;
}

TableBuilder::TableBuilder(const Draft& draft)
    : draft_(draft), accelerator_rows_(rows_of(draft.accelerators, &AcceleratorDraft::id)),
      place_rows_(rows_of(draft.places, &PlaceDraft::id)) {
  std::uint16_t next = 0;
  for (const std::size_t row : source_order(draft)) {
    source_rows_.emplace(draft.sources[row].key, next++);
  }
  for (const GenerationDraft& generation : draft.generations) {
    generations_.emplace(generation.key, &generation);
  }
}

void TableBuilder::sources() {
  for (const std::size_t row : source_order(draft_)) {
    const SourceDraft& s = draft_.sources[row];
    out_.sources.push_back({text_(s.key), text_(s.title), text_(s.author), text_(s.url),
                            text_(s.licence), text_(s.attribution),
                            static_cast<std::int16_t>(s.year)});
  }
}

void TableBuilder::figures() {
  const double unverified = unverified_factor(draft_.figures);
  for (const FigureDraft& f : draft_.figures) {
    out_.figures.push_back({f.value, f.low, f.high, f.scale, spread_of(f, unverified), text_(f.id),
                            text_(f.unit), text_(f.condition), text_(f.locator), text_(f.note),
                            source_rows_.at(f.source), static_cast<std::int16_t>(f.year),
                            f.confirmation});
  }
}

Rows TableBuilder::alias_rows(const std::vector<std::string>& aliases) {
  const std::size_t begin = out_.aliases.size();
  for (const std::string& alias : aliases) {
    out_.aliases.push_back(text_(alias));
  }
  return rows_from(begin, aliases.size());
}

Accelerator TableBuilder::accelerator(const AcceleratorDraft& a) {
  Accelerator out{text_(a.id),   text_(a.name),         text_(a.vendor),
                  text_(a.kind), text_(a.use),          text_(a.generation),
                  text_(a.note), alias_rows(a.aliases), static_cast<std::int16_t>(a.year)};
  for (std::size_t i = 0; i < property_count; ++i) {
    out.figures[i] = row_plus_one(a.figures[i]);
  }
  if (const auto found = generations_.find(a.generation); found != generations_.end()) {
    out.dense_factor = row_plus_one(found->second->dense);
    out.moe_factor = row_plus_one(found->second->moe);
  }
  return out;
}

void TableBuilder::accelerators() {
  for (const AcceleratorDraft& a : draft_.accelerators) {
    out_.accelerators.push_back(accelerator(a));
  }
}

Instance TableBuilder::instance(const InstanceDraft& i) {
  return {text_(i.id),
          text_(provider_of(i.id)),
          text_(code_of(i.id)),
          text_(i.note),
          alias_rows(i.aliases),
          accelerator_rows_.at(i.accelerator),
          static_cast<float>(i.accelerator_count),
          source_rows_.at(i.source)};
}

void TableBuilder::instances() {
  for (const InstanceDraft& i : draft_.instances) {
    out_.instances.push_back(instance(i));
  }
}

Series TableBuilder::series(const SeriesDraft& s) {
  const std::size_t begin = out_.intensities.size();
  for (std::size_t i = 0; i < s.values.size(); ++i) {
    const bool known = i < s.low_carbon_shares.size();
    out_.intensities.push_back(s.values[i]);
    out_.low_carbon_shares.push_back(known ? static_cast<float>(s.low_carbon_shares[i])
                                           : std::numeric_limits<float>::quiet_NaN());
  }
  return {s.basis,
          s.confirmation,
          static_cast<std::int16_t>(s.first_year),
          source_rows_.at(s.source),
          rows_from(begin, s.values.size()),
          text_(s.condition),
          text_(s.locator)};
}

Place TableBuilder::place(const PlaceDraft& p) {
  const std::size_t begin = out_.series.size();
  for (const SeriesDraft& s : p.series) {
    out_.series.push_back(series(s));
  }
  const bool region = p.kind == PlaceKind::cloud_region;
  return {text_(p.id),
          text_(p.name),
          text_(region ? provider_of(p.id) : std::string()),
          text_(p.note),
          alias_rows(p.aliases),
          rows_from(begin, p.series.size()),
          place_rows_.at(p.parent),
          p.kind};
}

void TableBuilder::places() {
  for (const PlaceDraft& p : draft_.places) {
    out_.places.push_back(place(p));
  }
}

void TableBuilder::pue() {
  for (const PueDraft& p : draft_.pue) {
    out_.pue_rows.push_back(
        {text_(draft_.figures[p.figure].id), text_(p.provider), text_(p.site), as_row(p.figure)});
  }
}

void TableBuilder::cpus() {
  for (const CpuDraft& c : draft_.cpus) {
    out_.cpus.push_back({text_(c.id), text_(c.name), text_(c.vendor), text_(c.use),
                         static_cast<std::int16_t>(c.year), static_cast<std::uint16_t>(c.cores),
                         static_cast<std::uint16_t>(c.threads), as_row(c.tdp)});
  }
}

void TableBuilder::equivalences() {
  for (const EquivalenceDraft& e : draft_.equivalences) {
    out_.equivalences.push_back({text_(e.id), text_(e.name), text_(e.per), as_row(e.figure)});
  }
}

void TableBuilder::measurements() {
  for (const MeasurementDraft& m : draft_.measurements) {
    out_.measurements.push_back({text_(m.id), text_(m.model), text_(m.kind), text_(m.precision),
                                 text_(m.stack), text_(m.locator), text_(m.note), m.parameters,
                                 m.active, m.rate, static_cast<float>(m.sequence_length),
                                 static_cast<float>(m.count), accelerator_rows_.at(m.accelerator),
                                 source_rows_.at(m.source), static_cast<std::int16_t>(m.year)});
  }
}

void TableBuilder::families() {
  for (const FamilyDraft& f : draft_.families) {
    out_.families.push_back({text_(f.id), alias_rows(f.accelerators)});
  }
}

void TableBuilder::architectures() {
  for (const ArchitectureDraft& a : draft_.architectures) {
    out_.architectures.push_back({text_(a.id), text_(a.name), text_(a.kind), text_(a.note),
                                  alias_rows(a.aliases), static_cast<std::uint16_t>(a.image_size),
                                  static_cast<std::uint16_t>(a.patch_size), as_row(a.parameters),
                                  as_row(a.forward), row_plus_one(a.activations),
                                  row_plus_one(a.frozen)});
  }
}

void TableBuilder::language_models() {
  for (const LanguageModelDraft& m : draft_.language_models) {
    out_.language_models.push_back({text_(m.id), text_(m.name), text_(m.config), text_(m.locator),
                                    text_(m.note), alias_rows(m.aliases), as_row(*m.parameters),
                                    source_rows_.at(m.source), m.confirmation});
  }
}

std::vector<tables::Name> TableBuilder::names(const std::vector<NameDraft>& names) {
  std::vector<tables::Name> rows;
  rows.reserve(names.size());
  for (const NameDraft& n : names) {
    rows.push_back(
        {text_(n.key), text_(n.text), as_row(n.row), static_cast<std::uint16_t>(n.rank)});
  }
  return rows;
}

void TableBuilder::orders() {
  out_.figures_by_id.resize(draft_.figures.size());
  std::iota(out_.figures_by_id.begin(), out_.figures_by_id.end(), std::uint16_t{0});
  std::sort(out_.figures_by_id.begin(), out_.figures_by_id.end(),
            [this](auto a, auto b) { return draft_.figures[a].id < draft_.figures[b].id; });
  for (const std::size_t row : constant_rows(draft_)) {
    out_.constants.push_back(as_row(row));
    out_.constant_names.push_back(text_(draft_.figures[row].constant));
  }
}

BuiltTables TableBuilder::build() {
  sources();
  figures();
  accelerators();
  instances();
  places();
  pue();
  cpus();
  equivalences();
  measurements();
  families();
  architectures();
  language_models();
  out_.language_model_names = names(language_model_names(draft_));
  out_.architecture_names = names(architecture_names(draft_));
  out_.accelerator_names = names(accelerator_names(draft_));
  out_.instance_names = names(instance_names(draft_));
  out_.cpu_names = names(cpu_names(draft_));
  out_.place_names = names(place_names(draft_));
  orders();
  build_published(draft_.suites, source_rows_, text_, out_);
  out_.release = text_(draft_.release);
  out_.hash = text_(draft_.hash);
  out_.text_pool = text_.take();
  return std::move(out_);
}

template <class Less>
std::vector<std::size_t> sorted_rows(std::vector<std::size_t> rows, Less less) {
  std::sort(rows.begin(), rows.end(), less);
  return rows;
}

}  // namespace

tables::Tables BuiltTables::view() const {
  return {.text_pool = text_pool,
          .release = release,
          .hash = hash,
          .sources = sources,
          .figures = figures,
          .accelerators = accelerators,
          .instances = instances,
          .places = places,
          .series = series,
          .intensities = intensities,
          .low_carbon_shares = low_carbon_shares,
          .pue_rows = pue_rows,
          .cpus = cpus,
          .equivalences = equivalences,
          .measurements = measurements,
          .suites = suites,
          .published_runs = published_runs,
          .published_figures = published_figures,
          .accuracy_bounds = accuracy_bounds,
          .families = families,
          .architectures = architectures,
          .language_models = language_models,
          .aliases = aliases,
          .accelerator_names = accelerator_names,
          .architecture_names = architecture_names,
          .instance_names = instance_names,
          .cpu_names = cpu_names,
          .language_model_names = language_model_names,
          .place_names = place_names,
          .figures_by_id = figures_by_id,
          .constants = constants,
          .constant_names = constant_names};
}

BuiltTables build_tables(const Draft& draft) {
  return TableBuilder(draft).build();
}

std::vector<std::size_t> constant_rows(const Draft& draft) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < draft.figures.size(); ++row) {
    if (!draft.figures[row].constant.empty()) {
      rows.push_back(row);
    }
  }
  return sorted_rows(std::move(rows), [&](std::size_t a, std::size_t b) {
    return draft.figures[a].constant < draft.figures[b].constant;
  });
}

std::vector<std::size_t> source_order(const Draft& draft) {
  std::vector<std::size_t> rows(draft.sources.size());
  std::iota(rows.begin(), rows.end(), 0U);
  return sorted_rows(std::move(rows), [&](std::size_t a, std::size_t b) {
    return draft.sources[a].key < draft.sources[b].key;
  });
}

}  // namespace plume::generate
