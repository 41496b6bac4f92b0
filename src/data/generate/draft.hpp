// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/faults.hpp"
#include "plume/data/published.hpp"
#include "plume/data/vocabulary.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The catalogue as the data files say it, before names are resolved to rows.
namespace plume::generate {

struct SourceDraft {
  std::string key, title, author, url, licence, attribution, note;
  int year = 0;
  Spot spot;
};

struct FigureDraft {
  std::string id, unit, condition, locator, note, source;
  std::string constant;  ///< the enumerator of `Constant`; empty for most figures
  double value = 0, low = 0, high = 0, scale = 1;
  int year = 0;
  Confirmation confirmation = Confirmation::unverified;
  std::optional<double> replaced{};  ///< the compiled value, where an overlay replaced it
  Spot spot{};
};

/// A row of `Draft::figures`, if there is one.
using FigureRow = std::optional<std::size_t>;

struct AcceleratorDraft {
  std::string id, name, vendor, kind, use, generation, note;
  int year = 0;
  std::vector<std::string> aliases;
  std::array<FigureRow, property_count> figures{};
  Spot spot;
};

/// How the throughput model rates one generation of accelerators.
struct GenerationDraft {
  std::string key;
  FigureRow dense, moe;
  Spot spot;
};

/// The figures that a method may have for a family of accelerators.
inline constexpr auto family_figures =
    std::to_array<std::string_view>({"lg_alpha", "lg_alpha_low", "lg_alpha_high", "tdp",
                                     "embodied_rate", "throughput_ratio", "die_area"});

/// The accelerators that a method's authors treat as one device.
struct FamilyDraft {
  std::string id;  ///< "opencarboneval/a100"
  std::vector<std::string> accelerators;
  std::array<FigureRow, family_figures.size()> figures{};  ///< those read from JSON
  Spot spot;
};

struct InstanceDraft {
  std::string id, accelerator, note, source;
  double accelerator_count = 0;
  std::vector<std::string> aliases;
  Spot spot;
};

struct CpuDraft {
  std::string id, name, vendor, use;
  int year = 0, cores = 0, threads = 0;
  std::size_t tdp = 0;  ///< a row of `Draft::figures`
  Spot spot;
};

struct ArchitectureDraft {
  std::string id, name, kind, note;
  int image_size = 0, patch_size = 0;
  std::vector<std::string> aliases;
  std::size_t parameters = 0, forward = 0;  ///< rows of `Draft::figures`
  FigureRow activations{}, frozen{};
  Spot spot{};
};

struct LanguageModelDraft {
  std::string id, name, config, locator, note, source;
  Confirmation confirmation = Confirmation::unverified;
  std::vector<std::string> aliases;
  FigureRow parameters{};
  Spot spot{};
};

struct SeriesDraft {
  Basis basis = Basis::life_cycle;
  Confirmation confirmation = Confirmation::unverified;
  int first_year = 0;
  std::vector<double> values;             ///< g/kWh, NaN where there is none
  std::vector<double> low_carbon_shares;  ///< percent; empty or as many as `values`
  std::string source, condition, locator;
  Spot spot;
};

struct PlaceDraft {
  std::string id, name, note, parent;
  PlaceKind kind = PlaceKind::country;
  std::vector<std::string> aliases;
  std::vector<SeriesDraft> series;
  Spot spot;
};

struct PueDraft {
  std::string provider, site;
  std::size_t figure = 0;
  Spot spot;
};

struct EquivalenceDraft {
  std::string id, name, per;
  std::size_t figure = 0;
  Spot spot;
};

struct MeasurementDraft {
  std::string id, model, kind, precision, stack, accelerator, source, locator, note;
  double parameters = 0, active = 0, sequence_length = 0, count = 0, rate = 0;
  int year = 0;
  Spot spot;
};

/// A reported figure of a published run, as `PublishedFigure`.
struct PublishedFigureDraft {
  std::string label, manifest, unit;
  double value = 0, tolerance = 0, scale = 1;
  TestKind test = TestKind::arithmetic;
  Measurand measurand = Measurand::device_hours;
  EnergyScope energy_scope = EnergyScope::system;
  EnergyOrigin energy_origin = EnergyOrigin::measured;
  EmissionsScope emissions_scope = EmissionsScope::operational;
  Spot spot{};
};

struct PublishedRunDraft {
  std::string id;  ///< with that of the suite: "patterson/gpt-3"
  std::string name, project, kind, method, locator, note, source;
  Confirmation confirmation = Confirmation::unverified;
  std::vector<PublishedFigureDraft> figures;
  Spot spot;
};

/// As `AccuracyBound`.
struct BoundDraft {
  TestKind test = TestKind::prediction;
  Measurand measurand = Measurand::device_hours;
  std::string kind;
  double median_error = 0, p90_error = 0, least_coverage = 0, most_coverage = 0, high_over_low = 0;
  Spot spot{};
};

struct SuiteDraft {
  std::string id, title, note;
  std::vector<PublishedRunDraft> runs;
  std::vector<BoundDraft> bounds;
  Spot spot;
};

/// The row of the entry with this id in a layer below that of `spot`, which the entry there amends.
template <class Entry>
FigureRow earlier_row(const std::vector<Entry>& entries, std::string Entry::*id,
                      const std::string& wanted, const Spot& spot) {
  for (std::size_t row = 0; spot.layer() > 0 && row < entries.size(); ++row) {
    if (entries[row].*id == wanted && entries[row].spot.layer() < spot.layer()) {
      return row;
    }
  }
  return std::nullopt;
}

/// The layout of the data folder that this program reads.
inline constexpr std::string_view readable_layout = "1.0";

struct Draft {
  std::string layout, release, hash;
  std::vector<SourceDraft> sources;
  std::vector<FigureDraft> figures;
  std::vector<AcceleratorDraft> accelerators;
  std::vector<GenerationDraft> generations;
  std::vector<FamilyDraft> families;
  std::vector<InstanceDraft> instances;
  std::vector<PlaceDraft> places;
  std::vector<PueDraft> pue;
  std::vector<CpuDraft> cpus;
  std::vector<EquivalenceDraft> equivalences;
  std::vector<MeasurementDraft> measurements;
  std::vector<SuiteDraft> suites;
  std::vector<ArchitectureDraft> architectures;
  std::vector<LanguageModelDraft> language_models;
};

/// The part of an id before or after its first colon: "gcp:europe-west9" is of provider "gcp".
std::string provider_of(const std::string& id);
std::string code_of(const std::string& id);

}  // namespace plume::generate
