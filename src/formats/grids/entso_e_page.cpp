// SPDX-License-Identifier: Apache-2.0
/// Actual generation by kind of plant as the web page of ENTSO-E's transparency platform exports
/// it: a row a market time unit in local time, a column a kind of plant.
#include "formats/grids/european_clock.hpp"
#include "formats/grids/generation.hpp"
#include "formats/letters.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace plume::grids {

namespace {

constexpr double longest_unit = 86400;  // s

bool recognises(std::string_view text) {
  const std::string header = plain_name(logs::first_line(text));
  return header.find("mtu") != std::string::npos &&
         header.find("actualaggregated") != std::string::npos;
}

bool is_area(std::string_view name) {
  return name == "area";
}

bool is_unit_of_time(std::string_view name) {
  return name.starts_with("mtu");
}

/// What stands in the last round brackets; empty where there are none.
std::string_view in_brackets(std::string_view text) {
  const auto close = text.rfind(')');
  const auto open = text.rfind('(', close);
  return open == std::string_view::npos || close == std::string_view::npos || close < open
             ? std::string_view()
             : trimmed(text.substr(open + 1, close - open - 1));
}

/// Seconds of "26.10.2025 02:00" or "26/10/2025 02:00:00", as if it were UTC.
std::optional<double> local_time(std::string_view text) {
  const std::string_view said = trimmed(text.substr(0, text.find('(')));
  const bool formed = said.size() >= 16 &&
                      said.find_first_not_of("0123456789./: ") == std::string_view::npos &&
                      said[2] == said[5] && (said[2] == '.' || said[2] == '/');
  const auto stamp =
      formed ? read_time_stamp(fmt::format("{}-{}-{}T{}", said.substr(6, 4), said.substr(3, 2),
                                           said.substr(0, 2), said.substr(11)))
             : std::nullopt;
  return stamp && !stamp->has_zone && stamp->seconds >= 0 && stamp->seconds <= 1e11
             ? std::optional(stamp->seconds)
             : std::nullopt;
}

/// A market time unit: "26.10.2025 02:00 - 26.10.2025 03:00 (CET/CEST)".
struct Unit {
  double begin;   ///< local
  double length;  ///< s; 0 where the bounds do not tell
  std::string zone;
};

std::optional<Unit> read_unit(std::string_view text) {
  constexpr std::string_view between = " - ";
  const auto at = std::min(text.find(between), text.size());
  const auto begin = local_time(text.substr(0, at));
  const auto end = local_time(text.substr(std::min(at + between.size(), text.size())));
  if (!begin || !end) {
    return std::nullopt;
  }
  const double length = *end - *begin;
  const bool sound = length > 0 && length <= longest_unit;
  const std::string_view own = in_brackets(text.substr(0, at));
  return Unit{*begin, sound ? length : 0, std::string(own.empty() ? in_brackets(text) : own)};
}

/// A column with what a kind of plant gives.
struct Column {
  std::size_t place;
  const PlantKind* plant;
};

class Reader {
 public:
  explicit Reader(GridReading& reading)
      : reading_(reading), table_(reading.file, reading.notes, reading.rows), zones_(reading) {}

  void read() {
    find_columns();
    logs::Row row;
    while (table_.next(row)) {
      if (zones_.takes(table_.cell(row, area_))) {
        take(row);
      }
    }
    if (clock_) {
      clock_->note_doubled_hour();
    }
    reading_.log.zone = zones_.chosen();
    complete_generation(reading_, std::move(powers_));
  }

 private:
  void find_columns() {
    const auto& names = table_.written_names();
    area_ = find_column(names, is_area);
    time_ = need_column(reading_, find_column(names, is_unit_of_time), table_.header_line(), "MTU");
    header_zone_ = in_brackets(names[time_]);
    for (std::size_t i = 0; i < names.size(); ++i) {
      take_column(names[i], i);
    }
  }

  /// "Fossil Gas  - Actual Aggregated [MW]"
  void take_column(std::string_view name, std::size_t place) {
    const auto dash = name.rfind(" - ");
    const std::string what = dash == std::string_view::npos ? "" : plain_name(name.substr(dash));
    if (what.starts_with("actualconsumption")) {
      reading_.notes.add("grid-consumption-left-out", table_.header_line(),
                         "columns of what plants draw, such as pumps, are left out",
                         "nothing to do");
    }
    if (!what.starts_with("actualaggregated")) {
      return;
    }
    const PlantKind* const plant = find_plant(name.substr(0, dash));
    if (plant == nullptr) {
      refuse(reading_, "grid-unknown-plant", table_.header_line(),
             fmt::format("`{}` is no kind of plant that is known", logs::shown(name)),
             "leave the column out");
    }
    columns_.push_back({place, plant});
  }

  void take(const logs::Row& row) {
    const auto unit = read_unit(row[time_]);
    if (!unit) {
      refuse(reading_, "grid-bad-time", row.line,
             fmt::format("`{}` is no market time unit", logs::shown(row[time_])),
             "write it as 07.03.2026 09:00 - 07.03.2026 10:00 (UTC)");
    }
    set_length(unit->length);
    const auto begin = utc(*unit, row.line);
    if (!begin || *begin < 0) {
      return note_skipped(row);
    }
    for (const Column& column : columns_) {
      if (const auto power = read_power(reading_, row[column.place], row.line)) {
        powers_.push_back({.begin = *begin,
                           .end = *begin + length_,
                           .plant = column.plant,
                           .megawatts = *power,
                           .line = row.line});
      }
    }
  }

  /// Where the clocks change within a unit its bounds do not tell its length: that of the unit
  /// before is taken.
  void set_length(double length) {
    const bool clocks_change = length <= 0 || length - 3600 == length_;
    length_ = clocks_change ? length_ : length;
  }

  std::optional<double> utc(const Unit& unit, std::size_t line) {
    const std::string& zone = unit.zone.empty() ? header_zone_ : unit.zone;
    if (zone.empty()) {
      return without_zone(unit, line);
    }
    if (!clock_ || clock_->zone() != zone) {
      if (clock_) {
        clock_->note_doubled_hour();
      }
      clock_ = std::make_unique<EuropeanClock>(reading_, zone, line);
    }
    return clock_->utc(unit.begin, line);
  }

  double without_zone(const Unit& unit, std::size_t line) const {
    if (!reading_.options.utc_offset) {
      refuse(reading_, "grid-local-time", line, "the row does not say in which time zone it is",
             "say how far the times are ahead of UTC, --tz +00:00 for UTC itself");
    }
    return unit.begin - *reading_.options.utc_offset;
  }

  void note_skipped(const logs::Row& row) {
    reading_.notes.add(
        "grid-skipped-hour", row.line,
        fmt::format("`{}` was skipped by the clocks: the row is left out", logs::shown(row[time_])),
        "nothing to do where the row is empty; else export the data in UTC");
  }

  GridReading& reading_;
  logs::Table table_;
  ZoneChoice zones_;
  std::optional<std::size_t> area_;
  std::size_t time_ = 0;
  std::string header_zone_;
  std::vector<Column> columns_;
  std::unique_ptr<EuropeanClock> clock_;
  double length_ = 3600;
  std::vector<PlantPower> powers_;
};

void read(GridReading& reading) {
  Reader(reading).read();
}

}  // namespace

const GridReader entso_e_page{"entso-e", "ENTSO-E generation by type, export of the page (CSV)",
                              recognises, read};

}  // namespace plume::grids
