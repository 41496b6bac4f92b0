// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"
#include "plume/support/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// How records are written down.
enum class RecordFormat : std::uint8_t {
  lines,       ///< a JSON object a line
  json,        ///< objects in a JSON array, or one after another
  csv,         ///< a row each, below a header of dotted keys
  sacct,       ///< Slurm's accounting as `sacct -P` prints it
  sacct_json,  ///< likewise as `sacct --json` does
};
/// What can be asked for: which of the two of Slurm it is, its content says.
inline constexpr std::array<std::string_view, 4> record_format_names{"jsonl", "json", "csv",
                                                                     "sacct"};

/// Why the bytes of a record could not be taken for one.
enum class RecordFlaw : std::uint8_t {
  none,
  too_long,  ///< longer than `longest_record`; its bytes are not kept
  cut_off,   ///< the file ends within it
  stray,     ///< stands where a list has no value
};

/// No record may be longer, in bytes: a batch keeps to its memory whatever its input.
inline constexpr std::size_t longest_record = std::size_t{1} << 20;

/// One record within a block.
struct Record {
  std::size_t begin = 0;  ///< byte in the block's text
  std::size_t size = 0;
  std::uint64_t line = 0;   ///< of the file, from 1
  std::size_t column = 1;   ///< within the line, from 1, in bytes
  std::uint64_t place = 0;  ///< in a list, from 0
  RecordFlaw flaw = RecordFlaw::none;
};

/// The first line of a table: what its columns are.
struct TableHeader {
  std::string text;
  std::uint64_t line = 0;
};

/// Whole records of one file, in their order.
struct Block {
  std::string text;  ///< as many bytes as `ManifestReader::padding` follow
  std::vector<Record> records;
  std::shared_ptr<const TableHeader> header;  ///< null where records name their keys
  std::shared_ptr<const std::string> file;    ///< as diagnostics call it
  RecordFormat format = RecordFormat::lines;
  std::uint64_t taken = 0;  ///< bytes of all files read so far, as they lie there

  std::string_view text_of(const Record& record) const {
    return std::string_view(text).substr(record.begin, record.size);
  }
};

/// What is wrong with a record.
struct BadRecord {
  Diagnostic diagnostic;
  std::string pointer;  ///< JSON pointer to the value to blame; empty for the whole record
};

/// A record once it was read and estimated.
struct RecordResult {
  std::string_view file;  ///< empty where there is one file only
  std::uint64_t line = 0;
  const Run* run = nullptr;
  const Report* report = nullptr;  ///< null where it is bad
  const BadRecord* bad = nullptr;  ///< null where there is a report
};

}  // namespace plume
