// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/generation.hpp"
#include "plume/data/catalogue.hpp"

#include <array>
#include <map>

namespace plume::grids {

namespace {

constexpr std::array<PlantKind, plant_count> plants{{
    {"B01", "Biomass", Constant::plant_biomass},
    {"B02", "Fossil Brown coal/Lignite", Constant::plant_lignite, "hard coal"},
    {"B03", "Fossil Coal-derived gas", Constant::plant_coal_gas, "hard coal"},
    {"B04", "Fossil Gas", Constant::plant_gas},
    {"B05", "Fossil Hard coal", Constant::plant_coal},
    {"B06", "Fossil Oil", Constant::plant_oil},
    {"B07", "Fossil Oil shale", Constant::plant_oil_shale, "hard coal"},
    {"B08", "Fossil Peat", Constant::plant_peat, "hard coal"},
    {"B09", "Geothermal", Constant::plant_geothermal},
    {"B10", "Hydro Pumped Storage", Constant::plant_hydro, "", true},
    {"B11", "Hydro Run-of-river and poundage", Constant::plant_hydro},
    {"B12", "Hydro Water Reservoir", Constant::plant_hydro},
    {"B13", "Marine", Constant::plant_marine},
    {"B14", "Nuclear", Constant::plant_nuclear},
    {"B15", "Other renewable", Constant::plant_other_renewable, "biomass"},
    {"B16", "Solar", Constant::plant_solar},
    {"B17", "Waste", Constant::plant_waste, "a mix of thermal plants"},
    {"B18", "Wind Offshore", Constant::plant_wind_offshore},
    {"B19", "Wind Onshore", Constant::plant_wind_onshore},
    {"B20", "Other", Constant::plant_other, "a mix of thermal plants"},
    {"B25", "Energy storage", Constant::plant_hydro, "", true},
}};

}  // namespace

std::span<const PlantKind> plant_kinds() {
  return plants;
}

const PlantKind* find_plant(std::string_view code_or_name) {
  static const auto names = [] {
    std::map<std::string, const PlantKind*, std::less<>> out;
    for (const PlantKind& plant : plants) {
      out.emplace(plain_name(plant.code), &plant);
      out.emplace(plain_name(plant.name), &plant);
    }
    return out;
  }();
  const auto found = names.find(plain_name(code_or_name));
  return found == names.end() ? nullptr : found->second;
}

double emission_factor(const PlantKind& plant) {
  return constant(plant.factor).as<CarbonIntensity>().value / grams_per_kilowatt_hour(1);
}

}  // namespace plume::grids
