// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_words.hpp"

#include "formats/letters.hpp"

#include <algorithm>

namespace plume::logs {

namespace {

/// No tool has as many columns: what stands behind is left together.
constexpr std::size_t most_cells = 4096;

}  // namespace

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::string_view rest = trimmed(line); !rest.empty(); rest = trimmed(rest)) {
    const auto end =
        out.size() == most_cells ? rest.size() : std::min(rest.find_first_of(blanks), rest.size());
    out.push_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return out;
}

std::vector<std::string_view> cells_of(std::string_view line, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    const auto end = out.size() == most_cells ? std::string_view::npos : line.find(separator);
    const std::string_view cell = trimmed(line.substr(0, end));
    out.push_back(cell.empty() ? line.substr(0, 0) : cell);
    if (end == std::string_view::npos) {
      return out;
    }
    line.remove_prefix(end + 1);
  }
}

}  // namespace plume::logs
