// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/body_parts.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/cards/markup.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>

namespace plume::cards {

namespace {

constexpr std::array<std::string_view, 5> words_of_totals{"total", "overall", "sum", "all",
                                                          "totals"};

/// The cells between the pipes of a row; a pipe behind a backslash is text.
std::vector<TextPlace> cells_of(std::string_view text, TextPlace line) {
  std::vector<TextPlace> out;
  std::size_t begin = line.offset + 1U;
  for (std::size_t at = begin; at < end_of(line); ++at) {
    if (text[at] == '|' && text[at - 1] != '\\') {
      out.push_back(without_emphasis(text, place_between(begin, at)));
      begin = at + 1;
    }
  }
  const TextPlace last = without_emphasis(text, place_between(begin, end_of(line)));
  if (last.width > 0) {
    out.push_back(last);
  }
  return out;
}

/// "| --- | :-: |"
bool is_rule(std::string_view line) {
  return line.find_first_not_of("|-: \t") == std::string_view::npos &&
         line.find('-') != std::string_view::npos;
}

}  // namespace

bool TableReader::take(TextPlace line, Section section) {
  const std::string_view words = text_at(text_, line);
  if (!words.starts_with('|')) {
    finish();
    return false;
  }
  if (!is_rule(words)) {
    const std::vector<TextPlace> cells = cells_of(text_, line);
    rows_ == 0 ? take_header(cells, section) : take_row(cells, section);
    ++rows_;
  }
  return true;
}

void TableReader::finish() {
  const bool many = has_columns_ && rows_ > 2;
  for (const std::size_t i : of_rows_) {
    out_[i].is_part = many;
  }
  columns_.clear();
  of_rows_.clear();
  rows_ = 0;
  has_columns_ = false;
}

void TableReader::take_header(const std::vector<TextPlace>& cells, Section section) {
  for (const TextPlace& cell : cells) {
    const CardWord* const word = word_in(section, without_markup(text_at(text_, cell)));
    has_columns_ = has_columns_ || (word != nullptr && !columns_.empty());
    columns_.push_back({cell, word});
  }
  if (!has_columns_) {
    take_pair(cells, section);
  }
}

void TableReader::take_row(const std::vector<TextPlace>& cells, Section section) {
  has_columns_ ? take_columns(cells) : take_pair(cells, section);
}

void TableReader::take_columns(const std::vector<TextPlace>& cells) {
  const std::string label = cells.empty() ? "" : plain_word(text_at(text_, cells.front()));
  const bool is_total = is_one_of(label, words_of_totals);
  for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
    const CardWord* const word = columns_[i].word;
    const auto said = word == nullptr
                          ? std::nullopt
                          : body_statement(text_, columns_[i].key, cells[i], word->fact);
    if (said) {
      out_.push_back(*said);
    }
    if (said && !is_total) {
      of_rows_.push_back(out_.size() - 1);
    }
  }
}

void TableReader::take_pair(const std::vector<TextPlace>& cells, Section section) {
  const CardWord* const word =
      cells.size() < 2 ? nullptr : word_in(section, without_markup(text_at(text_, cells[0])));
  const auto said =
      word == nullptr ? std::nullopt : body_statement(text_, cells[0], cells[1], word->fact);
  if (said) {
    out_.push_back(*said);
  }
}

}  // namespace plume::cards
