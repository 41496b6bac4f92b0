// SPDX-License-Identifier: Apache-2.0
/// Lines as words, and cells as they stand between signs that nothing quotes.
#pragma once

#include <string_view>
#include <vector>

namespace plume::logs {

/// What stands between blanks and tabs. Of more than 4096 words the rest is one, and so of cells.
std::vector<std::string_view> words_of(std::string_view line);

/// What stands between the separators, trimmed; empty cells too. All are views into the line.
std::vector<std::string_view> cells_of(std::string_view line, char separator);

}  // namespace plume::logs
