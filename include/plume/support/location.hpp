// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace plume {

/// A place in a text, counted from 1 as editors do; columns count bytes. Line 0 is nowhere.
struct Position {
  std::size_t line = 0;
  std::size_t column = 0;
};

/// The position of the byte at `offset`; one past the end is a position too.
Position position_at(std::string_view text, std::size_t offset);

/// The whole line, without its end, on which the byte at `offset` stands.
std::string_view line_at(std::string_view text, std::size_t offset);

}  // namespace plume
