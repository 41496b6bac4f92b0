// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/record.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/run.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// What the records of a batch share.
struct WalkOptions {
  Run defaults;  ///< what a record does not say itself
  Detail detail = Detail::footprint;
  bool strict = false;         ///< assumed figures make a record bad; needs `Detail::result`
  bool several_files = false;  ///< results name their file
  std::string group_by;        ///< what results are grouped by; empty for nothing
};

/// Whether results can be grouped by this: a key of the manifest, or "user", "account", "cluster"
/// and "state" of Slurm.
bool can_group_by(std::string_view key);

/// Reads and estimates record after record: one for each thread.
class RecordWalker {
 public:
  explicit RecordWalker(const WalkOptions& options);
  ~RecordWalker();
  RecordWalker(const RecordWalker&) = delete;
  RecordWalker& operator=(const RecordWalker&) = delete;

  /// One record of a block; nothing for one that stands for no run, as the steps of a job. Holds
  /// until the next. Throws `Failure` (bad input) where the header of a table cannot be used.
  const RecordResult* walk(const Block& block, const Record& record);

  /// What the last record belongs to, by `group_by`; empty where it does not say.
  std::string_view group() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume
