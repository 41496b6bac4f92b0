// SPDX-License-Identifier: Apache-2.0
#include "plume/data/published.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, test_kind_count> test_names{"arithmetic", "prediction",
                                                                   "energy", "emissions"};
constexpr std::array<std::string_view, measurand_count> measurand_names{"device_hours", "energy",
                                                                        "emissions", "embodied"};
constexpr std::array<std::string_view, energy_scope_count> energy_scope_names{"board", "system",
                                                                              "facility"};
constexpr std::array<std::string_view, energy_origin_count> energy_origin_names{
    "measured", "tdp-arithmetic", "modelled"};
constexpr std::array<std::string_view, emissions_scope_count> emissions_scope_names{"operational",
                                                                                    "total"};

}  // namespace

std::string_view name_of(TestKind test) {
  return test_names[static_cast<std::size_t>(test)];
}

std::string_view name_of(Measurand measurand) {
  return measurand_names[static_cast<std::size_t>(measurand)];
}

std::string_view name_of(EnergyScope scope) {
  return energy_scope_names[static_cast<std::size_t>(scope)];
}

std::string_view name_of(EnergyOrigin origin) {
  return energy_origin_names[static_cast<std::size_t>(origin)];
}

std::string_view name_of(EmissionsScope scope) {
  return emissions_scope_names[static_cast<std::size_t>(scope)];
}

}  // namespace plume
