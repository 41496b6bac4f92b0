// SPDX-License-Identifier: Apache-2.0
/// What the readers of a body's lines and of its tables share.
#pragma once

#include "formats/cards/card_words.hpp"
#include "plume/formats/card.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace plume::cards {

/// Where in a body a line stands.
enum class Section : std::uint8_t {
  none,
  carbon,  ///< below a heading that speaks of it
  field,   ///< below `co2_eq_emissions:`, written as text
};

/// The word of a key, as far as it counts in a section.
const CardWord* word_in(Section section, std::string_view key);

/// What a key and a value say; nothing where one of them is empty.
std::optional<CardStatement> body_statement(std::string_view text, TextPlace key, TextPlace value,
                                            CardFact fact);

/// The tables of a body: `| Hardware Type | A100 |`, or a header with what its columns hold.
class TableReader {
 public:
  TableReader(std::string_view text, std::vector<CardStatement>& out) : text_(text), out_(out) {}

  /// Reads a row; false for a line that is none, which ends a table.
  bool take(TextPlace line, Section section);
  void finish();

 private:
  struct Column {
    TextPlace key{};
    const CardWord* word = nullptr;
  };

  void take_header(const std::vector<TextPlace>& cells, Section section);
  void take_row(const std::vector<TextPlace>& cells, Section section);
  void take_columns(const std::vector<TextPlace>& cells);
  void take_pair(const std::vector<TextPlace>& cells, Section section);

  std::string_view text_;
  std::vector<CardStatement>& out_;
  std::vector<Column> columns_{};
  std::vector<std::size_t> of_rows_{};  ///< statements of rows that are not a total
  std::size_t rows_ = 0;
  bool has_columns_ = false;
};

}  // namespace plume::cards
