// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/grid_reading.hpp"

using namespace plume;
using test::has_note;
using test::intensities;
using test::messages;
using test::read;
using test::refusal;

namespace {

constexpr double noon = 1751371200;  // 2025-07-01 12:00 UTC

const std::string maps_of_2025 =
    "Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO\u2082eq/kWh (direct),"
    "Carbon intensity gCO\u2082eq/kWh (Life cycle),Carbon-free energy percentage (CFE%),"
    "Renewable energy percentage (RE%),Data source,Data estimated,Data estimation method\n";

const std::string maps_of_2022 =
    "Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO\u2082eq/kWh (direct),"
    "Carbon Intensity gCO\u2082eq/kWh (LCA),Low Carbon Percentage,Renewable Percentage,"
    "Data Source,Data Estimated,Data Estimation Method\n";

std::string maps_row(const std::string& hour, const std::string& figures,
                     const std::string& zone = "AA", const std::string& estimated = "false") {
  return "2025-07-01 " + hour + ":00:00,Land,Land of " + zone + "," + zone + "," + figures +
         ",50,40,source.example," + estimated + ",\n";
}

}  // namespace

TEST_CASE("Both generations of Electricity Maps' tables are read on both bases", "[formats]") {
  for (const std::string& header : {maps_of_2025, maps_of_2022}) {
    INFO(header);
    const std::string text =
        header + maps_row("12", "80.5,120.25") +
        maps_row("13", "70,110", "AA", header == maps_of_2025 ? "true" : "True");
    const GridLog log = read(text);
    CHECK(log.format == "electricity-maps");
    CHECK(log.basis == "life-cycle");
    CHECK(log.zone == "AA");
    CHECK(intensities(log) == std::vector<double>{120.25, 110});
    CHECK(log.hours[0].begin == noon);
    CHECK_FALSE(log.hours[0].estimated);
    CHECK(log.hours[1].estimated);
    const GridLog direct = read(text, {.format = "", .direct = true});
    CHECK(direct.basis == "direct");
    CHECK(intensities(direct) == std::vector<double>{80.5, 70});
  }
}

TEST_CASE("Of several zones one must be asked for, by id or name", "[formats]") {
  const std::string text = maps_of_2025 + maps_row("12", "1,10", "AA") +
                           maps_row("12", "2,20", "BB") + maps_row("13", "3,30", "AA");
  CHECK(intensities(read(text, {.format = "", .zone = "aa"})) == std::vector<double>{10, 30});
  CHECK(intensities(read(text, {.format = "", .zone = "Land of BB"})) == std::vector<double>{20});
  const Diagnostic told = refusal(text);
  CHECK(told.code == "grid-several-zones");
  CHECK_THAT(told.cure, ContainsSubstring("`AA`, `BB`"));
  CHECK(refusal(text, {.format = "", .zone = "CC"}).code == "grid-unknown-zone");
}

TEST_CASE("An empty hour and a torn row of Electricity Maps are told", "[formats]") {
  const GridLog log = read(maps_of_2025 + maps_row("12", "1,10") + maps_row("13", ",") +
                           maps_row("14", "3,30") + "2025-07-01 15:00:00,Land,La");
  CHECK(intensities(log) == std::vector<double>{10, 30});
  CHECK(has_note(log, "grid-empty-hour"));
  CHECK(has_note(log, "log-wrong-cells"));
  CHECK(messages(log, "grid-gap").size() == 1);
}

TEST_CASE("A column that is not there is named", "[formats]") {
  const std::string text = "Datetime (UTC),Carbon intensity gCO2eq/kWh (Life cycle)\n"
                           "2025-07-01 12:00:00,100\n";
  CHECK(read(text).hours.size() == 1);
  CHECK(refusal(text, {.format = "", .direct = true}).code == "grid-no-basis");
  CHECK(refusal("Date,Time,Carbon intensity g/kWh (LCA)\na,b,1\n").code == "grid-missing-column");
  CHECK(refusal("Datetime,Carbon intensity g/kWh (LCA)\n2025-07-01 12:00,1\n").code ==
        "grid-local-time");
}

