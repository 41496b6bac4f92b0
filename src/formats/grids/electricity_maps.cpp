// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/grid_format.hpp"
#include "formats/letters.hpp"
#include "formats/logs/log_table.hpp"

#include <array>

namespace plume::grids {

namespace {

/// "Carbon intensity gCO₂eq/kWh (direct)" of whatever year
bool is_intensity(std::string_view name) {
  return name.starts_with("carbonintensity") && name.find("kwh") != std::string_view::npos;
}

bool is_direct(std::string_view name) {
  return is_intensity(name) && name.ends_with("direct");
}

bool is_life_cycle(std::string_view name) {
  return is_intensity(name) && (name.ends_with("lifecycle") || name.ends_with("lca"));
}

bool is_time(std::string_view name) {
  return name.starts_with("datetime");
}

bool recognises(std::string_view text) {
  const std::string header = plain_name(logs::first_line(text));
  return is_time(header) && header.find("carbonintensity") != std::string::npos &&
         header.find("kwh") != std::string::npos;
}

struct Columns {
  std::size_t time;
  std::size_t intensity;
  std::optional<std::size_t> zone;
  std::optional<std::size_t> zone_name;
  std::optional<std::size_t> estimated;
  bool is_utc;
};

std::size_t intensity_column(const GridReading& reading, const logs::Table& table) {
  const bool direct = reading.options.direct;
  const auto column = find_column(table.written_names(), direct ? is_direct : is_life_cycle);
  if (!column) {
    refuse(reading, "grid-no-basis", table.header_line(),
           direct ? "the log has no column of direct intensities"
                  : "the log has no column of life-cycle intensities",
           direct ? "leave the direct basis out" : "ask for the direct basis");
  }
  return *column;
}

Columns columns_of(const GridReading& reading, const logs::Table& table) {
  const auto& names = table.written_names();
  const auto named = [&](std::string_view wanted) {
    return find_column(names, [=](std::string_view name) { return name == wanted; });
  };
  const std::size_t time =
      need_column(reading, find_column(names, is_time), table.header_line(), "Datetime (UTC)");
  return {.time = time,
          .intensity = intensity_column(reading, table),
          .zone = named("zoneid"),
          .zone_name = named("zonename"),
          .estimated = named("dataestimated"),
          .is_utc = plain_name(names[time]).ends_with("utc")};
}

void read(GridReading& reading) {
  logs::Table table(reading.file, reading.notes, reading.rows);
  const Columns columns = columns_of(reading, table);
  ZoneChoice zones(reading);
  std::vector<GridSample> samples;
  logs::Row row;
  while (table.next(row)) {
    const std::array names{table.cell(row, columns.zone_name)};
    if (!zones.takes(table.cell(row, columns.zone), names)) {
      continue;
    }
    samples.push_back(
        {.begin = read_time(reading, row[columns.time], columns.is_utc, row.line),
         .grams_per_kilowatt_hour = read_intensity(reading, row[columns.intensity], 1, row.line),
         .estimated = small_letters(table.cell(row, columns.estimated)) == "true",
         .line = row.line});
  }
  reading.log.basis = reading.options.direct ? "direct" : "life-cycle";
  reading.log.zone = zones.chosen();
  complete_hours(reading, std::move(samples));
}

}  // namespace

const GridReader electricity_maps_table{"electricity-maps", "Electricity Maps (CSV)", recognises,
                                        read};

}  // namespace plume::grids
