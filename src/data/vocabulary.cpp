// SPDX-License-Identifier: Apache-2.0
#include "plume/data/vocabulary.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, property_count> property_names{
    "tdp",  "system_power", "idle_power", "memory",   "memory_bandwidth",
    "fp64", "fp32",         "tf32",       "fp16",     "fp8",
    "fp4",  "int8",         "process",    "die_area", "embodied"};

constexpr std::array<std::string_view, confirmation_count> confirmation_names{
    "verified", "secondary", "unverified"};

constexpr std::array<std::string_view, basis_count> basis_names{"direct", "life-cycle"};

constexpr std::array<std::string_view, place_kind_count> place_kind_names{
    "world", "aggregate", "country", "grid", "state", "cloud region"};

}  // namespace

std::string_view name_of(Property property) {
  return property_names[static_cast<std::size_t>(property)];
}

std::string_view name_of(Confirmation confirmation) {
  return confirmation_names[static_cast<std::size_t>(confirmation)];
}

std::string_view name_of(Basis basis) {
  return basis_names[static_cast<std::size_t>(basis)];
}

std::string_view name_of(PlaceKind kind) {
  return place_kind_names[static_cast<std::size_t>(kind)];
}

}  // namespace plume
