// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_table.hpp"

#include "formats/letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume::logs {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t longest_head = std::size_t{64} << 10;
constexpr std::size_t longest_row = std::size_t{1} << 20;
constexpr std::string_view blanks_in_lines = " \t\r";

std::string_view inner(std::string_view text, char separator) {
  const std::string_view around = separator == '\t' ? " \r" : blanks_in_lines;
  const auto first = text.find_first_not_of(around);
  return first == std::string_view::npos
             ? text.substr(0, 0)
             : text.substr(first, text.find_last_not_of(around) - first + 1);
}

/// Where the quotes that open at `begin` close; the end of the line where they do not.
std::size_t closing_quote(std::string_view line, std::size_t begin) {
  for (std::size_t i = begin + 1; i < line.size(); ++i) {
    if (line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      ++i;
    } else if (line[i] == '"') {
      return i;
    }
  }
  return line.size();
}

std::string_view without_doubled_quotes(std::string_view text, std::deque<std::string>& room) {
  if (text.find('"') == std::string_view::npos) {
    return text;
  }
  std::string& out = room.emplace_back();
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    i += text[i] == '"' ? 1U : 0U;
  }
  return out;
}

/// A name as columns are compared: without a unit in brackets, in small letters.
std::string comparable(std::string_view name) {
  for (const std::string_view brackets : {std::string_view("[]"), std::string_view("()")}) {
    const auto open = name.rfind(brackets[0]);
    if (name.ends_with(brackets[1]) && open != std::string_view::npos && open > 0) {
      name = name.substr(0, open);
    }
  }
  return small_letters(trimmed(name));
}

}  // namespace

Lines::Lines(std::string_view text)
    : rest_(text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text) {}

bool Lines::next(std::string_view& line) {
  if (rest_.empty()) {
    return false;
  }
  const auto end = rest_.find('\n');
  unfinished_ = end == std::string_view::npos;
  line = rest_.substr(0, end);
  rest_.remove_prefix(unfinished_ ? rest_.size() : end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  ++number_;
  return true;
}

std::string_view first_line(std::string_view text) {
  Lines lines(text.substr(0, longest_head));
  std::string_view line;
  while (lines.next(line)) {
    if (!trimmed(line).empty()) {
      return line;
    }
  }
  return {};
}

std::string_view first_lines(std::string_view text, std::size_t count) {
  const std::string_view head = text.substr(0, longest_head);
  std::size_t end = 0;
  for (std::size_t i = 0; i < count && end < head.size(); ++i) {
    end = std::min(head.find('\n', end), head.size() - 1) + 1;
  }
  const std::string_view out = head.substr(0, end);
  return out.starts_with(byte_order_mark) ? out.substr(byte_order_mark.size()) : out;
}

bool split_cells(std::string_view line, char separator, std::vector<std::string_view>& cells,
                 std::deque<std::string>& room) {
  cells.clear();
  std::size_t begin = 0;
  while (true) {
    const auto first = std::min(line.find_first_not_of(' ', begin), line.size());
    const bool quoted = first < line.size() && line[first] == '"';
    const auto closing = quoted ? closing_quote(line, first) : first;
    const auto end = std::min(line.find(separator, closing), line.size());
    if (quoted &&
        (closing == line.size() || !trimmed(line.substr(closing + 1, end - closing - 1)).empty())) {
      return false;
    }
    cells.push_back(quoted
                        ? without_doubled_quotes(line.substr(first + 1, closing - first - 1), room)
                        : inner(line.substr(begin, end - begin), separator));
    if (end == line.size()) {
      return true;
    }
    begin = end + 1;
  }
}

char separator_of(std::string_view header) {
  constexpr std::array<char, 4> signs{',', '\t', ';', '|'};
  return *std::max_element(signs.begin(), signs.end(), [&](char a, char b) {
    return std::count(header.begin(), header.end(), a) <
           std::count(header.begin(), header.end(), b);
  });
}

Table::Table(const LogFile& file, Notes& notes, LogRows& rows)
    : file_(file), notes_(notes), rows_(rows), lines_(file.text) {
  while (lines_.next(header_) && trimmed(header_).empty()) {
  }
  header_line_ = lines_.number();
  separator_ = separator_of(header_);
  std::vector<std::string_view> cells;
  if (trimmed(header_).empty() || header_.size() > longest_row ||
      !split_cells(header_, separator_, cells, room_)) {
    refuse(file, "log-no-header", header_line_, 1, "there is no line of column names",
           "give the whole file as it was written");
  }
  take_header(cells);
}

Table::Table(const LogFile& file, const std::vector<std::string>& columns, char separator,
             Notes& notes, LogRows& rows)
    : file_(file), notes_(notes), rows_(rows), lines_(file.text), separator_(separator) {
  take_header({columns.begin(), columns.end()});
}

void Table::take_header(const std::vector<std::string_view>& cells) {
  for (const std::string_view cell : cells) {
    names_.push_back(comparable(cell));
    written_.emplace_back(cell);
  }
}

std::optional<std::size_t> Table::find(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) {
      return static_cast<std::size_t>(found - names_.begin());
    }
  }
  return std::nullopt;
}

std::size_t Table::need(std::initializer_list<std::string_view> names) const {
  if (const auto column = find(names)) {
    return *column;
  }
  refuse(file_, "log-missing-column", header_line_, 1,
         fmt::format("there is no column `{}`", *names.begin()),
         "give the file with all its columns, as it was written");
}

bool Table::has_form(const Row& row) {
  if (row.cells.size() == names_.size()) {
    return true;
  }
  notes_.add("log-wrong-cells", row.line,
             fmt::format("the row has {} cells and the header {}, and is left out",
                         row.cells.size(), names_.size()),
             "see whether a cell is missing or holds the separator, and mend the row");
  return false;
}

bool Table::divide(std::string_view line, Row& row) {
  room_.clear();
  row.line = lines_.number();
  if (line.size() > longest_row) {
    notes_.add("log-wrong-cells", row.line, "the row is longer than 1 MiB, and is left out",
               "see whether a line's end is missing", "long");
    return false;
  }
  if (!split_cells(line, separator_, row.cells, room_)) {
    notes_.add("log-bad-quotes", row.line,
               "the quotes of a cell do not close at its end, and the row is left out",
               "write a quote within a cell twice, and each row on one line");
    return false;
  }
  return has_form(row);
}

bool Table::next(Row& row) {
  std::string_view line;
  while (lines_.next(line)) {
    if (trimmed(line).empty() || (header_line_ != 0 && line == header_)) {
      continue;
    }
    ++rows_.read;
    if (divide(line, row)) {
      return true;
    }
    ++rows_.rejected;
  }
  return false;
}

std::string_view Table::cell(const Row& row, std::optional<std::size_t> column) {
  return column && *column < row.cells.size() ? row.cells[*column] : std::string_view();
}

}  // namespace plume::logs
