// SPDX-License-Identifier: Apache-2.0
#include "plume/support/location.hpp"

#include <algorithm>

namespace plume {

namespace {

std::size_t line_begin(std::string_view text, std::size_t offset) {
  const auto newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

}  // namespace

Position position_at(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto newlines = std::count(before.begin(), before.end(), '\n');
  return {static_cast<std::size_t>(newlines) + 1, offset - line_begin(text, offset) + 1};
}

std::string_view line_at(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const auto begin = line_begin(text, offset);
  const auto end = text.find_first_of("\r\n", begin);
  return text.substr(begin, end == std::string_view::npos ? end : end - begin);
}

}  // namespace plume
