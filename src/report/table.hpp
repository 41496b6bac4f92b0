// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Rows of cells, the first row the head.
using Cells = std::vector<std::vector<std::string>>;

/// How many columns of a terminal a text of UTF-8 takes.
std::size_t width_of(std::string_view text);

/// Columns aligned, the first `left` of them to the left and the others to the right, two spaces in
/// front and between. A row shorter than the head is written as it is: its last cell may be long.
std::vector<std::string> aligned(const Cells& cells, std::size_t left);

/// The same as a table of Markdown. Cells are taken as they are.
std::string markdown_table(const Cells& cells, std::size_t left);

/// The same as CSV.
std::string csv_table(const Cells& cells);

}  // namespace plume
