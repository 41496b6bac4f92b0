// SPDX-License-Identifier: Apache-2.0
#include "data/compiled_draft.hpp"

#include "data/tables.hpp"
#include "plume/data/catalogue.hpp"

#include <map>
#include <utility>

namespace plume {

namespace {

using namespace generate;

/// What faults name as the place of entries that are compiled in.
Spot compiled_in() {
  static const JsonFile file{"the compiled catalogue", "", {}};
  return {&file, ""};
}

std::string text(Text text) {
  return std::string(text.view());
}

std::vector<std::string> texts(std::span<const Text> list) {
  std::vector<std::string> out;
  for (const Text item : list) {
    out.push_back(text(item));
  }
  return out;
}

std::string source_key(std::uint16_t row) {
  return text(sources()[row].key);
}

FigureRow row_or_none(std::uint16_t row_plus_one) {
  return row_plus_one == 0 ? FigureRow() : FigureRow(row_plus_one - 1U);
}

SourceDraft draft_of(const Source& s) {
  SourceDraft out{text(s.key), text(s.title),   text(s.author),
                  text(s.url), text(s.licence), text(s.attribution),
                  {},          s.year};
  out.spot = compiled_in();
  return out;
}

FigureDraft draft_of(const Figure& f) {
  FigureDraft out{text(f.id),      text(f.unit), text(f.condition),
                  text(f.locator), text(f.note), source_key(f.source)};
  out.value = f.value;
  out.low = f.low;
  out.high = f.high;
  out.scale = f.scale;
  out.year = f.year;
  out.confirmation = f.confirmation;
  out.spot = compiled_in();
  return out;
}

AcceleratorDraft draft_of(const Accelerator& a) {
  AcceleratorDraft out{text(a.id),   text(a.name), text(a.vendor),
                       text(a.kind), text(a.use),  text(a.generation),
                       text(a.note), a.year,       texts(aliases_of(a))};
  for (std::size_t i = 0; i < property_count; ++i) {
    out.figures[i] = row_or_none(a.figures[i]);
  }
  out.spot = compiled_in();
  return out;
}

InstanceDraft draft_of(const Instance& i) {
  InstanceDraft out{text(i.id), text(accelerators()[i.accelerator].id), text(i.note),
                    source_key(i.source)};
  out.accelerator_count = double{i.accelerator_count};
  out.aliases = texts(aliases_of(i));
  out.spot = compiled_in();
  return out;
}

SeriesDraft draft_of(const Series& s) {
  SeriesDraft out{s.basis, s.confirmation, s.first_year};
  const auto values = intensities().subspan(s.values.begin, s.values.count);
  const auto shares = low_carbon_shares().subspan(s.values.begin, s.values.count);
  out.values.assign(values.begin(), values.end());
  out.low_carbon_shares.assign(shares.begin(), shares.end());
  out.source = source_key(s.source);
  out.condition = text(s.condition);
  out.locator = text(s.locator);
  out.spot = compiled_in();
  return out;
}

PlaceDraft draft_of(const Place& p) {
  PlaceDraft out{text(p.id), text(p.name),        text(p.note), text(places()[p.parent].id),
                 p.kind,     texts(aliases_of(p))};
  for (const Series& s : series_of(p)) {
    out.series.push_back(draft_of(s));
  }
  out.spot = compiled_in();
  return out;
}

PueDraft draft_of(const PueRow& row) {
  return {text(row.provider), text(row.site), row.figure, compiled_in()};
}

CpuDraft draft_of(const Cpu& c) {
  return {text(c.id), text(c.name), text(c.vendor), text(c.use),  c.year,
          c.cores,    c.threads,    c.tdp,          compiled_in()};
}

ArchitectureDraft draft_of(const ListedArchitecture& a) {
  ArchitectureDraft out{text(a.id),           text(a.name), text(a.kind),
                        text(a.note),         a.image_size, a.patch_size,
                        texts(aliases_of(a)), a.parameters, a.forward};
  out.activations = row_or_none(a.activations);
  out.frozen = row_or_none(a.frozen);
  out.spot = compiled_in();
  return out;
}

LanguageModelDraft draft_of(const ListedModel& m) {
  LanguageModelDraft out{text(m.id),      text(m.name),         text(m.config),
                         text(m.locator), text(m.note),         source_key(m.source),
                         m.confirmation,  texts(aliases_of(m)), m.parameters};
  out.spot = compiled_in();
  return out;
}

EquivalenceDraft draft_of(const Equivalence& e) {
  return {text(e.id), text(e.name), text(e.per), e.figure, compiled_in()};
}

MeasurementDraft draft_of(const Measurement& m) {
  return {text(m.id),
          text(m.model),
          text(m.kind),
          text(m.precision),
          text(m.stack),
          text(accelerators()[m.accelerator].id),
          text(sources()[m.source].key),
          text(m.locator),
          text(m.note),
          m.parameters,
          m.active,
          m.sequence_length,
          m.count,
          m.rate,
          m.year,
          compiled_in()};
}

PublishedFigureDraft draft_of(const PublishedFigure& f) {
  return {text(f.label),     text(f.manifest), text(f.unit), f.value,        f.tolerance,
          f.scale,           f.test,           f.measurand,  f.energy_scope, f.energy_origin,
          f.emissions_scope, compiled_in()};
}

PublishedRunDraft draft_of(const PublishedRun& r) {
  PublishedRunDraft out{text(r.id),   text(r.name),         text(r.project),
                        text(r.kind), text(r.method),       text(r.locator),
                        text(r.note), source_key(r.source), r.confirmation};
  for (const PublishedFigure& f : figures_of(r)) {
    out.figures.push_back(draft_of(f));
  }
  out.spot = compiled_in();
  return out;
}

BoundDraft draft_of(const AccuracyBound& b) {
  return {b.test,           b.measurand,     text(b.kind),    b.median_error, b.p90_error,
          b.least_coverage, b.most_coverage, b.high_over_low, compiled_in()};
}

SuiteDraft draft_of(const Suite& s) {
  SuiteDraft out{text(s.id), text(s.title), text(s.note)};
  for (const PublishedRun& run : runs_of(s)) {
    out.runs.push_back(draft_of(run));
  }
  for (const AccuracyBound& bound : bounds_of(s)) {
    out.bounds.push_back(draft_of(bound));
  }
  out.spot = compiled_in();
  return out;
}

FamilyDraft draft_of(const Family& f) {
  FamilyDraft out{text(f.id), {}, {}, compiled_in()};
  for (const Text member : aliases().subspan(f.members.begin, f.members.count)) {
    out.accelerators.push_back(text(member));
  }
  return out;
}

template <class Row, class Entry>
void take_over(std::span<const Row> rows, std::vector<Entry>& entries) {
  entries.reserve(rows.size());
  for (const Row& row : rows) {
    entries.push_back(draft_of(row));
  }
}

/// The tables keep the factors of a generation with each accelerator of it.
std::vector<GenerationDraft> generations_of(std::span<const Accelerator> accelerators) {
  std::map<std::string, GenerationDraft> found;
  for (const Accelerator& a : accelerators) {
    if (a.dense_factor != 0 || a.moe_factor != 0) {
      found.emplace(text(a.generation),
                    GenerationDraft{text(a.generation), row_or_none(a.dense_factor),
                                    row_or_none(a.moe_factor), compiled_in()});
    }
  }
  std::vector<GenerationDraft> out;
  for (auto& [key, generation] : found) {
    out.push_back(std::move(generation));
  }
  return out;
}

void name_constants(std::vector<FigureDraft>& figures) {
  const auto rows = tables::constants();
  const auto names = tables::constant_names();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    figures[rows[i]].constant = text(names[i]);
  }
}

}  // namespace

Draft compiled_draft() {
  Draft draft;
  draft.layout = readable_layout;
  draft.release = catalogue_release();
  draft.hash = catalogue_hash();
  take_over(sources(), draft.sources);
  take_over(figures(), draft.figures);
  take_over(accelerators(), draft.accelerators);
  take_over(instances(), draft.instances);
  take_over(places(), draft.places);
  take_over(pue_rows(), draft.pue);
  take_over(cpus(), draft.cpus);
  take_over(equivalences(), draft.equivalences);
  take_over(measurements(), draft.measurements);
  take_over(suites(), draft.suites);
  take_over(families(), draft.families);
  take_over(architectures(), draft.architectures);
  take_over(language_models(), draft.language_models);
  draft.generations = generations_of(accelerators());
  name_constants(draft.figures);
  return draft;
}

}  // namespace plume
