// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/audit.hpp"
#include "plume/data/entry.hpp"

#include <span>
#include <string>
#include <string_view>

namespace plume {

/// Entries of the catalogue as a JSON array.
std::string entries_json(std::span<const Entry> entries);

/// That a data folder has no fault.
std::string checked_json(std::string_view folder);

/// What a data folder changes, as `plume.diff/1`.
std::string differences_json(std::span<const Difference> differences);

}  // namespace plume
