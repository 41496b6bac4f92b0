// SPDX-License-Identifier: Apache-2.0
/// What the parts of the reader of model cards share. Each enters what it finds into the card.
#pragma once

#include "plume/formats/card.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plume::cards {

inline constexpr std::string_view field_key = "co2_eq_emissions";

/// Larger front matter was written by no person, and would keep a reader of YAML busy.
inline constexpr std::size_t largest_yaml = std::size_t{4} << 20;

/// The field as it stands in a piece of YAML.
struct FieldReading {
  CardShape shape = CardShape::absent;
  TextPlace field{};
  std::vector<CardStatement> statements{};
};

/// Reads the front matter, if there is one: the field, the model's facts and all faults.
void read_metadata(Card& card);

/// Finds the field in the root of a piece of YAML and reads it.
FieldReading read_field(std::string_view text, const DocumentNode& root, CardPart part);

/// Reads the field line by line, from YAML that is none.
FieldReading read_field_lines(std::string_view text, TextPlace inside, CardPart part);

/// Reads what the front matter says of the model.
void read_model_facts(const DocumentNode& root, Card& card);

/// Reads the field from a block that does not stand at the top: between dashes or in a fence. Only
/// for a card without front matter. Gives the bytes that it takes, width 0 where there is none.
TextPlace read_stray_block(Card& card);

/// Reads what the body says, without the bytes that another reader took.
void read_body(Card& card, TextPlace taken);

/// The value's place over all its lines: yaml-cpp tells the first alone.
TextPlace whole_scalar(std::string_view text, const DocumentNode& node);

/// Behind the last byte of a value.
std::size_t end_of_value(std::string_view text, const DocumentNode& node);

/// The comment behind a place on its line, without the `#`; empty where there is none.
std::string_view comment_behind(std::string_view text, std::size_t at);

/// Where the line ends that a byte stands on.
std::size_t line_end(std::string_view text, std::size_t at);

/// Behind the end of the line that ends at a byte.
std::size_t behind_line_end(std::string_view text, std::size_t end);

/// Whether a line begins with blanks of which one is a tab, and says something.
bool is_indented_by_tab(std::string_view line);

}  // namespace plume::cards
