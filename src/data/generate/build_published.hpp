// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/build_tables.hpp"
#include "data/generate/text_pool.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace plume::generate {

/// Fills the tables of published runs. `sources` are the rows of the sources by key.
void build_published(const std::vector<SuiteDraft>& suites,
                     const std::map<std::string, std::uint16_t>& sources, TextPool& text,
                     BuiltTables& out);

}  // namespace plume::generate
