// SPDX-License-Identifier: Apache-2.0
#include "plume/data/overlay.hpp"

#include "data/compiled_draft.hpp"
#include "data/generate/build_tables.hpp"
#include "data/generate/check.hpp"
#include "data/generate/read_data.hpp"
#include "plume/data/catalogue.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace plume {

namespace {

using namespace generate;

/// The files that rows came from, row by row; empty for what is compiled in.
using Origins = std::vector<std::string>;

/// What an overlay puts in the place of the compiled tables.
struct Overlay {
  BuiltTables built;
  tables::Tables view;
  Origins sources, figures, accelerators, instances, places, series, cpus, published, architectures,
      language_models, measurements;
};

/// Owned here for as long as the program runs.
std::unique_ptr<const Overlay>& overlay() {
  static std::unique_ptr<const Overlay> instance;
  return instance;
}

std::string origin(const Spot& spot) {
  return spot.layer() > 0 ? spot.file->path : std::string();
}

template <class Entry>
Origins origins(const std::vector<Entry>& entries) {
  Origins out;
  for (const Entry& entry : entries) {
    out.push_back(origin(entry.spot));
  }
  return out;
}

Origins source_origins(const Draft& draft) {
  Origins out;
  for (const std::size_t row : source_order(draft)) {
    out.push_back(origin(draft.sources[row].spot));
  }
  return out;
}

Origins series_origins(const Draft& draft) {
  Origins out;
  for (const PlaceDraft& place : draft.places) {
    for (const SeriesDraft& series : place.series) {
      out.push_back(origin(series.spot));
    }
  }
  return out;
}

Origins published_origins(const Draft& draft) {
  Origins out;
  for (const SuiteDraft& suite : draft.suites) {
    for (const PublishedRunDraft& run : suite.runs) {
      out.push_back(origin(run.spot));
    }
  }
  return out;
}

std::unique_ptr<Overlay> overlay_of(const Draft& draft) {
  auto out = std::make_unique<Overlay>();
  out->built = build_tables(draft);
  out->view = out->built.view();
  out->sources = source_origins(draft);
  out->figures = origins(draft.figures);
  out->accelerators = origins(draft.accelerators);
  out->instances = origins(draft.instances);
  out->places = origins(draft.places);
  out->cpus = origins(draft.cpus);
  out->architectures = origins(draft.architectures);
  out->language_models = origins(draft.language_models);
  out->series = series_origins(draft);
  out->published = published_origins(draft);
  out->measurements = origins(draft.measurements);
  return out;
}

/// A copy of a row is no row, and has no origin.
template <class Row>
std::string_view origin_at(Origins Overlay::*origins, std::span<const Row> rows, const Row& row) {
  const bool inside =
      !std::less<>()(&row, rows.data()) && std::less<>()(&row, rows.data() + rows.size());
  return has_overlay() && inside
             ? std::string_view(
                   ((*overlay()).*origins)[static_cast<std::size_t>(&row - rows.data())])
             : std::string_view();
}

}  // namespace

void install_overlay(std::span<const std::string> folders) {
  if (folders.empty()) {
    return;
  }
  Faults faults;
  DataFolder data;
  data.draft = compiled_draft();
  int layer = 0;
  for (const std::string& folder : folders) {
    read_overlay(folder, ++layer, data, faults);
  }
  check(data.draft, faults);
  if (!faults.none()) {
    throw Failure(ExitCode::bad_input, faults.all());
  }
  overlay() = overlay_of(data.draft);
  tables::in_use = &overlay()->view;
}

bool has_overlay() {
  return tables::in_use != &tables::compiled;
}

std::string_view origin_of(const Source& source) {
  return origin_at(&Overlay::sources, sources(), source);
}

std::string_view origin_of(const Figure& figure) {
  return origin_at(&Overlay::figures, figures(), figure);
}

std::string_view origin_of(const Accelerator& accelerator) {
  return origin_at(&Overlay::accelerators, accelerators(), accelerator);
}

std::string_view origin_of(const Instance& instance) {
  return origin_at(&Overlay::instances, instances(), instance);
}

std::string_view origin_of(const Place& place) {
  return origin_at(&Overlay::places, places(), place);
}

std::string_view origin_of(const Series& series) {
  return origin_at(&Overlay::series, plume::series(), series);
}

std::string_view origin_of(const Cpu& cpu) {
  return origin_at(&Overlay::cpus, cpus(), cpu);
}

std::string_view origin_of(const PublishedRun& run) {
  return origin_at(&Overlay::published, published_runs(), run);
}

std::string_view origin_of(const ListedArchitecture& architecture) {
  return origin_at(&Overlay::architectures, architectures(), architecture);
}

std::string_view origin_of(const ListedModel& model) {
  return origin_at(&Overlay::language_models, language_models(), model);
}

std::string_view origin_of(const Measurement& measurement) {
  return origin_at(&Overlay::measurements, measurements(), measurement);
}

std::vector<const Figure*> replaced_constants() {
  std::vector<const Figure*> out;
  for (const std::uint16_t row : tables::constants()) {
    if (!origin_of(figures()[row]).empty()) {
      out.push_back(&figures()[row]);
    }
  }
  return out;
}

}  // namespace plume
