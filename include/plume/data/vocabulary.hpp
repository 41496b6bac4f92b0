// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The fixed words of the catalogue: what its files and its tables are written in.
namespace plume {

/// The figures that an accelerator may have. Peaks are dense.
enum class Property : std::uint8_t {
  tdp,               ///< W, rated board power
  system_power,      ///< W, measured average of board and its share of the host
  idle_power,        ///< W
  memory,            ///< GB
  memory_bandwidth,  ///< GB/s
  fp64,              ///< TFLOP/s
  fp32,              ///< TFLOP/s
  tf32,              ///< TFLOP/s
  fp16,              ///< TFLOP/s, 16-bit matrix peak with 32-bit accumulation (bf16 the same)
  fp8,               ///< TFLOP/s
  fp4,               ///< TFLOP/s
  int8,              ///< TOP/s
  process,           ///< nm
  die_area,          ///< mm2
  embodied,          ///< kgCO2e a device, manufacture
};
inline constexpr std::size_t property_count = 15;

/// "tdp", "memory_bandwidth": the property's key in the data files and in figure ids.
std::string_view name_of(Property property);

/// How far a figure was confirmed.
enum class Confirmation : std::uint8_t {
  verified,    ///< read in the named source, which is the figure's own publisher
  secondary,   ///< read in a third party that repeats the publisher
  unverified,  ///< not confirmed: widens the interval, and `--strict` refuses it
};
inline constexpr std::size_t confirmation_count = 3;

std::string_view name_of(Confirmation confirmation);

/// What a carbon intensity counts.
enum class Basis : std::uint8_t {
  direct,      ///< combustion at the plants only
  life_cycle,  ///< with fuel supply and construction
};
inline constexpr std::size_t basis_count = 2;

/// "direct" or "life-cycle".
std::string_view name_of(Basis basis);

enum class PlaceKind : std::uint8_t { world, aggregate, country, grid, state, cloud_region };
inline constexpr std::size_t place_kind_count = 6;

/// "world", "aggregate", "country", "grid", "state" or "cloud region".
std::string_view name_of(PlaceKind kind);

}  // namespace plume
