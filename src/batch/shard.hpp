// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "batch/splitter.hpp"
#include "plume/batch/source.hpp"

#include <string>
#include <vector>

namespace plume {

/// The bytes of one file whose records belong to a part.
struct Extent {
  std::size_t file = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// The extents of a part of files of these sizes, in their order; none where it holds no byte.
std::vector<Extent> extents_of(const Shard& shard, const std::vector<std::uint64_t>& sizes);

/// How a file is entered at a byte: what the bytes before it say. Reads them only where that is
/// needed: for line numbers, and for the quotes of CSV.
SplitStart start_at(const std::string& path, std::uint64_t begin, bool quotes, bool count_lines);

/// Puts blanks in the place of a byte order mark, which keep every position.
void blank_byte_order_mark(std::string& head);

/// A header, and where in its file it begins.
struct HeaderRow {
  TableHeader header;
  std::uint64_t begin = 0;
};

/// The first line of a file that is not blank, without its end.
HeaderRow read_header(const std::string& path);

}  // namespace plume
