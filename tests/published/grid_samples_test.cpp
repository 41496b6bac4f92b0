// SPDX-License-Identifier: Apache-2.0
/// Sample logs of carbon intensity with what is expected of them, which are not part of the
/// repository.
#include "formats/grids/generation.hpp"
#include "plume/formats/grid_log.hpp"
#include "support/reference.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

using namespace plume;

namespace {

constexpr test::Reference log_samples("log-samples");

struct Expected {
  std::string what;
  double value;
  std::string unit;
};

std::vector<std::string> split(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> out;
  for (std::string cell; std::getline(in, cell, '\t');) {
    out.push_back(cell);
  }
  return out;
}

/// What is expected of each file, by its name; a value that is no number is 0.
std::map<std::string, Expected> expectations() {
  std::map<std::string, Expected> out;
  std::istringstream in(log_samples.text_of("EXPECTED.tsv"));
  for (std::string line; std::getline(in, line);) {
    const auto cells = split(line);
    REQUIRE(cells.size() >= 4);
    out[cells[0]] = {cells[1], std::strtod(cells[2].c_str(), nullptr), cells[3]};
  }
  return out;
}

LogFile sample(const std::string& name) {
  return {.name = name, .text = log_samples.text_of(name)};
}

double mean(const GridLog& log) {
  double sum = 0;
  for (const GridHour& hour : log.hours) {
    sum += hour.grams_per_kilowatt_hour;
  }
  return sum / static_cast<double>(log.hours.size());
}

bool has_note(const GridLog& log, std::string_view code) {
  return std::any_of(log.notes.begin(), log.notes.end(),
                     [&](const LogNote& note) { return note.code == code; });
}

/// MWh of all plants of a kind.
double energy(const std::vector<grids::PlantPower>& powers, std::string_view code) {
  double sum = 0;
  for (const grids::PlantPower& power : powers) {
    sum += power.plant->code == code ? power.megawatts * (power.end - power.begin) / 3600 : 0;
  }
  return sum;
}

}  // namespace

TEST_CASE("The mean of every sample of intensities is the one expected", "[published]") {
  if (!log_samples.is_here()) {
    return;
  }
  struct Case {
    std::string file;
    std::string_view format;
    IntensityKind kind;
    std::size_t hours;
  };
  const std::vector<Case> cases{
      {"electricitymaps_hourly_2025.csv", "electricity-maps", IntensityKind::average, 3},
      {"electricitymaps_hourly_2023.csv", "electricity-maps", IntensityKind::average, 2},
      {"electricitymaps_history.json", "electricity-maps", IntensityKind::average, 2},
      {"neso_intensity.json", "neso", IntensityKind::average, 3},
      {"neso_regional.json", "neso", IntensityKind::average, 1},
      {"neso_historic_generation_mix.csv", "neso", IntensityKind::average, 2},
      {"watttime_v3_historical.json", "watttime", IntensityKind::marginal, 3},
      {"watttime_sdk.csv", "watttime", IntensityKind::marginal, 3},
  };
  const auto expected = expectations();
  for (const Case& one : cases) {
    INFO(one.file);
    const GridLog log = read_grid_log(sample(one.file), {});
    CHECK(log.format == one.format);
    CHECK(log.kind == one.kind);
    CHECK(log.hours.size() == one.hours);
    CHECK(expected.at(one.file).unit == "g/kWh");
    CHECK_THAT(mean(log), WithinRel(expected.at(one.file).value, 2e-5));
  }
}

TEST_CASE("Samples of generation give energies, warnings and errors as expected", "[published]") {
  if (!log_samples.is_here()) {
    return;
  }
  const auto expected = expectations();
  const LogFile document = sample("entsoe_A75.xml");
  const GridLogOptions options{};
  grids::GridReading reading{.file = document, .options = options};
  CHECK_THAT(energy(grids::read_generation_document(reading), "B04"),
             WithinRel(expected.at(document.name).value, 1e-9));
  CHECK(has_note(read_grid_log(document, {}), "grid-consumption-left-out"));

  CHECK(expected.at("entsoe_gui_export.csv").what == "warning");
  const GridLog page = read_grid_log(sample("entsoe_gui_export.csv"), {});
  CHECK(has_note(page, "grid-doubled-hour"));
  CHECK(page.hours.size() == 2);
  CHECK(has_note(page, "grid-plant-missing"));

  CHECK(expected.at("entsoe_no_data.xml").what == "error");
  try {
    read_grid_log(sample("entsoe_no_data.xml"), {});
    FAIL("an acknowledgement was taken for data");
  } catch (const Failure& failure) {
    CHECK(failure.diagnostics().front().code == "grid-no-data");
  }
}

TEST_CASE("The sample of the file library is gas alone, once storage is left out", "[published]") {
  if (!log_samples.is_here()) {
    return;
  }
  const LogFile file = sample("entsoe_filelibrary.tsv");
  const GridLogOptions options{.format = "entso-e"};
  grids::GridReading reading{.file = file, .options = options};
  const auto powers = grids::read_generation_library(reading);
  REQUIRE(powers.size() == 1);
  CHECK(powers[0].plant->name == "Fossil Gas");
  CHECK(powers[0].megawatts == expectations().at(file.name).value);
  const GridLog log = read_grid_log(file, options);
  REQUIRE(log.hours.size() == 1);
  CHECK(log.hours[0].end - log.hours[0].begin == 900);
  CHECK(log.hours[0].grams_per_kilowatt_hour == grids::emission_factor(*grids::find_plant("B04")));
}
