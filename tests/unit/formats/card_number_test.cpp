// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_number.hpp"
#include "plume/units/text.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace plume;

namespace {

constexpr Dim mass{.co2e = 1};
constexpr Dim time_dim{.time = 1};
constexpr Dim energy_dim{.energy = 1};
constexpr Dim intensity{.energy = -1, .co2e = 1};

/// "43.24 [kg Co2] comma": value or range, unit as written ("?" where it is unknown), marks.
std::string shown(const std::optional<CardNumber>& number) {
  if (!number) {
    return "";
  }
  std::string out = print_machine(number->value);
  if (number->low != number->high) {
    out = print_machine(number->low) + ".." + print_machine(number->high);
    CHECK(number->value == (number->low + number->high) / 2);
  }
  out += number->unit.empty() ? "" : " [" + number->unit + (number->size ? "]" : "?]");
  out += number->is_bare ? " bare" : "";
  out += number->decimal_comma ? " comma" : "";
  out += number->grouped ? " grouped" : "";
  return out + (number->approximate ? " about" : "");
}

struct Case {
  const char* text;
  const char* shown;
};

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    INFO(one.text);
    CHECK(shown(read_card_number(one.text)) == one.shown);
  }
}

/// The amount of a text in base units.
double base_of(const char* text, const Dim& dimension) {
  const auto number = read_card_number(text, dimension);
  REQUIRE(number);
  REQUIRE(number->size);
  CHECK(number->size->dimension == dimension);
  return number->value * number->size->factor;
}

CardStatement statement(CardFact fact, const char* key, const char* text, const char* comment) {
  CardStatement out;
  out.fact = fact;
  out.key = key;
  out.text = text;
  out.comment = comment;
  return out;
}

}  // namespace

TEST_CASE("Numbers are read as people write them", "[formats][card]") {
  check({{"137.6", "137.6 bare"},
         {" -3 ", "-3 bare"},
         {"5.2e-05", "5.2e-05 bare"},
         {"1E3", "1000 bare"},
         {".5", "0.5 bare"},
         {"24_700_000", "24700000 grouped"},
         {"2,182", "2182 grouped"},
         {"1,234,567.5", "1234567.5 grouped"},
         {"1.234.567,5", "1234567.5 comma grouped"},
         {"1.234,5", "1234.5 comma grouped"},
         {"1 200", "1200 grouped"},
         {"1'200", "1200 grouped"},
         {"43,24", "43.24 comma"},
         {"0,123", "0.123 comma"},
         {"1234,567", "1234.567 comma"},
         {"4,3e-4", "0.00043 comma"},
         {"1,2,3", "1"},
         {"\u22125", "-5"}});
}

TEST_CASE("Units stand behind numbers, glued or not", "[formats][card]") {
  check({{"149.2 kg", "149.2 [kg]"},
         {"1.2g CO2", "1.2 [g CO2]"},
         {"43,24 kg Co2", "43.24 [kg Co2] comma"},
         {"0.21 in grams of CO2", "0.21 [grams of CO2]"},
         {"0.0002 KgCO2 (Canada)", "2e-04 [KgCO2]"},
         {"40.6kg CO2eq", "40.6 [kg CO2eq]"},
         {"4503 kg CO2 eq.", "4503 [kg CO2 eq]"},
         {"5 kg CO<sub>2</sub>eq", "5 [kg CO2eq]"},
         {"5 (kg)", "5 [kg]"},
         {"5 kg, roughly", "5 [kg]"},
         {"2,182 hrs", "2182 [hrs] grouped"},
         {"5 apples", "5 [apples?]"},
         {"5 for all", "5"},
         {"100 GPU hours", "100 [GPU hours?]"}});
}

TEST_CASE("Ranges, tolerances and times of a clock are read", "[formats][card]") {
  check({{"5-10 kg", "5..10 [kg]"},
         {"5 \u2013 10 kg", "5..10 [kg]"},
         {"5 kg to 10 kg", "5..10 [kg]"},
         {"between 5 and 10 kg", "5..10 [kg]"},
         {"5..10", "5..10"},
         {"10 kg - 5 h", "10 [kg]"},
         {"10 \u00b1 2 kg", "8..12 [kg]"},
         {"10 +/- 10% kg", "9..11 [kg]"},
         {"about 1.5 hours", "1.5 [hours] about"},
         {"~5", "5 about"},
         {"less than 5 g", "5 [g] about"},
         {"roundabout 5 g", "5 [g]"},
         {"00:31:54", "0.531666666667 [h:mm:ss]"},
         {"12:30", ""},
         {"1h 30m", "1.5 [h]"},
         {"7 hours, 40 minutes and 12 seconds", "7.67 [hours]"},
         {"1 day, 12:00:00", "1.5 [day]"}});
}

