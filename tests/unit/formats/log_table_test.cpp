// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_table.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <utility>

using namespace plume;
using namespace plume::logs;

namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& text, LogRows& rows,
                                              std::vector<LogNote>& notes) {
  const LogFile file{"table.csv", text};
  Notes gathered;
  Table table(file, gathered, rows);
  std::vector<std::vector<std::string>> out;
  for (Row row; table.next(row);) {
    out.emplace_back(row.cells.begin(), row.cells.end());
  }
  notes = gathered.take();
  return out;
}

}  // namespace

TEST_CASE("Columns of a table are found by name, without unit and case", "[formats][logs]") {
  const LogFile file{"table.csv",
                     "\xef\xbb\xbf\n Time , power.draw [W],\"Energy(kWh)\"\r\n1,2,3\r\n"};
  Notes notes;
  LogRows rows;
  Table table(file, notes, rows);
  CHECK(table.find({"time"}) == 0U);
  CHECK(table.find({"power"}) == std::nullopt);
  CHECK(table.find({"power", "power.draw"}) == 1U);
  CHECK(table.need({"energy"}) == 2);
  CHECK(table.header_line() == 2);
  CHECK(table.written_names()[1] == "power.draw [W]");
  CHECK_THROWS_AS(table.need({"duration"}), Failure);
  Row row;
  REQUIRE(table.next(row));
  CHECK(row.line == 3);
  CHECK(row[2] == "3");
  CHECK_FALSE(table.next(row));
}

TEST_CASE("Rows that do not fit the header are rejected with their line", "[formats][logs]") {
  LogRows rows;
  std::vector<LogNote> notes;
  const auto read = rows_of("a;b\n1;2\n3\n\na;b\n\"x;\"\"y\";4\n\"5;6\n7;8;9\n10;11", rows, notes);
  REQUIRE(read.size() == 3);
  CHECK(read[1] == std::vector<std::string>{"x;\"y", "4"});
  CHECK(read[2] == std::vector<std::string>{"10", "11"});
  CHECK(rows.read == 6);
  CHECK(rows.rejected == 3);
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].code == "log-wrong-cells");
  CHECK(notes[0].line == 3);
  CHECK_THAT(notes[0].message, EndsWith(", and 1 more like it"));
  CHECK(notes[1].code == "log-bad-quotes");
  CHECK(notes[1].line == 7);
}

TEST_CASE("A table of tabs keeps its empty cells", "[formats][logs]") {
  LogRows rows;
  std::vector<LogNote> notes;
  const auto read = rows_of("a\tb\tc\n\t 2\t\n", rows, notes);
  REQUIRE(read.size() == 1);
  CHECK(read[0] == std::vector<std::string>{"", "2", ""});
}

TEST_CASE("Numbers are read as tools of several countries write them", "[formats][logs]") {
  const auto [text, value] = GENERATE(table<std::string, double>({{"46.19", 46.19},
                                                                  {" 46.19 W", 46.19},
                                                                  {"46 w", 46},
                                                                  {"+1e-3", 0.001},
                                                                  {"0,05", 0.05},
                                                                  {"0,123", 0.123},
                                                                  {"2306,3", 2306.3},
                                                                  {"2,306.32", 2306.32},
                                                                  {"2.306,32", 2306.32},
                                                                  {"1,234,567", 1234567},
                                                                  {"1'234.5", 1234.5},
                                                                  {"1\u202f234,5", 1234.5},
                                                                  {"-3", -3}}));
  CAPTURE(text);
  const CellNumber number = read_cell(text, "W");
  REQUIRE(number.is_number());
  CHECK(number.value == value);
}

TEST_CASE("What is missing is told from what is no number", "[formats][logs]") {
  for (const std::string text : {"", " ", "-", "N/A", "[N/A]", "[Not Supported]", "[Unknown Error]",
                                 "None", "nan", "NaN", "n/e", "null"}) {
    CAPTURE(text);
    CHECK(read_cell(text, "W").kind == CellKind::missing);
  }
  for (const std::string text : {"1,234", "inf", "-inf", "1e999", "12x", "1,2,3", "0x10", "1.2.3",
                                 "W", "12 34", "1,23,456.7", "[1.5]"}) {
    CAPTURE(text);
    CHECK(read_cell(text, "W").kind == CellKind::bad);
  }
  CHECK(read_amount("-1", largest_power).kind == CellKind::bad);
  CHECK(read_amount("1e308", largest_power).kind == CellKind::bad);
  CHECK(read_amount("0", largest_power).is_number());
  CHECK(std::isnan(read_cell("x").value));
}

TEST_CASE("A text is shown short, in whole characters and without control characters",
          "[formats][logs]") {
  CHECK(shown("a\tb\x01") == "a b ");
  CHECK(shown(std::string(60, 'x')) == std::string(60, 'x'));
  CHECK(shown(std::string(59, 'x') + "\u00e9y") == std::string(59, 'x') + "...");
}
