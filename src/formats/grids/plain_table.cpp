// SPDX-License-Identifier: Apache-2.0
/// A table of two columns, time and carbon intensity, with or without a header.
#include "formats/grids/grid_format.hpp"
#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_table.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>

namespace plume::grids {

namespace {

/// A table whose values are all below it may be in kg/kWh.
constexpr double doubtful_intensity = 2;

using Cells = std::vector<std::string_view>;

/// A semicolon or tab stands there where the comma is a decimal sign.
char separator_of(std::string_view line) {
  const auto found = line.find_first_of("\t;");
  return found == std::string_view::npos ? ',' : line[found];
}

/// The two cells of a line; nothing where it has more or fewer.
std::optional<Cells> two_cells(std::string_view line, std::deque<std::string>& room) {
  Cells cells;
  const bool whole = logs::split_cells(line, separator_of(line), cells, room);
  return whole && cells.size() == 2 ? std::optional(std::move(cells)) : std::nullopt;
}

bool is_row(const Cells& cells) {
  return read_time_stamp(cells[0]).has_value() &&
         logs::read_cell(cells[1]).kind != logs::CellKind::bad;
}

bool recognises(std::string_view text) {
  logs::Lines lines(logs::first_lines(text, 3));
  std::deque<std::string> room;
  std::string_view line;
  while (lines.next(line)) {
    const auto cells = two_cells(line, room);
    if (cells && is_row(*cells)) {
      return true;
    }
  }
  return false;
}

/// What the header of a table says of its columns.
struct Header {
  bool is_utc = false;
  double factor = 1;  ///< g/kWh of one in the unit of the table
  IntensityKind kind = IntensityKind::average;
  std::string basis{};
};

/// The size of a unit in g/kWh; nothing for what is no unit of carbon intensity.
std::optional<double> intensity_unit(std::string_view word) {
  const auto gram = parse_unit("g/kWh");
  const auto unit = parse_unit(word);
  return unit && gram && unit->dimension == gram->dimension
             ? std::optional(unit->factor / gram->factor)
             : std::nullopt;
}

/// The unit that a header names in brackets, alone or as its last word; g/kWh of none.
double unit_of(std::string_view name) {
  const auto open = name.find_first_of("([");
  const auto begin = open == std::string_view::npos ? name.size() : open + 1;
  const auto close = std::min(name.find_first_of(")]", begin), name.size());
  const auto blank = name.find_last_of(' ');
  const std::array<std::string_view, 3> places{
      name.substr(begin, close - begin), name,
      name.substr(blank == std::string_view::npos ? 0 : blank + 1)};
  for (const std::string_view place : places) {
    if (const auto unit = intensity_unit(place)) {
      return *unit;
    }
  }
  return 1;
}

bool has(std::string_view name, std::string_view word) {
  return name.find(word) != std::string_view::npos;
}

Header read_header(const Cells& cells) {
  const std::string time = plain_name(cells[0]);
  const std::string value = plain_name(cells[1]);
  const bool life_cycle = has(value, "lifecycle") || has(value, "lca");
  return {.is_utc = time.ends_with("utc") || time.ends_with("gmt"),
          .factor = unit_of(cells[1]),
          .kind = has(value, "marginal") ? IntensityKind::marginal : IntensityKind::average,
          .basis = life_cycle             ? "life-cycle"
                   : has(value, "direct") ? "direct"
                                          : ""};
}

void note_doubts(GridReading& reading) {
  const auto& hours = reading.log.hours;
  const bool small = std::all_of(hours.begin(), hours.end(), [](const GridHour& hour) {
    return hour.grams_per_kilowatt_hour < doubtful_intensity;
  });
  if (small) {
    reading.notes.add("grid-unit-doubtful", 0,
                      fmt::format("all intensities are below {:.0f} g/kWh", doubtful_intensity),
                      "where they are in kg/kWh, name the second column kg/kWh");
  }
  if (reading.log.basis.empty()) {
    reading.notes.add("grid-basis-unknown", 0,
                      "the table does not say whether its intensities are life-cycle or direct",
                      "write `life-cycle` or `direct` into the name of the second column");
  }
}

class Reader {
 public:
  explicit Reader(GridReading& reading) : reading_(reading), lines_(reading.file.text) {}

  void read() {
    std::string_view line;
    while (lines_.next(line)) {
      if (!trimmed(line).empty()) {
        take(line);
      }
    }
    reading_.log.kind = header_.kind;
    reading_.log.basis = header_.basis;
    complete_hours(reading_, std::move(samples_));
    note_doubts(reading_);
  }

 private:
  void take(std::string_view line) {
    room_.clear();
    const auto cells = two_cells(line, room_);
    if (!cells) {
      refuse(reading_, "grid-wrong-cells", lines_.number(), "the row has not two cells",
             "write a time and an intensity into each row, apart by one comma or tab");
    }
    if (!begun_ && !read_time_stamp((*cells)[0])) {
      header_ = read_header(*cells);
    } else {
      samples_.push_back(
          {.begin = read_time(reading_, (*cells)[0], header_.is_utc, lines_.number()),
           .grams_per_kilowatt_hour =
               read_intensity(reading_, (*cells)[1], header_.factor, lines_.number()),
           .line = lines_.number()});
    }
    begun_ = true;
  }

  GridReading& reading_;
  logs::Lines lines_;
  Header header_;
  std::vector<GridSample> samples_;
  std::deque<std::string> room_;
  bool begun_ = false;
};

void read(GridReading& reading) {
  Reader(reading).read();
}

}  // namespace

const GridReader plain_table{"table", "a table of two columns, time and g/kWh", recognises, read};

}  // namespace plume::grids
