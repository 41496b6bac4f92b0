// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/batch.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace plume {

/// What of an output in JSON Lines is there already: its whole lines.
struct DoneLines {
  std::uint64_t lines = 0;
  std::uint64_t bad = 0;                         ///< of them, those of bad records
  std::uint64_t bytes = 0;                       ///< what follows them is a torn line
  std::map<std::uint64_t, std::string> samples;  ///< lines to be compared, by number from 0
};

/// Reads an output that was interrupted; of a missing file nothing is there. Keeps one line in a
/// thousand and the last ones. Throws `Failure` (bad input) when it cannot be read.
DoneLines read_done(const std::string& path);

/// Passes over the records whose lines are there. Those kept are estimated again: throws `Failure`
/// (bad input) when one comes out otherwise, byte for byte, because input or options are others.
/// Ends early when the source is woken.
void pass_over(RecordSource& source, const DoneLines& done, const WalkOptions& walk,
               const WriteRecord& write);

}  // namespace plume