TEST_CASE("The answers of Electricity Maps are read bare and in each wrapping", "[formats]") {
  const std::string row = R"({"zone": "AA", "carbonIntensity": 75,
    "datetime": "2025-07-01T12:00:00.000Z", "emissionFactorType": "lifecycle",
    "isEstimated": true, "temporalGranularity": "hourly"})";
  for (const std::string& text :
       {row, "[" + row + "]", R"({"zone": "AA", "data": [)" + row + "]}",
        R"({"zone": "AA", "history": [)" + row + R"(], "temporalGranularity": "hourly"})"}) {
    INFO(text);
    const GridLog log = read(text);
    CHECK(intensities(log) == std::vector<double>{75});
    CHECK(log.zone == "AA");
    CHECK(log.basis == "life-cycle");
    CHECK(log.hours[0].begin == noon);
    CHECK(log.hours[0].end == noon + 3600);
    CHECK(log.hours[0].estimated);
    CHECK_FALSE(log.hours[0].forecast);
    CHECK(log.notes.empty());
  }
}

TEST_CASE("A forecast of Electricity Maps is marked as one", "[formats]") {
  const GridLog log = read(R"({"zone": "AA", "forecast": [
    {"carbonIntensity": 75, "datetime": "2025-07-01T12:00:00.000Z"},
    {"carbonIntensity": null, "datetime": "2025-07-01T12:15:00.000Z"}],
    "temporalGranularity": "15_minutes"})");
  REQUIRE(log.hours.size() == 1);
  CHECK(log.hours[0].forecast);
  CHECK(log.hours[0].end == noon + 900);
  CHECK(has_note(log, "grid-basis-assumed"));
}

TEST_CASE("Bases are not mixed", "[formats]") {
  const std::string text = R"([
    {"carbonIntensity": 75, "datetime": "2025-07-01T12:00Z", "emissionFactorType": "direct"},
    {"carbonIntensity": 80, "datetime": "2025-07-01T13:00Z", "emissionFactorType": "lifecycle"}])";
  const Diagnostic told = refusal(text);
  CHECK(told.code == "grid-mixed-bases");
  CHECK(told.position.line == 3);
  const std::string life_cycle = R"({"carbonIntensity": 75, "datetime": "2025-07-01T12:00Z",
    "emissionFactorType": "lifecycle"})";
  CHECK(refusal(life_cycle, {.format = "", .direct = true}).code == "grid-no-basis");
}

TEST_CASE("The operator of Great Britain: what was, else what was forecast", "[formats]") {
  const GridLog log = read(R"({"data": [
    {"from": "2025-07-01T12:00Z", "to": "2025-07-01T12:30Z",
     "intensity": {"forecast": 210, "actual": 201, "index": "moderate"}},
    {"from": "2025-07-01T12:30Z", "to": "2025-07-01T13:00Z",
     "intensity": {"forecast": 190, "actual": null, "index": "low"}}]})");
  CHECK(log.format == "neso");
  CHECK(log.basis == "operational");
  CHECK(log.zone.empty());
  CHECK(intensities(log) == std::vector<double>{201, 190});
  CHECK_FALSE(log.hours[0].forecast);
  CHECK(log.hours[1].forecast);
  CHECK(log.hours[1].end == noon + 3600);
}

TEST_CASE("Regions of Great Britain are read from both shapes", "[formats]") {
  const std::string by_region = R"({"data": [{"regionid": 7, "dnoregion": "D7",
    "shortname": "North", "data": [{"from": "2025-07-01T12:00Z", "to": "2025-07-01T12:30Z",
    "intensity": {"forecast": 90, "index": "low"}}]}]})";
  const GridLog one = read(by_region);
  CHECK(one.zone == "North");
  CHECK(intensities(one) == std::vector<double>{90});
  CHECK(one.hours[0].forecast);
  const std::string by_time = R"({"data": [{"from": "2025-07-01T12:00Z",
    "to": "2025-07-01T12:30Z", "regions": [
    {"regionid": 7, "shortname": "North", "intensity": {"forecast": 90}},
    {"regionid": 8, "shortname": "South", "intensity": {"forecast": 130}}]}]})";
  CHECK(refusal(by_time).code == "grid-several-zones");
  CHECK(intensities(read(by_time, {.format = "", .zone = "8"})) == std::vector<double>{130});
  CHECK(read(by_time, {.format = "", .zone = "8"}).zone == "South");
}

