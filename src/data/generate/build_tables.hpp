// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"
#include "data/tables.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace plume::generate {

/// The tables of a catalogue while they belong to somebody: the generator, which prints them, or an
/// overlay, which puts them in place of the compiled ones.
struct BuiltTables {
  std::string text_pool;
  Text release, hash;
  std::vector<Source> sources;  ///< sorted by key
  std::vector<Figure> figures;
  std::vector<Accelerator> accelerators;
  std::vector<Instance> instances;
  std::vector<Place> places;
  std::vector<Series> series;
  std::vector<double> intensities;
  std::vector<float> low_carbon_shares;
  std::vector<PueRow> pue_rows;
  std::vector<Cpu> cpus;
  std::vector<Equivalence> equivalences;
  std::vector<Measurement> measurements;
  std::vector<Suite> suites;
  std::vector<PublishedRun> published_runs;
  std::vector<PublishedFigure> published_figures;
  std::vector<AccuracyBound> accuracy_bounds;
  std::vector<Family> families;
  std::vector<ListedArchitecture> architectures;
  std::vector<ListedModel> language_models;
  std::vector<Text> aliases;
  std::vector<tables::Name> accelerator_names, architecture_names, instance_names, cpu_names,
      language_model_names, place_names;
  std::vector<std::uint16_t> figures_by_id, constants;
  std::vector<Text> constant_names;

  /// A view of them, good for as long as they are neither moved nor changed.
  tables::Tables view() const;
};

/// Resolves names to rows. The draft must have passed `check`.
BuiltTables build_tables(const Draft& draft);

/// The rows of the figures that have a constant, in the order of its enumerators.
std::vector<std::size_t> constant_rows(const Draft& draft);

/// The rows of `draft.sources` in the order of their keys.
std::vector<std::size_t> source_order(const Draft& draft);

}  // namespace plume::generate
