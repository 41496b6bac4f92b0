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

/// Whether the folder holds a catalogue by itself, rather than amendments to one.
bool is_whole_catalogue(const std::string& folder);

/// Reads every file of a data folder but its schema/, in the order of their paths.
DataFolder read_data(const std::string& folder, Faults& faults);

/// Reads the files of an overlay onto what is there: entries with the id of one in a lower layer
/// amend it, others are added. Layers count from 1.
void read_overlay(const std::string& folder, int layer, DataFolder& data, Faults& faults);

/// Reads one file, whose `place` in the folder ("grid/mine.json") says what it holds.
void read_data_file(JsonFile text, const std::string& place, DataFolder& data, Faults& faults);

}  // namespace plume::generate
