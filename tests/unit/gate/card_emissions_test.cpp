// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card_emissions.hpp"
#include "support/catch.hpp"

#include <array>
#include <string>

using namespace plume;

namespace {

struct RuleCase {
  std::string_view field;  ///< of the metadata, behind `co2_eq_emissions:`; empty for none
  std::string_view body;
  double grams;  ///< below 0: none
  std::string_view unit;
  Confidence confidence;
  std::string_view rule;  ///< a part of it
};

constexpr auto cases = std::to_array<RuleCase>({
    {" 17", "", 17, "g", Confidence::medium, "the field is in grams"},
    {" 149.2 kg", "", 149200, "kg", Confidence::high, "the field writes kilograms"},
    {" 1.5 t CO2", "", 1.5e6, "t", Confidence::high, "the field writes tonnes"},
    {" 12.5  # kg CO2", "", 12500, "kg", Confidence::high, "the field writes kilograms"},
    {" 0.5", "- Carbon Emitted: 0.5 kg", 500, "kg", Confidence::high, "same number in kilograms"},
    {" 500", "- Carbon Emitted: 0.5 kg", 500, "g", Confidence::high, "same amount in kilograms"},
    {" 12.34567", "CO2 Emissions (in grams): 12.3457", 12.34567, "g", Confidence::high,
     "same number in grams"},
    {" 5600", "- Carbon Emitted: 5.6 g", 5600, "g", Confidence::none, "a thousand apart"},
    {" 450300", "- Carbon Emitted: 4503 kg", 450300, "g", Confidence::low, "another figure"},
    {" 0.0279", "- Hardware Type: 1 x GeForce RTX 3060\n- Hours used: 0.5", 27.9, "kg",
     Confidence::medium, "kilograms fit"},
    {" 80", "- Hardware Type: 1 x GeForce RTX 3060\n- Hours used: 0.5", 80, "g", Confidence::medium,
     "agrees"},
    {" 0.05", "- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh", 50, "kg",
     Confidence::medium, "kilograms fit"},
    {" 50", "- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh", 50, "g", Confidence::high,
     "agrees"},
    {" 2.4", "- Energy consumed: 20000 kWh\n- Carbon intensity: 120 g/kWh", 2.4e6, "t",
     Confidence::medium, "tonnes fit"},
    {" 0.05 g", "- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh", 0.05, "g",
     Confidence::none, "far larger figure"},
    {" 5", "- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh", 5, "g", Confidence::low,
     "speaks for another figure"},
    {"", "- Carbon Emitted: 40.6kg CO2eq", 40600, "kg", Confidence::high, "the body writes"},
    {"", "- Carbon Emitted: 3.8", -1, "", Confidence::none, "nothing says its unit"},
    {"", "- Carbon Emitted: 0.05\n- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh", 50,
     "kg", Confidence::medium, "kilograms fit"},
    {"", "- `emissions`: grams, as plain digits, 12 of them at most", -1, "", Confidence::none,
     "the card says no figure"},
    {" 3 Mt", "", -1, "", Confidence::none, "`Mt` behind the number is no unit of mass"},
    {" 3 Mt", "- Carbon Emitted: 3 g", 3, "g", Confidence::high, "same number in grams"},
    {" 2026-01-31", "", -1, "", Confidence::none, "the card says no figure"},
    {" 0x1F", "", -1, "", Confidence::none, "the card says no figure"},
    {"", "Nothing of the kind.", -1, "", Confidence::none, "the card says no figure"},
    {" unknown", "", -1, "", Confidence::none, "the card says no figure"},
    {" 0", "- Hardware Type: T4\n- Hours used: 2", 0, "g", Confidence::none, "no measurement"},
});

std::string text_of(const RuleCase& each) {
  const std::string field =
      each.field.empty() ? std::string() : "co2_eq_emissions:" + std::string(each.field) + "\n";
  return "---\nlanguage: en\n" + field + "---\n\n# A model\n\n## Environmental Impact\n\n" +
         std::string(each.body) + "\n";
}

}  // namespace

TEST_CASE("A figure is understood by the first rule that holds", "[gate]") {
  for (const RuleCase& each : cases) {
    INFO(text_of(each));
    const Card card = read_card("README.md", text_of(each));
    const CardEmissions found = understand_emissions(card);
    REQUIRE(found.amount.has_value() == (each.grams >= 0));
    if (found.amount) {
      CHECK_THAT(found.amount->in(grams), WithinRel(each.grams, 1e-12));
    }
    CHECK(found.unit == each.unit);
    CHECK(found.confidence == each.confidence);
    CHECK_THAT(found.rule, ContainsSubstring(std::string(each.rule)));
  }
}

TEST_CASE("The statement that decided points into the card", "[gate]") {
  const Card card = read_card("README.md", "---\nco2_eq_emissions: 149.2 kg\n---\n");
  const CardEmissions found = understand_emissions(card);
  REQUIRE(found.statement != nullptr);
  CHECK(found.as_written == "149.2 kg");
  CHECK(card.text.substr(found.statement->place.offset, found.statement->place.width) ==
        "149.2 kg");
}
