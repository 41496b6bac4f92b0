// SPDX-License-Identifier: Apache-2.0
#include "batch/csv_reader.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

namespace plume {

namespace {

/// One cell as it stands in a row.
struct Cell {
  std::size_t begin = 0;
  std::size_t size = 0;  ///< with its quotes
  bool quoted = false;
  bool sound = true;  ///< quotes close, and nothing stands behind them
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Where the quotes that open at `begin` close; the end of the row where they do not.
std::size_t closing_quote(std::string_view row, std::size_t begin) {
  for (std::size_t i = begin + 1; i < row.size(); ++i) {
    if (row[i] == '"' && i + 1 < row.size() && row[i + 1] == '"') {
      ++i;
    } else if (row[i] == '"') {
      return i;
    }
  }
  return row.size();
}

Cell cell_at(std::string_view row, std::size_t begin) {
  if (begin >= row.size() || row[begin] != '"') {
    const std::size_t end = std::min(row.find(',', begin), row.size());
    return {begin, end - begin, false, true};
  }
  const std::size_t closing = closing_quote(row, begin);
  const std::size_t behind = std::min(closing + 1, row.size());
  const std::size_t end = std::min(row.find(',', behind), row.size());
  return {begin, end - begin, true, closing < row.size() && end == behind};
}

std::vector<Cell> cells_of(std::string_view row) {
  std::vector<Cell> cells;
  std::size_t begin = std::min(row.find_first_not_of(' '), row.size());
  while (true) {
    cells.push_back(cell_at(row, begin));
    begin += cells.back().size + 1;
    if (begin > row.size()) {
      return cells;
    }
  }
}

/// The text of a cell; `room` holds what had doubled quotes.
std::string_view text_of(std::string_view row, const Cell& cell, std::string& room) {
  const std::string_view text = row.substr(cell.begin, cell.size);
  if (!cell.quoted) {
    return trimmed(text);
  }
  const std::string_view inner = text.substr(1, text.size() - 2);
  if (inner.find('"') == std::string_view::npos) {
    return inner;
  }
  room.clear();
  for (std::size_t i = 0; i < inner.size(); ++i) {
    room += inner[i];
    i += inner[i] == '"' ? 1U : 0U;
  }
  return room;
}

Origin origin_of(const Cell& cell) {
  return {Origin::Where::manifest, static_cast<std::uint32_t>(cell.begin),
          static_cast<std::uint32_t>(std::max<std::size_t>(cell.size, 1))};
}

[[noreturn]] void refuse(const TableHeader& header, const std::string& file, Fault fault) {
  throw Failure(Diagnostic{.code = std::move(fault.code),
                           .message = std::move(fault.message),
                           .cure = std::move(fault.cure),
                           .file = file,
                           .position = {header.line, fault.origin.offset + 1},
                           .line = header.text,
                           .width = fault.origin.width});
}

Fault unknown_column(std::string_view name, const Cell& cell, std::string_view header) {
  if (header.find(',') == std::string_view::npos && header.find(';') != std::string_view::npos) {
    return {"wrong-separator", "the columns are apart by semicolons",
            "write them apart by commas, and numbers with a point", "", origin_of(cell)};
  }
  return unknown_key(name, origin_of(cell));
}

}  // namespace

CsvReader::CsvReader(const TableHeader& header, const std::string& file) {
  for (const Cell& cell : cells_of(header.text)) {
    const std::string_view name =
        cell.sound ? text_of(header.text, cell, cell_) : std::string_view();
    const Field* const field = find_field(name);
    if (field == nullptr) {
      refuse(header, file, unknown_column(name, cell, header.text));
    }
    if (std::find(columns_.begin(), columns_.end(), field) != columns_.end()) {
      refuse(header, file,
             {"duplicate-key", fmt::format("`{}` stands here a second time", name),
              "keep one of them", std::string(name), origin_of(cell)});
    }
    columns_.push_back(field);
  }
}

void CsvReader::read(std::string_view row, Run& run, Faults& faults) {
  if (!simdjson::validate_utf8(row.data(), row.size())) {
    faults.push_back({"not-utf-8",
                      "the row is not UTF-8",
                      "write the file in UTF-8",
                      "",
                      {Origin::Where::manifest, 0, 1}});
    return;
  }
  std::size_t begin = 0;
  std::size_t count = 0;
  while (begin <= row.size()) {
    const Cell cell = cell_at(row, begin);
    if (!cell.sound) {
      faults.push_back({"bad-quotes", "the quotes of a cell do not close at its end",
                        "write a quote within a cell twice", "", origin_of(cell)});
      return;
    }
    const std::string_view text = text_of(row, cell, cell_);
    if (count < columns_.size() && !text.empty()) {
      read_value(*columns_[count], {RawValue::Kind::text, 0, text, origin_of(cell)}, run, faults);
    }
    ++count;
    begin += cell.size + 1;
  }
  if (count != columns_.size()) {
    faults.push_back({"wrong-cells",
                      fmt::format("the row has {} cells, the header {}", count, columns_.size()),
                      "give every row as many cells as the header has, empty where nothing is said",
                      "",
                      {Origin::Where::manifest, 0, 1}});
  }
}

}  // namespace plume
