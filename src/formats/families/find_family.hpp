// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/families/families.hpp"

#include <string>
#include <vector>

namespace plume {

/// The family of a `model_type`, or null.
const ConfigFamily* find_family(std::string_view model_type);

/// All of them, by group.
std::vector<std::string_view> known_model_types();

/// Throws the fault of a `model_type` that no family has, with the nearest ones.
[[noreturn]] void refuse_model_type(const std::string& model_type);

}  // namespace plume
