// SPDX-License-Identifier: Apache-2.0
/// Tables as measuring tools write them: lines, cells, columns by name.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "plume/formats/log.hpp"

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume::logs {

/// The lines of a text, without "\n" or "\r\n"; a byte order mark in front is passed over.
class Lines {
 public:
  explicit Lines(std::string_view text);

  /// Goes to the next line; false behind the last.
  bool next(std::string_view& line);
  /// Of the line that `next` gave last, from 1.
  std::size_t number() const { return number_; }
  /// What stands behind that line.
  std::string_view rest() const { return rest_; }
  /// Whether that line had no end: it may be torn.
  bool unfinished() const { return unfinished_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
  bool unfinished_ = false;
};

/// The first line that is not blank, for telling formats apart.
std::string_view first_line(std::string_view text);

/// The first lines of a text, at most `count` of them and 64 KiB, for telling formats apart.
std::string_view first_lines(std::string_view text, std::size_t count);

/// A line's cells: trimmed, quotes taken away, a doubled quote one. Views into the line, or into
/// `room` where a doubled quote was in the cell. False where quotes do not close at a cell's end.
bool split_cells(std::string_view line, char separator, std::vector<std::string_view>& cells,
                 std::deque<std::string>& room);

/// The separator of a header: the most frequent of comma, tab, semicolon and pipe; comma of none.
char separator_of(std::string_view header);

/// A row of a table.
struct Row {
  std::size_t line = 0;
  std::vector<std::string_view> cells{};
  std::string_view operator[](std::size_t column) const { return cells[column]; }
};

/// A table under a header, whose columns are found by name, in whatever order they stand.
class Table {
 public:
  /// Takes the first line that is not blank as the header; its separator is found out. Notes are
  /// told to `notes`, rows counted in `rows`; both must outlive the table.
  Table(const LogFile& file, Notes& notes, LogRows& rows);
  /// The same with columns that somebody names, for a text without header.
  Table(const LogFile& file, const std::vector<std::string>& columns, char separator, Notes& notes,
        LogRows& rows);

  /// The column of one of these names, which are in small letters; the first that is there. Case,
  /// blanks around it and a unit in brackets behind it (" [W]", "(kWh)") count for nothing.
  std::optional<std::size_t> find(std::initializer_list<std::string_view> names) const;
  /// The same; throws `Failure` (bad input, `log-missing-column`) where none is there.
  std::size_t need(std::initializer_list<std::string_view> names) const;
  /// The names as they are compared: small letters, without unit.
  const std::vector<std::string>& names() const { return names_; }
  /// The names as written.
  const std::vector<std::string>& written_names() const { return written_; }
  std::size_t header_line() const { return header_line_; }
  char separator() const { return separator_; }

  /// The next row with as many cells as the header; blank lines and the header once more are passed
  /// over. Others, and rows of over 1 MiB, are counted as rejected and noted (`log-wrong-cells`,
  /// `log-bad-quotes`).
  bool next(Row& row);
  /// What a cell says; empty for no column.
  static std::string_view cell(const Row& row, std::optional<std::size_t> column);

 private:
  void take_header(const std::vector<std::string_view>& cells);
  bool divide(std::string_view line, Row& row);
  bool has_form(const Row& row);

  const LogFile& file_;
  Notes& notes_;
  LogRows& rows_;
  Lines lines_;
  char separator_ = ',';
  std::size_t header_line_ = 0;
  std::string_view header_;
  std::vector<std::string> names_;
  std::vector<std::string> written_;
  std::deque<std::string> room_;
};

}  // namespace plume::logs
