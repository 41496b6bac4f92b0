// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/generation.hpp"
#include "plume/data/catalogue.hpp"
#include "unit/formats/grid_reading.hpp"

using namespace plume;
using test::has_note;
using test::intensities;
using test::messages;
using test::read;
using test::refusal;

namespace {

constexpr double october_change = 1761440400;  // 2025-10-26 01:00 UTC
constexpr double march_change = 1743296400;    // 2025-03-30 01:00 UTC

const std::string page_header =
    "Area,MTU,\"Fossil Gas  - Actual Aggregated [MW]\",\"Nuclear - Actual Aggregated [MW]\","
    "\"Hydro Pumped Storage  - Actual Consumption [MW]\"\n";

std::string page_row(const std::string& unit, const std::string& gas, const std::string& nuclear) {
  return "\"Land (AA)\",\"" + unit + "\",\"" + gas + "\",\"" + nuclear + "\",\"20\"\n";
}

const std::string library_header =
    "DateTime(UTC)\tResolutionCode\tAreaCode\tAreaDisplayName\tAreaTypeCode\tAreaMapCode\t"
    "ProductionType\tActualGenerationOutput[MW]\tActualConsumption[MW]\tUpdateTime(UTC)\n";

std::string library_row(const std::string& area, const std::string& type, const std::string& plant,
                        const std::string& power, const std::string& updated = "03:00") {
  return "2025-07-01 12:00:00\tPT60M\tcode-" + area + "\tArea " + area + "\t" + type + "\t" + area +
         "\t" + plant + "\t" + power + "\t\t2025-07-02 " + updated + ":00\n";
}

double gas() {
  return constant(Constant::plant_gas).value;
}

double nuclear() {
  return constant(Constant::plant_nuclear).value;
}

}  // namespace

TEST_CASE("The doubled hour of a page's export: first summer, then winter time", "[formats]") {
  const GridLog log =
      read(page_header + page_row("26.10.2025 01:00 - 26.10.2025 02:00 (CET/CEST)", "100", "300") +
           page_row("26.10.2025 02:00 - 26.10.2025 03:00 (CET/CEST)", "200", "200") +
           page_row("26.10.2025 02:00 - 26.10.2025 03:00 (CET/CEST)", "300", "100") +
           page_row("26.10.2025 03:00 - 26.10.2025 04:00 (CET/CEST)", "N/A", "400"));
  REQUIRE(log.hours.size() == 3);
  CHECK(log.hours[0].begin == october_change - 7200);
  CHECK(log.hours[1].begin == october_change - 3600);
  CHECK(log.hours[2].end == october_change + 3600);
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour,
             WithinRel(0.25 * gas() + 0.75 * nuclear(), 1e-12));
  CHECK_THAT(log.hours[1].grams_per_kilowatt_hour, WithinRel(0.5 * gas() + 0.5 * nuclear(), 1e-12));
  CHECK_THAT(log.hours[2].grams_per_kilowatt_hour,
             WithinRel(0.75 * gas() + 0.25 * nuclear(), 1e-12));
  CHECK(has_note(log, "grid-plant-missing"));
  CHECK_FALSE(has_note(log, "grid-gap"));
  CHECK(has_note(log, "grid-consumption-left-out"));
  REQUIRE(messages(log, "grid-doubled-hour").size() == 1);
  CHECK_THAT(messages(log, "grid-doubled-hour")[0],
             StartsWith("2025-10-26 02:00 of local time appears twice"));
}

TEST_CASE("A doubled hour that stands there once is told", "[formats]") {
  const GridLog log =
      read(page_header + page_row("26.10.2025 02:00 - 26.10.2025 03:00 (CET/CEST)", "200", "1"));
  CHECK(log.hours[0].begin == october_change - 3600);
  CHECK_THAT(messages(log, "grid-doubled-hour").at(0), ContainsSubstring("appears once"));
}

TEST_CASE("The hour that the clocks skip is passed over", "[formats]") {
  const GridLog log =
      read(page_header + page_row("30.03.2025 01:45 - 30.03.2025 02:00 (CET/CEST)", "200", "1") +
           page_row("30.03.2025 02:00 - 30.03.2025 02:15 (CET/CEST)", "", "") +
           page_row("30.03.2025 03:00 - 30.03.2025 03:15 (CET/CEST)", "200", "1"));
  REQUIRE(log.hours.size() == 2);
  CHECK(log.hours[0].end == march_change);
  CHECK(log.hours[1].begin == march_change);
  CHECK(has_note(log, "grid-skipped-hour"));
}

TEST_CASE("A unit within which the clocks change is as long as the one before", "[formats]") {
  const GridLog log =
      read(page_header + page_row("30.03.2025 01:30 - 30.03.2025 01:45 (CET/CEST)", "200", "1") +
           page_row("30.03.2025 01:45 - 30.03.2025 03:00 (CET/CEST)", "200", "1") +
           page_row("30.03.2025 03:00 - 30.03.2025 03:15 (CET/CEST)", "200", "1"));
  CHECK(log.hours[1].end == march_change);
  CHECK(log.hours[2].end == march_change + 900);
}

