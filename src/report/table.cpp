// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include "report/writers.hpp"

#include <algorithm>

namespace plume {

namespace {

/// The widest cell of each column, over the rows that are whole.
std::vector<std::size_t> widths_of(const Cells& cells) {
  std::vector<std::size_t> widths(cells.front().size(), 0);
  for (const auto& row : cells) {
    const std::size_t aligned_cells = row.size() == widths.size() ? row.size() : row.size() - 1;
    for (std::size_t i = 0; i < aligned_cells; ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  return widths;
}

std::string joined_cells(const std::vector<std::string>& row, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < row.size(); ++i) {
    out.append(i == 0 ? "" : between).append(row[i]);
  }
  return out;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;  // not the rest of a character
  }));
}

std::vector<std::string> aligned(const Cells& cells, std::size_t left) {
  const auto widths = widths_of(cells);
  std::vector<std::string> lines;
  for (const auto& row : cells) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool last_of_short = row.size() < widths.size() && i + 1 == row.size();
      const std::size_t width = width_of(row[i]);
      const std::string fill(last_of_short || width > widths[i] ? 0 : widths[i] - width, ' ');
      line.append("  ").append(i < left || last_of_short ? row[i] + fill : fill + row[i]);
    }
    line.resize(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string markdown_table(const Cells& cells, std::size_t left) {
  std::string out;
  for (const auto& row : cells) {
    out.append("| ").append(joined_cells(row, " | ")).append(" |\n");
    if (&row == &cells.front()) {
      out += '|';
      for (std::size_t i = 0; i < row.size(); ++i) {
        out += i < left ? " --- |" : " ---: |";
      }
      out += '\n';
    }
  }
  return out;
}

std::string csv_table(const Cells& cells) {
  std::string out;
  for (const auto& row : cells) {
    std::vector<std::string> quoted;
    std::transform(row.begin(), row.end(), std::back_inserter(quoted),
                   [](const std::string& cell) { return csv_field(cell); });
    out.append(joined_cells(quoted, ",")).append("\n");
  }
  return out;
}

}  // namespace plume
