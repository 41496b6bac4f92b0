// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/audit.hpp"
#include "plume/data/entry.hpp"

#include <span>
#include <string>

namespace plume {

/// Entries of the catalogue as CSV, a line a figure: of an accelerator one for each property, of a
/// place one for each year and basis, of an instance one with the count.
std::string entries_csv(std::span<const Entry> entries);

/// Sources as CSV.
std::string sources_csv();

/// What a data folder changes as CSV.
std::string differences_csv(std::span<const Difference> differences);

}  // namespace plume
