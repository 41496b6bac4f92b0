// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/published.hpp"
#include "plume/data/rows.hpp"

#include <cstdint>
#include <span>
#include <string_view>

/// The tables behind the look-ups: those compiled in, or those that an overlay put in their place.
namespace plume::tables {

/// Later than any figure: the nearest year to it is the latest.
inline constexpr int far_future = 9999;

/// One of the names of an accelerator, an instance or a place.
struct Name {
  Text key;   ///< the name as it is compared; the table is sorted by it
  Text text;  ///< the name as it is written
  std::uint16_t row = 0;
  std::uint16_t rank = 0;  ///< 0 for names proper; 1 for the town of a cloud region
};

/// All tables of one catalogue. The generator prints each as a constant table with a function that
/// gives it; a new table is one more member here, in `build_tables.cpp` and in `write_tables.cpp`.
struct Tables {
  std::string_view text_pool;
  Text release;
  Text hash;
  std::span<const Source> sources;
  std::span<const Figure> figures;
  std::span<const Accelerator> accelerators;
  std::span<const Instance> instances;
  std::span<const Place> places;
  std::span<const Series> series;
  std::span<const double> intensities;
  std::span<const float> low_carbon_shares;
  std::span<const PueRow> pue_rows;
  std::span<const Cpu> cpus;
  std::span<const Equivalence> equivalences;
  std::span<const Measurement> measurements;
  std::span<const Suite> suites;
  std::span<const PublishedRun> published_runs;
  std::span<const PublishedFigure> published_figures;
  std::span<const AccuracyBound> accuracy_bounds;
  std::span<const Family> families;
  std::span<const ListedArchitecture> architectures;
  std::span<const ListedModel> language_models;
  std::span<const Text> aliases;
  std::span<const Name> accelerator_names;
  std::span<const Name> architecture_names;
  std::span<const Name> instance_names;
  std::span<const Name> cpu_names;
  std::span<const Name> language_model_names;
  std::span<const Name> place_names;
  std::span<const std::uint16_t> figures_by_id;
  std::span<const std::uint16_t> constants;
  std::span<const Text> constant_names;
};

/// Those that the data folder gives.
extern const Tables compiled;

/// Those that are looked up in: at start the compiled ones.
extern const Tables* in_use;

/// All text of the catalogue.
std::string_view text_pool();

Text release();
Text hash();

std::span<const Name> accelerator_names();
std::span<const Name> architecture_names();
std::span<const Name> instance_names();
std::span<const Name> place_names();
/// By `normalised_cpu`.
std::span<const Name> cpu_names();
std::span<const Name> language_model_names();

/// The rows of `figures()` in the order of their ids.
std::span<const std::uint16_t> figures_by_id();

/// The rows of `figures()` in the order of `Constant`, and the names of its enumerators.
std::span<const std::uint16_t> constants();
std::span<const Text> constant_names();

}  // namespace plume::tables
