// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/entry.hpp"

#include <span>
#include <string>

namespace plume {

/// Entries of the catalogue as a JSON array.
std::string entries_json(std::span<const Entry> entries);

}  // namespace plume
