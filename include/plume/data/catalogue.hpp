// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/constants.hpp"
#include "plume/data/rows.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// The catalogue: constant tables made from data/ by the build, searched in place. Nothing is
/// parsed, allocated or relocated at start. An overlay (overlay.hpp) puts other tables in their
/// place.
namespace plume {

/// "2026.11": the catalogue's calendar version.
std::string_view catalogue_release();

/// SHA-256 of the data files, as data/catalogue.json states it; a test compares it with the files.
std::string_view catalogue_hash();

/// One year's figure of a series, and how it was found.
struct Intensity {
  double grams_per_kilowatt_hour = 0;
  Spread spread;
  const Place* place = nullptr;  ///< the place whose figure it is
  const Series* series = nullptr;
  int year = 0;         ///< the figure's year
  int years_apart = 0;  ///< from the year asked for
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
std::span<const Measurement> measurements();
std::span<const Family> families();
std::span<const ListedArchitecture> architectures();
std::span<const ListedModel> language_models();
std::span<const Text> aliases();

std::span<const Text> aliases_of(const Accelerator& accelerator);
std::span<const Text> aliases_of(const Instance& instance);
std::span<const Text> aliases_of(const Place& place);
std::span<const Text> aliases_of(const ListedArchitecture& architecture);
std::span<const Text> aliases_of(const ListedModel& model);
std::span<const Series> series_of(const Place& place);

/// A figure that a model or a method needs by name.
const Figure& constant(Constant name);

/// A figure by its whole id ("accelerator/h100-sxm/tdp"), or null. Grid figures have no row of
/// their own: they stand in `intensities()`.
const Figure* find_figure(std::string_view id);

/// A figure that a method's authors have for a device, or null. Several of their devices may hold
/// one accelerator: the narrowest counts where the accelerator is named exactly, the widest where
/// its name leaves the variant open.
const Figure* find_family_figure(std::string_view method, const Accelerator& of, bool variant_open,
                                 std::string_view name);

// ---------------------------------------------------------------- look-up by name

/// Names compare without case, spaces and punctuation: "NVIDIA A100-SXM4-80GB" and
/// "nvidia a100 sxm4 80gb" are one name. Null when there is no such name.
const Accelerator* find_accelerator(std::string_view name);

/// What else a name could mean that was taken for `taken`: the devices of the same vendor and
/// generation in whose names all its words occur. "H100" could mean the PCIe and NVL boards too; an
/// id or a full name means one device.
std::vector<const Accelerator*> variants_of(const Accelerator& taken, std::string_view written);

const Instance* find_instance(std::string_view name);
/// A processor by its name, as people or /proc/cpuinfo write it.
const Cpu* find_cpu(std::string_view name);
/// A well-known architecture by id, name or alias, or null.
const ListedArchitecture* find_architecture(std::string_view name);
/// A well-known model by id, name or alias, or null. Only what stands behind the last `/` counts
/// ("meta-llama/Llama-3.1-8B"); words that say how the weights were tuned or stored may stand
/// there too ("Llama-3.1-8B-Instruct-bnb-4bit").
const ListedModel* find_language_model(std::string_view name);
/// By its whole id ("equivalence/car-us-km").
const Equivalence* find_equivalence(std::string_view id);
const Source* find_source(std::string_view key);

/// A place by id, code or name. A name that several places carry ("eu-central-1" of two
/// providers) gives all of them; none gives an empty list.
std::vector<const Place*> find_places(std::string_view name);

/// The names nearest to a mistyped one, best first, at most `limit`.
std::vector<std::string_view> suggest_accelerators(std::string_view name, std::size_t limit = 3);
std::vector<std::string_view> suggest_instances(std::string_view name, std::size_t limit = 3);
std::vector<std::string_view> suggest_architectures(std::string_view name, std::size_t limit = 3);
std::vector<std::string_view> suggest_language_models(std::string_view name, std::size_t limit = 3);
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
