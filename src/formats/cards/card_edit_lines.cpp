// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_edit_parts.hpp"

#include <algorithm>

namespace plume {

std::vector<TextLine> text_lines(std::string_view text) {
  std::vector<TextLine> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::size_t width = text.substr(end).starts_with("\r\n") ? 2 : 1;
    out.push_back({at, end, std::min(end + width, text.size())});
    at = out.back().next;
  }
  return out;
}

std::string_view line_break_of(const Card& card) {
  return card.front_matter.line_break.empty() ? "\n"
                                              : std::string_view(card.front_matter.line_break);
}

std::string_view closing_break_of(const Card& card) {
  return line_break_of(card) == "\r" ? "\n" : line_break_of(card);
}

bool ends_a_line(std::string_view text) {
  return text.empty() || text.back() == '\n' || text.back() == '\r';
}

}  // namespace plume
