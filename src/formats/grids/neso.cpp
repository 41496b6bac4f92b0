// SPDX-License-Identifier: Apache-2.0
/// The carbon intensity of Great Britain, by its National Energy System Operator: half hours of
/// UTC, carbon dioxide of operation alone.
#include "formats/grids/json_rows.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <array>

namespace plume::grids {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view basis = "operational";

bool recognises_json(std::string_view text) {
  return is_json_with(text, "intensity") && is_json_with(text, "from");
}

class Reader {
 public:
  explicit Reader(GridReading& reading) : reading_(reading), json_(reading), zones_(reading) {}

  void read() {
    const JsonRow top(json_, json_.root(), "");
    for_each_row(json_, top.need("data"), "/data", [&](const JsonRow& row) { take(row); });
    reading_.log.basis = basis;
    reading_.log.zone = regional_ ? zones_.chosen() : std::string();
    complete_hours(reading_, std::move(samples_));
  }

 private:
  /// A half hour, one with all regions, or a region with its half hours.
  void take(const JsonRow& row) {
    if (const auto regions = row.find("regions")) {
      return take_all(row, *regions, "/regions");
    }
    if (const auto inside = row.find("data")) {
      return take_all(row, *inside, "/data");
    }
    take_half_hour(row, row);
  }

  void take_all(const JsonRow& row, dom::element list, std::string_view key) {
    regional_ = true;
    const bool of_time = key == "/regions";
    if (!of_time && !takes(row)) {
      return;
    }
    for_each_row(json_, list, fmt::format("{}{}", row.pointer(), key), [&](const JsonRow& one) {
      if (!of_time || takes(one)) {
        take_half_hour(of_time ? row : one, one);
      }
    });
  }

  bool takes(const JsonRow& region) {
    const auto number = region.number("regionid").value_or(0);
    const std::string id = fmt::format("{:.0f}", number > 0 && number < 1000 ? number : 0);
    const std::array<std::string_view, 2> names{region.text("dnoregion"), id};
    return zones_.takes(region.text("shortname"), names);
  }

  void take_half_hour(const JsonRow& times, const JsonRow& figures) {
    const JsonRow intensity = figures.inner("intensity");
    const auto actual = intensity.intensity("actual");
    samples_.push_back(
        {.begin = times.time("from"),
         .end = times.time("to"),
         .grams_per_kilowatt_hour = actual ? actual : intensity.intensity("forecast"),
         .forecast = !actual});
  }

  GridReading& reading_;
  JsonLog json_;
  ZoneChoice zones_;
  std::vector<GridSample> samples_;
  bool regional_ = false;
};

void read_json(GridReading& reading) {
  Reader(reading).read();
}

bool is_time(std::string_view name) {
  return name == "datetime";
}

bool is_intensity(std::string_view name) {
  return name == "carbonintensity";
}

bool recognises_table(std::string_view text) {
  const std::string header = plain_name(logs::first_line(text));
  return header.starts_with("datetime") && header.find("carbonintensity") != std::string::npos &&
         header.find("kwh") == std::string::npos && header.find("fossil") != std::string::npos;
}

void read_table(GridReading& reading) {
  logs::Table table(reading.file, reading.notes, reading.rows);
  const auto& names = table.written_names();
  const std::size_t time =
      need_column(reading, find_column(names, is_time), table.header_line(), "DATETIME");
  const std::size_t intensity = need_column(reading, find_column(names, is_intensity),
                                            table.header_line(), "CARBON_INTENSITY");
  std::vector<GridSample> samples;
  logs::Row row;
  while (table.next(row)) {
    samples.push_back(
        {.begin = read_time(reading, row[time], true, row.line),
         .grams_per_kilowatt_hour = read_intensity(reading, row[intensity], 1, row.line),
         .line = row.line});
  }
  reading.log.basis = basis;
  complete_hours(reading, std::move(samples));
}

}  // namespace

const GridReader neso_json{"neso", "NESO carbon intensity (JSON)", recognises_json, read_json};
const GridReader neso_table{"neso", "NESO historic generation mix (CSV)", recognises_table,
                            read_table};

}  // namespace plume::grids
