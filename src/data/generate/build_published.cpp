// SPDX-License-Identifier: Apache-2.0
#include "data/generate/build_published.hpp"

namespace plume::generate {

namespace {

/// The rows that are added behind those that are there.
Rows rows_behind(std::size_t begin, std::size_t count) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(count)};
}

PublishedFigure figure_of(const PublishedFigureDraft& f, TextPool& text) {
  return {f.value, f.scale,     f.tolerance,    text(f.unit),    text(f.label),    text(f.manifest),
          f.test,  f.measurand, f.energy_scope, f.energy_origin, f.emissions_scope};
}

AccuracyBound bound_of(const BoundDraft& b, TextPool& text) {
  return {b.test,      b.measurand,      text(b.kind),    b.median_error,
          b.p90_error, b.least_coverage, b.most_coverage, b.high_over_low};
}

}  // namespace

void build_published(const std::vector<SuiteDraft>& suites,
                     const std::map<std::string, std::uint16_t>& sources, TextPool& text,
                     BuiltTables& out) {
  for (const SuiteDraft& s : suites) {
    out.suites.push_back({text(s.id), text(s.title), text(s.note),
                          rows_behind(out.published_runs.size(), s.runs.size()),
                          rows_behind(out.accuracy_bounds.size(), s.bounds.size())});
    for (const BoundDraft& bound : s.bounds) {
      out.accuracy_bounds.push_back(bound_of(bound, text));
    }
    for (const PublishedRunDraft& r : s.runs) {
      out.published_runs.push_back({text(r.id), text(r.name), text(r.project), text(r.kind),
                                    text(r.method), text(r.locator), text(r.note),
                                    rows_behind(out.published_figures.size(), r.figures.size()),
                                    sources.at(r.source), r.confirmation});
      for (const PublishedFigureDraft& figure : r.figures) {
        out.published_figures.push_back(figure_of(figure, text));
      }
    }
  }
}

}  // namespace plume::generate
