// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/constants.hpp"
#include "plume/data/figure.hpp"
#include "plume/data/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// The compiled catalogue: constant tables made from data/ by the build, searched in place.
/// Nothing is parsed, allocated or relocated at start.
namespace plume {

/// "2026.11": the catalogue's calendar version.
std::string_view catalogue_release();

/// SHA-256 of the data files, as data/catalogue.json states it; a test compares it with the files.
std::string_view catalogue_hash();

// ---------------------------------------------------------------- accelerators

struct Accelerator {
  Text id;
  Text name;
  Text vendor;
  Text kind;        ///< "gpu", "tpu", "npu", "soc", "wafer"
  Text use;         ///< "data centre", "workstation", "consumer", "embedded"
  Text generation;  ///< key of the throughput model's table, "a100"; empty when it has none
  Text note;
  Rows aliases;
  std::int16_t year = 0;                                ///< of release
  std::array<std::uint16_t, property_count> figures{};  ///< row of `figures()` plus one; 0 is none
  std::uint16_t dense_factor = 0;  ///< likewise: the generation's factor of the MFU of dense models
  std::uint16_t moe_factor = 0;    ///< likewise: of mixture-of-experts models

  /// The figure of a property, or null.
  const Figure* figure(Property property) const;
};

// ---------------------------------------------------------------- instances

/// A cloud machine type and the accelerators in it.
struct Instance {
  Text id;  ///< "aws:p5.48xlarge"
  Text provider;
  Text type;
  Text note;
  std::uint16_t accelerator = 0;  ///< row of `accelerators()`
  float accelerator_count = 0;    ///< below one for a shared device
  std::uint16_t source = 0;
};

// ---------------------------------------------------------------- processors

struct Cpu {
  Text id;  ///< "amd-epyc-7742"
  Text name;
  Text vendor;
  Text use;  ///< "server", "desktop", "laptop", "workstation", "soc"
  std::int16_t year = 0;
  std::uint16_t cores = 0;    ///< 0 where it is not known
  std::uint16_t threads = 0;  ///< likewise
  std::uint16_t tdp = 0;      ///< row of `figures()`: thermal design power
};

// ---------------------------------------------------------------- places and grids

/// A named place with its carbon intensity by year. `parent` is the next coarser place, up to the
/// world, which is its own parent.
struct Place {
  Text id;  ///< "fr", "us-ca", "us-rfcw", "gcp:europe-west9", "world"
  Text name;
  Text provider;  ///< of a cloud region: "gcp"
  Text note;
  Rows aliases;
  Rows series;
  std::uint16_t parent = 0;
  PlaceKind kind = PlaceKind::country;
};

/// Carbon intensities of one place on one basis, one row a year; missing years are NaN.
struct Series {
  Basis basis = Basis::life_cycle;
  Confirmation confirmation = Confirmation::unverified;
  std::int16_t first_year = 0;
  std::uint16_t source = 0;
  Rows values;     ///< rows of `intensities()` (g/kWh) and `low_carbon_shares()`
  Text condition;  ///< "average of consumption, CO2e", as the source says it
  Text locator;
};

/// One year's figure of a series, and how it was found.
struct Intensity {
  double grams_per_kilowatt_hour = 0;
  Spread spread;
  const Place* place = nullptr;  ///< the place whose figure it is
  const Series* series = nullptr;
  int year = 0;         ///< the figure's year
  int years_apart = 0;  ///< from the year asked for
};

// ---------------------------------------------------------------- PUE

/// The power usage effectiveness of a provider's fleet, of one of its regions, of a computing
/// centre, or of the industry, in one year.
struct PueRow {
  Text id;        ///< "pue/gcp/2024"
  Text provider;  ///< "gcp", "industry", "hpc"
  Text site;      ///< a place id, the name of a computing centre, or empty for the whole fleet
  std::uint16_t figure = 0;  ///< row of `figures()`; its year is the row's
};

// ---------------------------------------------------------------- equivalences

/// What a mass of CO2e may be compared to: the emissions of one `per` of something.
struct Equivalence {
  Text id;                   ///< "equivalence/car-us-km"
  Text name;                 ///< "average US passenger car"
  Text per;                  ///< "km"
  std::uint16_t figure = 0;  ///< row of `figures()`, kgCO2e per `per`
};

// ---------------------------------------------------------------- tables

std::span<const Source> sources();
std::span<const Figure> figures();
std::span<const Accelerator> accelerators();
std::span<const Instance> instances();
std::span<const Place> places();
std::span<const Series> series();
std::span<const double> intensities();
/// Percent of the electricity from renewables and nuclear, row by row with `intensities()`; NaN
/// where it is not known.
std::span<const float> low_carbon_shares();
std::span<const PueRow> pue_rows();
std::span<const Cpu> cpus();
std::span<const Equivalence> equivalences();
std::span<const Text> aliases();

std::span<const Text> aliases_of(const Accelerator& accelerator);
std::span<const Text> aliases_of(const Place& place);
std::span<const Series> series_of(const Place& place);

/// A figure that a model or a method needs by name.
const Figure& constant(Constant name);

/// A figure by its whole id ("accelerator/h100-sxm/tdp"), or null. Grid figures have no row of
/// their own: they stand in `intensities()`.
const Figure* find_figure(std::string_view id);

// ---------------------------------------------------------------- look-up by name

/// Names compare without case, spaces and punctuation: "NVIDIA A100-SXM4-80GB" and
/// "nvidia a100 sxm4 80gb" are one name. Null when there is no such name.
const Accelerator* find_accelerator(std::string_view name);
const Instance* find_instance(std::string_view name);
/// A processor by its name, as people or /proc/cpuinfo write it.
const Cpu* find_cpu(std::string_view name);
/// By its whole id ("equivalence/car-us-km").
const Equivalence* find_equivalence(std::string_view id);
const Source* find_source(std::string_view key);

/// A place by id, code or name. A name that several places carry ("eu-central-1" of two
/// providers) gives all of them; none gives an empty list.
std::vector<const Place*> find_places(std::string_view name);

/// The names nearest to a mistyped one, best first, at most `limit`.
std::vector<std::string_view> suggest_accelerators(std::string_view name, std::size_t limit = 3);
std::vector<std::string_view> suggest_instances(std::string_view name, std::size_t limit = 3);
std::vector<std::string_view> suggest_places(std::string_view name, std::size_t limit = 3);

/// The carbon intensity of a place in a year, finest place first, then the nearest year; the
/// spread grows with the distance in years and in coarseness. `year` 0 is the latest. Nothing
/// when no place up to the world has a figure on the basis asked for.
std::optional<Intensity> find_intensity(const Place& place, int year, std::optional<Basis> basis);

/// The PUE of a place in a year: its own, else its provider's fleet, nearest year. Null when the
/// place has no provider of whom a PUE is known.
const Figure* find_pue(const Place& place, int year);

/// The industry average of a year (nearest).
const Figure& industry_pue(int year);

}  // namespace plume