TEST_CASE("The historic table of Great Britain is in UTC", "[formats]") {
  const GridLog log = read("DATETIME,GAS,CARBON_INTENSITY,FOSSIL\n"
                           "2025-07-01T12:00:00,9000,151,9000\n"
                           "2025-07-01T12:30:00,9100,149,9100\n");
  CHECK(log.format == "neso");
  CHECK(intensities(log) == std::vector<double>{151, 149});
  CHECK(log.hours[0].begin == noon);
  CHECK(log.hours[1].end == noon + 3600);
}

TEST_CASE("WattTime's figures are marginal, and pounds a MWh become grams a kWh", "[formats]") {
  const std::string text = R"({"data": [
    {"point_time": "2025-07-01T12:00:00+00:00", "value": 1000},
    {"point_time": "2025-07-01T12:05:00+00:00", "value": 500}],
    "meta": {"region": "ISO_A", "signal_type": "co2_moer", "units": "lbs_co2_per_mwh",
    "data_point_period_seconds": 300, "generated_at": "2025-07-01T12:04:00+00:00"}})";
  const GridLog log = read(text);
  CHECK(log.format == "watttime");
  CHECK(log.kind == IntensityKind::marginal);
  CHECK(log.zone == "ISO_A");
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour, WithinRel(453.59237, 1e-12));
  CHECK(log.hours[1].end == noon + 600);
  CHECK_FALSE(log.hours[0].forecast);
  CHECK(log.hours[1].forecast);
  CHECK(log.notes.empty());
}

TEST_CASE("A signal or unit of WattTime that is no carbon is refused", "[formats]") {
  const auto text = [](const std::string& about) {
    return R"({"data": [{"point_time": "2025-07-01T12:00:00+00:00", "value": 10}],)"
           "\n \"meta\": {" +
           about + "}}";
  };
  const Diagnostic signal = refusal(text(R"("signal_type": "health_damage")"));
  CHECK(signal.code == "grid-bad-unit");
  CHECK(signal.position.line == 2);
  CHECK(refusal(text(R"("units": "percentile")")).code == "grid-bad-unit");
  CHECK(read(text(R"("signal_type": "co2_aoer")")).kind == IntensityKind::average);
  CHECK(has_note(read(text("")), "grid-unit-assumed"));
}

TEST_CASE("The table of WattTime's client does not say its unit", "[formats]") {
  const GridLog log = read("point_time,value\n2025-07-01 12:00:00+00:00,1000\n"
                           "2025-07-01 12:05:00+00:00,500\n");
  CHECK(log.kind == IntensityKind::marginal);
  CHECK_THAT(log.hours[1].grams_per_kilowatt_hour, WithinRel(226.796185, 1e-12));
  CHECK(has_note(log, "grid-unit-assumed"));
}

TEST_CASE("What is wrong in JSON is told with its line", "[formats]") {
  struct Case {
    std::string text;
    std::string code;
    std::size_t line;
  };
  const std::vector<Case> cases{
      {"{\"carbonIntensity\": 75,\n", "grid-bad-json", 2},
      {"{\"carbonIntensity\": 75}", "grid-bad-time", 1},
      {"[{\"carbonIntensity\": 75, \"datetime\": \"2025-07-01T12:00Z\"},\n"
       "{\"carbonIntensity\": \"x\", \"datetime\": \"2025-07-01T13:00Z\"}]",
       "grid-bad-value", 2},
      {"[{\"carbonIntensity\": 75, \"datetime\": \"2025-07-01T12:00Z\"},\n"
       "{\"carbonIntensity\": 1e308, \"datetime\": \"2025-07-01T13:00Z\"}]",
       "grid-bad-value", 2},
      {"[1, \"carbonIntensity\"]", "grid-bad-json", 1},
      {"{\"data\": [{\n\"from\": \"2025-07-01T12:00Z\", \"to\": \"noon\",\n"
       "\"intensity\": {\"actual\": 1}}]}",
       "grid-bad-time", 2},
      {"{\"data\": [{\"from\": \"2025-07-01T12:00Z\", \"to\": \"2025-07-01T11:00Z\",\n"
       "\"intensity\": {\"actual\": 1}}]}",
       "grid-bad-time", 0},
      {"{\"from\": 1, \"intensity\": 2}", "grid-bad-json", 1},
      {"{\"data\": [], \"meta\": {}, \"point_time\": 0}", "grid-no-hours", 0},
      {"{\"error\": {\"code\": \"400\"}}", "grid-unknown-format", 0},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const Diagnostic told = refusal(one.text);
    CHECK(told.code == one.code);
    CHECK(told.position.line == one.line);
  }
}
