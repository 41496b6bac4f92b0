// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/front_matter.hpp"

#include "formats/document_parts.hpp"

#include <algorithm>
#include <array>

namespace plume::cards {

namespace {

/// What the Hub's pattern takes for white space, in JavaScript or in Python; a byte order mark is
/// in the first of the two.
constexpr auto white_space = std::to_array<std::string_view>(
    {" ",      "\t",     "\n",     "\r",     "\v",     "\f",     "\x1c",   "\x1d",
     "\x1e",   "\x1f",   "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
     "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
     "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"});

constexpr std::string_view dashes = "---";

std::size_t behind_white_space(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    const auto* const found =
        std::find_if(white_space.begin(), white_space.end(),
                     [&](std::string_view one) { return text.substr(at).starts_with(one); });
    if (found == white_space.end()) {
      return at;
    }
    at += found->size();
  }
}

/// The line end at a byte: CRLF, CR or LF; empty where there is none.
std::string_view line_break_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()));
  if (rest.starts_with("\r\n")) {
    return rest.substr(0, 2);
  }
  return rest.starts_with('\r') || rest.starts_with('\n') ? rest.substr(0, 1) : std::string_view();
}

/// Behind the closing line of dashes that begins at a byte, if it is one: a CR alone does not end
/// it.
std::optional<std::size_t> behind_closing(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with(dashes)) {
    return std::nullopt;
  }
  const std::size_t end = std::min(text.find_first_not_of(" \t", at + dashes.size()), text.size());
  const std::string_view line_break = line_break_at(text, end);
  return end == text.size() || (!line_break.empty() && line_break != "\r")
             ? std::optional(end + line_break.size())
             : std::nullopt;
}

/// The block whose YAML begins at a byte; not present where nothing closes it.
FrontMatter block_from(std::string_view text, std::size_t begin) {
  FrontMatter out;
  for (auto at = text.find_first_of("\r\n", begin); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    const std::size_t line = at + line_break_at(text, at).size();
    if (const auto end = behind_closing(text, line)) {
      out.present = true;
      out.whole = place_between(0, *end);
      out.inside = place_between(begin, at);
      return out;
    }
    at = line;
  }
  return out;
}

std::string first_line_break(std::string_view text) {
  const auto at = text.find_first_of("\r\n");
  return at == std::string_view::npos ? "\n" : std::string(line_break_at(text, at));
}

/// Where the line of dashes begins that opens a block; nothing where the text begins otherwise.
std::optional<std::size_t> opening_line(std::string_view text) {
  const std::size_t at = behind_white_space(text);
  const bool opens =
      text.substr(at).starts_with(dashes) && !line_break_at(text, at + dashes.size()).empty();
  return opens ? std::optional(at) : std::nullopt;
}

}  // namespace

FrontMatter find_front_matter(std::string_view text) {
  const auto opening = opening_line(text);
  FrontMatter out;
  if (opening) {
    const std::size_t behind = *opening + dashes.size();
    const std::string_view line_break = line_break_at(text, behind);
    out = block_from(text, behind + line_break.size());
    // The pattern steps back here: its LF may also be the line end before the closing dashes.
    out = !out.present && line_break == "\r\n" ? block_from(text, behind + 1) : out;
    out.line_break = line_break;
  }
  out.line_break = out.present ? out.line_break : first_line_break(text);
  return out;
}

std::string blanked_before(std::string_view text, TextPlace place) {
  std::string out(text.substr(0, end_of(place)));
  std::replace_if(
      out.begin(), out.begin() + place.offset, [](char c) { return c != '\n' && c != '\r'; }, ' ');
  return out;
}

}  // namespace plume::cards
