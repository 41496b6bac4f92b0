// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

struct Symbol {
  std::string_view text;
  std::string_view prefixes;  ///< SI prefixes that may stand before it
  Dim dimension;
  double factor;
};

constexpr Dim time_dim{.time = 1};
constexpr Dim energy_dim{.energy = 1};
constexpr Dim power_dim{.time = -1, .energy = 1};
constexpr Dim co2e_dim{.co2e = 1};
constexpr Dim flop_dim{.flop = 1};
constexpr Dim byte_dim{.byte = 1};
constexpr Dim length_dim{.length = 1};
constexpr Dim area_dim{.length = 2};

constexpr double hour = 3600;
constexpr double day = 24 * hour;

/// Longer symbols stand before those that they end in.
constexpr auto symbols = std::to_array<Symbol>({
    {"1", "", Dim{}, 1},
    {"%", "", Dim{}, 0.01},
    {"Wh", "kMGT", energy_dim, hour},
    {"J", "kMGT", energy_dim, 1},
    {"W", "kMG", power_dim, 1},
    {"watts", "", power_dim, 1},
    {"watt", "", power_dim, 1},
    {"seconds", "", time_dim, 1},
    {"second", "", time_dim, 1},
    {"sec", "", time_dim, 1},
    {"s", "", time_dim, 1},
    {"minutes", "", time_dim, 60},
    {"minute", "", time_dim, 60},
    {"min", "", time_dim, 60},
    {"hours", "", time_dim, hour},
    {"hour", "", time_dim, hour},
    {"hr", "", time_dim, hour},
    {"h", "", time_dim, hour},
    {"days", "", time_dim, day},
    {"day", "", time_dim, day},
    {"d", "", time_dim, day},
    {"weeks", "", time_dim, 7 * day},
    {"week", "", time_dim, 7 * day},
    {"years", "", time_dim, 365 * day},
    {"year", "", time_dim, 365 * day},
    {"yr", "", time_dim, 365 * day},
    {"y", "", time_dim, 365 * day},
    {"lb", "", co2e_dim, 453.59237},
    {"tonnes", "", co2e_dim, 1e6},
    {"tonne", "", co2e_dim, 1e6},
    {"t", "kM", co2e_dim, 1e6},
    {"grams", "", co2e_dim, 1},
    {"g", "k", co2e_dim, 1},
    {"FLOPs", "KkMGTPEZY", flop_dim, 1},
    {"FLOP", "KkMGTPEZY", flop_dim, 1},
    {"flop", "KkMGTPEZY", flop_dim, 1},
    {"OP", "GTP", flop_dim, 1},
    {"KiB", "", byte_dim, 1024.0},
    {"MiB", "", byte_dim, 1048576.0},
    {"GiB", "", byte_dim, 1073741824.0},
    {"TiB", "", byte_dim, 1099511627776.0},
    {"B", "kMGT", byte_dim, 1},
    {"mm2", "", area_dim, 1e-6},
    {"cm2", "", area_dim, 1e-4},
    {"nm", "", length_dim, 1e-9},
});

struct Prefix {
  char letter;
  double factor;
};

constexpr auto prefixes = std::to_array<Prefix>({{'k', 1e3},
                                                 {'K', 1e3},
                                                 {'M', 1e6},
                                                 {'G', 1e9},
                                                 {'T', 1e12},
                                                 {'P', 1e15},
                                                 {'E', 1e18},
                                                 {'Z', 1e21},
                                                 {'Y', 1e24}});

double prefix_factor(char letter) {
  return std::find_if(prefixes.begin(), prefixes.end(),
                      [letter](const Prefix& p) { return p.letter == letter; })
      ->factor;
}

std::optional<double> scale_of(const Symbol& symbol, std::string_view text) {
  if (text == symbol.text) {
    return symbol.factor;
  }
  const bool prefixed = text.size() == symbol.text.size() + 1 && text.ends_with(symbol.text) &&
                        symbol.prefixes.find(text.front()) != std::string_view::npos;
  return prefixed ? std::optional(prefix_factor(text.front()) * symbol.factor) : std::nullopt;
}

std::optional<AnyUnit> parse_simple(std::string_view text) {
  for (const Symbol& symbol : symbols) {
    if (const auto scale = scale_of(symbol, text)) {
      return AnyUnit{symbol.dimension, *scale};
    }
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// "kgCO2e", "kg CO2-eq" and "kg" are one unit: only CO2 equivalents are weighed here.
std::string_view without_gas(std::string_view text) {
  for (const std::string_view gas : {"CO2e", "CO2eq", "CO2-eq", "CO2"}) {
    if (text.ends_with(gas)) {
      return trimmed(text.substr(0, text.size() - gas.size()));
    }
  }
  return text;
}

struct NamedDimension {
  Dim dimension;
  std::string_view name;
};

constexpr auto dimension_names = std::to_array<NamedDimension>({
    {Dim{}, "a plain number"},
    {time_dim, "a time"},
    {energy_dim, "an energy"},
    {power_dim, "a power"},
    {co2e_dim, "a mass of CO2e"},
    {Dim{.energy = -1, .co2e = 1}, "a carbon intensity"},
    {Dim{.time = -1, .co2e = 1}, "a rate of emission"},
    {flop_dim, "a number of operations"},
    {Dim{.time = -1, .flop = 1}, "a rate of operations"},
    {byte_dim, "an amount of data"},
    {Dim{.time = -1, .byte = 1}, "a bandwidth"},
    {Dim{.time = -1}, "a rate"},
    {length_dim, "a length"},
    {area_dim, "an area"},
    {Dim{.co2e = 1, .length = -2}, "a carbon per area"},
    {Dim{.co2e = 1, .byte = -1}, "a carbon per amount of data"},
});

}  // namespace

std::optional<AnyUnit> parse_unit(std::string_view text) {
  text = trimmed(text);
  const auto slash = text.find('/');
  const auto numerator = parse_simple(without_gas(trimmed(text.substr(0, slash))));
  if (!numerator || slash == std::string_view::npos) {
    return numerator;
  }
  const auto denominator = parse_simple(trimmed(text.substr(slash + 1)));
  if (!denominator) {
    return std::nullopt;
  }
  return AnyUnit{numerator->dimension + -denominator->dimension,
                 numerator->factor / denominator->factor};
}

std::string_view dimension_name(const Dim& dimension) {
  const auto found =
      std::find_if(dimension_names.begin(), dimension_names.end(),
                   [&](const NamedDimension& named) { return named.dimension == dimension; });
  return found == dimension_names.end() ? "a compound quantity" : found->name;
}

}  // namespace plume