TEST_CASE("The time zone of a page's export stands in the row, in the header, or is asked for",
          "[formats]") {
  const std::string plain =
      page_header + page_row("01/07/2025 14:00:00 - 01/07/2025 15:00:00", "200", "1");
  const std::string changed = std::string(plain).replace(plain.find("MTU"), 3, "MTU (CET/CEST)");
  constexpr double noon = 1751371200;
  CHECK(read(changed).hours[0].begin == noon);
  CHECK(refusal(plain).code == "grid-local-time");
  CHECK(read(plain, {.format = "", .utc_offset = 7200}).hours[0].begin == noon);
  CHECK(read(page_header + page_row("01.07.2025 12:00 - 01.07.2025 13:00 (UTC)", "2", "1"))
            .hours[0]
            .begin == noon);
  const Diagnostic told =
      refusal(page_header + page_row("01.07.2025 12:00 - 01.07.2025 13:00 (MARS)", "2", "1"));
  CHECK(told.code == "grid-unknown-time-zone");
  CHECK(told.position.line == 2);
}

TEST_CASE("What is wrong in a page's export is told with its line", "[formats]") {
  const std::string unit = "01.07.2025 12:00 - 01.07.2025 13:00 (UTC)";
  CHECK(refusal(page_header + page_row("noon", "2", "1")).code == "grid-bad-time");
  CHECK(
      refusal(page_header + page_row("31.02.2025 12:00 - 31.02.2025 13:00 (UTC)", "2", "1")).code ==
      "grid-bad-time");
  CHECK(refusal(page_header + page_row(unit, "much", "1")).code == "grid-bad-value");
  CHECK(refusal(page_header + page_row(unit, "1e9", "1")).code == "grid-bad-value");
  CHECK(refusal(page_header + page_row(unit, "1", "1") + page_row(unit, "n/e", "")).position.line ==
        0);
  CHECK(refusal("MTU,\"Magic - Actual Aggregated [MW]\"\n" + unit + ",1\n").code ==
        "grid-unknown-plant");
  CHECK(refusal("xMTU,\"Solar - Actual Aggregated [MW]\"\n" + unit + ",1\n").code ==
        "grid-missing-column");
  CHECK(refusal(page_header).code == "grid-no-hours");
}

TEST_CASE("The file library: one type of area, the latest figure", "[formats]") {
  const GridLog log =
      read(library_header + library_row("AA", "CTY", "Fossil Gas", "999") +
           library_row("AA", "BZN", "Fossil Gas", "500", "03:00") +
           library_row("AA", "BZN", "Fossil Gas", "100", "05:00") +
           library_row("AA", "BZN", "Fossil Gas", "900", "04:00") +
           library_row("AA", "BZN", "Nuclear", "300") + library_row("AA", "BZN", "Solar", ""));
  REQUIRE(log.hours.size() == 1);
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour,
             WithinRel(0.25 * gas() + 0.75 * nuclear(), 1e-12));
  CHECK(log.zone == "AA");
  CHECK_THAT(messages(log, "grid-area-type").at(0), ContainsSubstring("type BZN"));
  CHECK(has_note(log, "grid-row-repeated"));
}

TEST_CASE("The file library: one zone of several, by any of its names", "[formats]") {
  const std::string text = library_header + library_row("AA", "BZN", "Fossil Gas", "100") +
                           library_row("BB", "BZN", "Nuclear", "100");
  CHECK(refusal(text).code == "grid-several-zones");
  for (const std::string zone : {"BB", "code-BB", "Area BB"}) {
    INFO(zone);
    const GridLog log = read(text, {.format = "entso-e", .zone = zone});
    CHECK(log.zone == "BB");
    CHECK_THAT(log.hours[0].grams_per_kilowatt_hour, WithinRel(nuclear(), 1e-12));
  }
  const Diagnostic told = refusal(text, {.format = "", .zone = "CC"});
  CHECK(told.code == "grid-unknown-zone");
  CHECK_THAT(told.cure, ContainsSubstring("`AA`, `BB`"));
}

TEST_CASE("What is wrong in the file library is told", "[formats]") {
  CHECK(refusal(library_header).code == "grid-no-hours");
  CHECK(refusal(library_header + library_row("AA", "BZN", "Magic", "1")).code ==
        "grid-unknown-plant");
  CHECK(refusal(library_header + library_row("AA", "BZN", "Solar", "x")).code == "grid-bad-value");
  std::string odd = library_header + library_row("AA", "BZN", "Solar", "1");
  odd.replace(odd.find("PT60M"), 5, "P1Y");
  CHECK(refusal(odd).code == "grid-bad-document");
  CHECK(refusal("AreaTypeCode\tProductionType\tActualGenerationOutput\nBZN\tSolar\t1\n").code ==
        "grid-missing-column");
}

TEST_CASE("Every kind of plant is found by code and name, and has a factor", "[formats]") {
  for (const grids::PlantKind& plant : grids::plant_kinds()) {
    INFO(plant.code);
    CHECK(grids::find_plant(plant.code) == &plant);
    CHECK(grids::find_plant(plant.name) == &plant);
    CHECK(constant(plant.factor).value > 0);
    CHECK(constant(plant.factor).value < 1000);
    const bool unsure = constant(plant.factor).confirmation == Confirmation::unverified;
    CHECK(unsure == !plant.proxy.empty());
  }
  CHECK(grids::find_plant("fossil hard coal") == grids::find_plant("B05"));
  CHECK(grids::find_plant("Magic") == nullptr);
}