TEST_CASE("Digits of names are no amounts", "[formats][card]") {
  check({{"P100 for about 1.5 hours", "1.5 [hours] about"},
         {"TPUv3-8 for about 180 hours or 7.5 days", "180 [hours] about"},
         {"i7-10510U", ""},
         {"CO2", ""},
         {"A100", ""},
         {"1.2.3", ""},
         {"1e999", ""},
         {"none", ""},
         {"", ""}});
  CHECK(shown(read_card_number("8 H100 for 5 h", time_dim)) == "5 [h]");
  CHECK(shown(read_card_number("100% hydro (24g CO2eq/kWh)", intensity)) == "24 [g CO2eq/kWh]");
  CHECK_FALSE(read_card_number("5 kWh", mass));
}

TEST_CASE("Units of one size agree", "[formats][card]") {
  struct Size {
    Dim dimension;
    double base;
    std::vector<const char*> texts;
  };
  const std::vector<Size> sizes{
      {mass,
       1,
       {"1 g", "1 gram", "1 gCO2", "1 gCO2eq", "1 g CO2e", "1 g CO2-eq", "1000 mg",
        "1 g of CO\u2082 equivalent", "1 geqCO2", "1e6 \u00b5g"}},
      {mass,
       1e3,
       {"1 kg", "1 Kg", "1 KgCO2", "1 kgCO2eq", "1 kg CO2 eq.", "1 kilogram", "1 kilograms of CO2",
        "1 KG"}},
      {mass, 1e6, {"1 t", "1 tCO2", "1 ton", "1 tons", "1 tonnes CO2e", "1 metric tons", "1 MT"}},
      {mass, 907.18474, {"2 lbs", "2 pounds"}},
      {energy_dim, 3.6e6, {"1 kWh", "1 KWh", "1000 Wh", "0.001 MWh", "3.6 MJ", "1 kilowatt-hours"}},
      {time_dim,
       3600,
       {"1 h", "1 hr", "1 hrs", "1 hour", "60 min", "60 mins", "60 minutes", "3600 s",
        "3600 seconds", "01:00:00"}},
      {time_dim, 86400, {"1 day", "24 hours"}},
      {intensity, 1e3 / 3.6e6, {"1000 g/kWh", "1 kg/kWh", "1 kgCO2eq/kWh", "1000 g CO2 per kWh"}}};
  for (const Size& size : sizes) {
    for (const char* const text : size.texts) {
      INFO(text);
      CHECK_THAT(base_of(text, size.dimension), WithinRel(size.base, 1e-12));
    }
  }
}

TEST_CASE("A unit beside a statement counts where the value has none", "[formats][card]") {
  struct Beside {
    CardFact fact;
    const char* key;
    const char* text;
    const char* comment;
    const char* shown;
  };
  const std::vector<Beside> cases{
      {CardFact::emissions, "CO2 Emissions (in grams)", "1.2", "", "1.2 [grams] bare"},
      {CardFact::emissions, "co2_kg", "56.098", "", "56.098 [kg] bare"},
      {CardFact::emissions, "Carbon Emitted (tCO2eq)", "31.22", "", "31.22 [tCO2eq] bare"},
      {CardFact::emissions, "emissions", "12.5", "kg CO2", "12.5 [kg CO2] bare"},
      {CardFact::emissions, "emissions", "12.5", "don't know", "12.5 bare"},
      {CardFact::emissions, "CO2 (kg)", "12 g", "t", "12 [g]"},
      {CardFact::emissions, "CO2 (kg)", "12 kWh", "", "12 [kWh]"},
      {CardFact::emissions, "co2_eq_emissions", "137.6", "", "137.6 bare"},
      {CardFact::grid_intensity, "Carbon Efficiency (kg/kWh)", "0.076kg", "", "0.076 [kg/kWh]"},
      {CardFact::duration, "hours_used", "3.163", "", "3.163 [hours] bare"},
      {CardFact::duration, "Time (GPU hours)", "3", "", "3 bare"},
      {CardFact::energy, "energy_consumed", "0.5", "", "0.5 bare"},
      {CardFact::hardware, "hardware (kg)", "8 T4", "", "8 [T4?]"}};
  for (const Beside& one : cases) {
    INFO(one.key << ": " << one.text);
    CHECK(shown(read_card_number(statement(one.fact, one.key, one.text, one.comment))) ==
          one.shown);
  }
}
