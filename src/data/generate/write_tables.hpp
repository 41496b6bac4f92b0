// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"

#include <string>

namespace plume::generate {

/// The C++ source of the catalogue's tables. The draft must have passed `check`.
std::string write_tables(const Draft& draft);

/// The header with the enumeration `plume::Constant`.
std::string write_constants(const Draft& draft);

}  // namespace plume::generate
