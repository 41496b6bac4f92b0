// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/source.hpp"
#include "plume/batch/summary.hpp"
#include "plume/batch/walker.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace plume {

/// Adds what is written of a result to a text. Called by several threads at once.
using WriteRecord = std::function<void(std::string&, const RecordResult&)>;

/// How far a batch has come.
struct Progress {
  std::uint64_t records = 0;
  std::uint64_t bad = 0;
  std::uint64_t taken = 0;  ///< bytes of the input
};

/// Where a batch tells what it did: one call at a time, in the order of the records.
struct BatchEvents {
  std::function<void(std::string_view)> deliver;    ///< lines of results
  std::function<void(const Diagnostic&)> tell_bad;  ///< a bad record, of the first `told` ones
  std::function<void(const Progress&)> progress;
};

struct BatchOptions {
  std::size_t jobs = 1;    ///< threads
  bool fail_fast = false;  ///< the first bad record is the last
  std::size_t told = 20;   ///< bad records told in full
  bool summarise = false;  ///< results are added up rather than written
};

/// What came of a batch.
struct BatchOutcome {
  Progress progress;
  Summary summary;
};

/// Estimates every record of a source: read, estimated and written in blocks by several threads,
/// delivered in the order of the input. A few more blocks than threads are held at once. Throws
/// `Failure` when the input cannot be read further or a result not be delivered; everything before
/// that was delivered.
BatchOutcome run_batch(RecordSource& source, const WalkOptions& walk, const WriteRecord& write,
                       const BatchEvents& events, const BatchOptions& options);

}  // namespace plume
