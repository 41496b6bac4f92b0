// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"
#include "data/generate/faults.hpp"

#include <deque>
#include <string>

namespace plume::generate {

/// The data folder as read: the files, which the draft's spots point into, and the draft.
struct DataFolder {
  std::deque<JsonFile> files;
  Draft draft;
};

/// Reads every file of a data folder but its schema/, in the order of their paths.
DataFolder read_data(const std::string& folder, Faults& faults);

}  // namespace plume::generate
