// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/record.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plume {

/// One of `count` parts of the input, from 1. A record belongs to the part in which its first byte
/// lies, so that the parts together hold every record once.
struct Shard {
  std::uint64_t number = 1;
  std::uint64_t count = 1;
};

/// "2/7"; nothing when the text is no part of a whole.
std::optional<Shard> parse_shard(std::string_view text);

struct SourceOptions {
  std::vector<std::string> files;      ///< "-" is standard input
  std::optional<RecordFormat> format;  ///< found out from name and content without it
  std::optional<Shard> shard;          ///< of all files together, by their bytes
  bool count_lines = true;             ///< of what stands before a shard
  int wake = -1;                       ///< ends the input once it becomes readable
};

/// The records of the input, block by block. Throws `Failure` (bad input) when a file cannot be
/// read, or cannot be divided.
class RecordSource {
 public:
  explicit RecordSource(SourceOptions options);
  ~RecordSource();
  RecordSource(const RecordSource&) = delete;
  RecordSource& operator=(const RecordSource&) = delete;

  /// Puts the next records, at least one, into a block, whose room is used again. False at the end,
  /// and once it was woken.
  bool next(Block& block);

  /// Whether the input was ended from outside.
  bool woken() const;

  /// Hands back a block of which some records are left: it is the next.
  void give_back(Block block);

  /// Bytes of all files, where that is known.
  std::optional<std::uint64_t> size() const;

 private:
  class Files;
  std::unique_ptr<Files> files_;
};

}  // namespace plume
