// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace plume::generate {

/// One of the names of an entry.
struct NameDraft {
  std::string key;   ///< the name as it is compared
  std::string text;  ///< the name as it is written
  std::size_t row = 0;
  int rank = 0;  ///< 0 for names proper; 1 for the town of a cloud region
};

/// All names of all accelerators, instances or places, sorted by key; none twice for one row.
std::vector<NameDraft> accelerator_names(const Draft& draft);
std::vector<NameDraft> architecture_names(const Draft& draft);
std::vector<NameDraft> instance_names(const Draft& draft);
/// Keyed by `normalised_cpu`.
std::vector<NameDraft> cpu_names(const Draft& draft);
std::vector<NameDraft> language_model_names(const Draft& draft);
std::vector<NameDraft> place_names(const Draft& draft);

}  // namespace plume::generate
