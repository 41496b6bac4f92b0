// SPDX-License-Identifier: Apache-2.0
/// What the writers of a card share.
#pragma once

#include "plume/formats/card_edit.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

inline constexpr std::string_view emissions_key = "co2_eq_emissions";

/// One line of a text; `end` is behind its content, `next` behind its line end.
struct TextLine {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;
};

/// The lines of a text; LF, CRLF and CR end one. An empty text has none.
std::vector<TextLine> text_lines(std::string_view text);

/// Line ends of a card's own kind.
std::string_view line_break_of(const Card& card);

/// The same behind the closing dashes, where the Hub's rule takes no CR alone.
std::string_view closing_break_of(const Card& card);

/// Whether the last line of a text has its end; an empty text lacks none.
bool ends_a_line(std::string_view text);

/// A number as digits with a point where one is needed, never with an exponent; 12 significant
/// digits at most.
std::string plain_decimal(double number);

/// A text as a YAML scalar on one line: plain where nothing but that text could be meant, else in
/// double quotes.
std::string yaml_scalar(std::string_view text);

/// The field as YAML, each line behind `indent` blanks and without its end.
std::vector<std::string> block_lines(const CardBlock& block, std::size_t indent);

/// Throws `Failure` unless the edited YAML of a card's front matter says what it said, and the
/// field once: for metadata that were no YAML, with their place, and where the field cannot be put
/// in without touching the rest.
void require_sound(const Card& card, const std::string& edited);

}  // namespace plume
