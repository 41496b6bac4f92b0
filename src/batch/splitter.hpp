// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/record.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace plume {

/// Finds records in bytes that arrive piece by piece.
class Splitter {
 public:
  virtual ~Splitter() = default;

  /// Adds the whole records of `text` to `out`; `last` says that nothing follows. Returns where the
  /// rest begins, with which the next text must begin.
  virtual std::size_t split(std::string_view text, bool last, std::vector<Record>& out) = 0;
};

/// Where a table or a file of lines is entered: at its begin, or in the middle.
struct SplitStart {
  std::uint64_t line = 1;      ///< of the first byte
  bool within_quotes = false;  ///< of a cell of CSV
  bool within_line = false;    ///< what stands before the next line belongs to another part
};

/// Lines that are not blank.
std::unique_ptr<Splitter> line_splitter(const SplitStart& start);

/// Rows of CSV (RFC 4180) that are not blank: a cell in quotes may hold line ends.
std::unique_ptr<Splitter> row_splitter(const SplitStart& start);

/// Elements of a JSON array, or objects one after another; with a `list` those of the array of that
/// name in the outermost object, whatever stands before it.
std::unique_ptr<Splitter> json_splitter(std::string_view list = {});

}  // namespace plume
