// SPDX-License-Identifier: Apache-2.0
/// From the power of all kinds of plant to the intensity of what they give together.
#pragma once

#include "formats/grids/grid_format.hpp"
#include "plume/data/constants.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace plume::grids {

/// A kind of plant as the European network of operators divides them.
struct PlantKind {
  std::string_view code;     ///< "B04"
  std::string_view name;     ///< "Fossil Gas"
  Constant factor;           ///< emissions by energy, life-cycle
  std::string_view proxy{};  ///< of what kind the factor is, where there is none of its own
  bool storage = false;      ///< gives back what others have given: no factor
};

/// All kinds.
inline constexpr std::size_t plant_count = 21;
std::span<const PlantKind> plant_kinds();

/// The kind with this code or this name, whatever its case and signs; null where there is none.
const PlantKind* find_plant(std::string_view code_or_name);

/// g/kWh of what a kind of plant gives, by the catalogue.
double emission_factor(const PlantKind& plant);

/// The mean power of all plants of a kind in a stretch of time.
struct PlantPower {
  double begin = 0;  ///< s since 1970-01-01 UTC
  double end = 0;
  const PlantKind* plant = nullptr;
  double megawatts = 0;
  double published = 0;  ///< s since 1970-01-01: of two figures of one stretch the later counts
  std::size_t line = 0;
};

/// A power; throws `Failure` for what is no power of a country. Below zero it counts as zero, and
/// is noted.
double sound_power(GridReading& reading, double megawatts, std::size_t line);

/// The same of a cell; nothing for an empty one.
std::optional<double> read_power(GridReading& reading, std::string_view text, std::size_t line);

/// The intensities of a mix, stretch by stretch. Storage is left out; kinds that are missing for a
/// while are noted; throws `Failure` where two figures of a kind overlap.
std::vector<GridSample> intensities_of(GridReading& reading, std::vector<PlantPower> powers);

/// Fills the log with the intensities of a mix, says what they stand on, and refuses a basis that
/// there are no factors of.
void complete_generation(GridReading& reading, std::vector<PlantPower> powers);

/// Seconds of "PT15M", "PT60M", "PT1H", "P1D"; nothing for other resolutions.
std::optional<double> resolution_of(std::string_view text);

/// What an XML document of generation by kind says (A75), and a table of the file library. Both
/// enter the zone.
std::vector<PlantPower> read_generation_document(GridReading& reading);
std::vector<PlantPower> read_generation_library(GridReading& reading);

}  // namespace plume::grids
