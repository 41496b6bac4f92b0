// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/quantity.hpp"

namespace plume {

using Time = Quantity<Dim{.time = 1}>;
using Energy = Quantity<Dim{.energy = 1}>;
using Power = Quantity<Dim{.time = -1, .energy = 1}>;
using Carbon = Quantity<Dim{.co2e = 1}>;
using CarbonIntensity = Quantity<Dim{.energy = -1, .co2e = 1}>;
using CarbonRate = Quantity<Dim{.time = -1, .co2e = 1}>;
using Work = Quantity<Dim{.flop = 1}>;
using WorkRate = Quantity<Dim{.time = -1, .flop = 1}>;
using Information = Quantity<Dim{.byte = 1}>;
using Bandwidth = Quantity<Dim{.time = -1, .byte = 1}>;
using Length = Quantity<Dim{.length = 1}>;
using Area = Quantity<Dim{.length = 2}>;
using Frequency = Quantity<Dim{.time = -1}>;
using CarbonPerArea = Quantity<Dim{.co2e = 1, .length = -2}>;
using CarbonPerInformation = Quantity<Dim{.co2e = 1, .byte = -1}>;

inline constexpr Unit<Time> seconds{1.0};
inline constexpr Unit<Time> hours{3600.0};
inline constexpr Unit<Time> days{86400.0};
/// A year of service: 365 days, as embodied accounting counts it.
inline constexpr Unit<Time> years{365.0 * 86400.0};
inline constexpr Unit<Energy> joules{1.0};
inline constexpr Unit<Energy> kilowatt_hours{3.6e6};
inline constexpr Unit<Power> watts{1.0};
inline constexpr Unit<Carbon> grams{1.0};
inline constexpr Unit<Carbon> kilograms{1e3};
inline constexpr Unit<Carbon> tonnes{1e6};
inline constexpr Unit<CarbonIntensity> grams_per_kilowatt_hour{1.0 / 3.6e6};
inline constexpr Unit<CarbonRate> grams_per_hour{1.0 / 3600.0};
inline constexpr Unit<Work> flop{1.0};
inline constexpr Unit<WorkRate> flop_per_second{1.0};
inline constexpr Unit<WorkRate> teraflop_per_second{1e12};
inline constexpr Unit<Information> gigabytes{1e9};
inline constexpr Unit<Bandwidth> gigabytes_per_second{1e9};
inline constexpr Unit<Area> square_millimetres{1e-6};
inline constexpr Unit<Area> square_centimetres{1e-4};
inline constexpr Unit<Length> nanometres{1e-9};
inline constexpr Unit<Frequency> per_second{1.0};

static_assert(watts(400) * hours(2) == kilowatt_hours(0.8));

}  // namespace plume
