// SPDX-License-Identifier: Apache-2.0
/// Marginal intensities of WattTime, v3 of its interface and its Python client.
#include "formats/grids/json_rows.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume::grids {

namespace {

/// g/kWh of one pound (0.45359237 kg, international avoirdupois) a MWh.
constexpr double pound_per_megawatt_hour = 0.45359237;

constexpr std::string_view basis = "operational";

struct Unit {
  std::string_view word;
  double factor;
};
constexpr std::array<Unit, 2> units{
    {{"lbs_co2_per_mwh", pound_per_megawatt_hour}, {"kgs_co2_per_mwh", 1}}};

struct Signal {
  std::string_view word;
  IntensityKind kind;
};
constexpr std::array<Signal, 2> signals{
    {{"co2_moer", IntensityKind::marginal}, {"co2_aoer", IntensityKind::average}}};

/// The row of a table with this word; null where it is none of them.
template <class Row, std::size_t n>
const Row* find_word(const std::array<Row, n>& rows, std::string_view word) {
  const auto* const found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.word == word; });
  return found == rows.end() ? nullptr : &*found;
}

void note_assumed_unit(GridReading& reading) {
  reading.notes.add("grid-unit-assumed", 0,
                    "the log does not say its unit: pounds of CO2 a MWh of a marginal plant are "
                    "taken, WattTime's signal co2_moer",
                    "see that the signal was co2_moer; the answer in JSON says both");
}

double factor_of(GridReading& reading, const JsonRow& about) {
  const std::string_view word = about.text("units");
  const Unit* const unit = find_word(units, word);
  if (word.empty()) {
    note_assumed_unit(reading);
  } else if (unit == nullptr) {
    about.refuse(
        "units", "grid-bad-unit",
        fmt::format("`{}` is no unit of carbon intensity that is known", logs::shown(word)),
        "give a log of the signal co2_moer in lbs_co2_per_mwh");
  }
  return unit == nullptr ? pound_per_megawatt_hour : unit->factor;
}

IntensityKind kind_of(const JsonRow& about) {
  const std::string_view word = about.text("signal_type");
  const Signal* const signal = find_word(signals, word);
  if (!word.empty() && signal == nullptr) {
    about.refuse("signal_type", "grid-bad-unit",
                 fmt::format("`{}` is no carbon intensity", logs::shown(word)),
                 "give a log of the signal co2_moer");
  }
  return signal == nullptr ? IntensityKind::marginal : signal->kind;
}

bool recognises_json(std::string_view text) {
  return is_json_with(text, "point_time");
}

std::optional<double> length_of(const JsonRow& about) {
  constexpr double longest = 31 * 86400.0;
  const auto seconds = about.number("data_point_period_seconds");
  return seconds && *seconds >= 1 && *seconds <= longest ? seconds : std::nullopt;
}

void read_json(GridReading& reading) {
  const JsonLog json(reading);
  const JsonRow top(json, json.root(), "");
  const JsonRow about = top.inner("meta");
  reading.log.kind = kind_of(about);
  const double factor = factor_of(reading, about);
  const auto made = read_time_stamp(about.text("generated_at"));
  std::vector<GridSample> samples;
  for_each_row(json, top.need("data"), "/data", [&](const JsonRow& row) {
    const double begin = row.time("point_time");
    samples.push_back({.begin = begin,
                       .grams_per_kilowatt_hour = row.intensity("value", factor),
                       .forecast = made && begin > made->seconds});
  });
  reading.log.basis = basis;
  reading.log.zone = about.text("region");
  complete_hours(reading, std::move(samples), length_of(about));
}

bool is_time(std::string_view name) {
  return name == "pointtime";
}

bool is_value(std::string_view name) {
  return name == "value";
}

bool recognises_table(std::string_view text) {
  const std::string header = plain_name(logs::first_line(text));
  return header.find("pointtime") != std::string::npos && header.find("value") != std::string::npos;
}

void read_table(GridReading& reading) {
  logs::Table table(reading.file, reading.notes, reading.rows);
  const auto& names = table.written_names();
  const std::size_t time =
      need_column(reading, find_column(names, is_time), table.header_line(), "point_time");
  const std::size_t value =
      need_column(reading, find_column(names, is_value), table.header_line(), "value");
  note_assumed_unit(reading);
  std::vector<GridSample> samples;
  logs::Row row;
  while (table.next(row)) {
    samples.push_back({.begin = read_time(reading, row[time], false, row.line),
                       .grams_per_kilowatt_hour =
                           read_intensity(reading, row[value], pound_per_megawatt_hour, row.line),
                       .line = row.line});
  }
  reading.log.kind = IntensityKind::marginal;
  reading.log.basis = basis;
  complete_hours(reading, std::move(samples));
}

}  // namespace

const GridReader watttime_json{"watttime", "WattTime v3 (JSON)", recognises_json, read_json};
const GridReader watttime_table{"watttime", "WattTime client (CSV)", recognises_table, read_table};

}  // namespace plume::grids
