// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/flags.hpp"
#include "plume/batch/record.hpp"
#include "plume/batch/source.hpp"
#include "plume/support/diagnostic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plume {

/// The command line of `plume batch`.
struct BatchFlags {
  CommonFlags common;
  std::vector<std::string> files;  ///< none is standard input
  std::vector<FieldFlag> fields;
  std::string defaults;  ///< a manifest; empty for none
  std::optional<RecordFormat> from;
  std::optional<Shard> shard;
  std::string group_by;
  std::size_t jobs = 1;
  bool full = false;
  bool summary = false;
  bool merge_summaries = false;
  bool resume = false;
  bool fail_fast = false;
  bool without_line = false;
  bool strict = false;
};

/// Estimates the records of the files, or adds up the summaries that they are.
ExitCode run_batch_command(const BatchFlags& flags);

}  // namespace plume
