// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "plume/units/units.hpp"
#include "support/catch.hpp"

#include <string>

using namespace plume;

namespace {

struct Read {
  std::string_view text;
  double low, value, high;
  std::string_view unit;
};

struct Refused {
  std::string_view text;
  MeasureFault fault;
};

struct Size {
  std::string_view text;
  Dim dimension;
  double factor;
};

}  // namespace

TEST_CASE("A measure is read as people write it", "[units]") {
  const Read table[] = {
      {"330", 330, 330, 330, ""},
      {"330 W", 330, 330, 330, "W"},
      {"330W", 330, 330, 330, "W"},
      {"  330  W  ", 330, 330, 330, "W"},
      {"0.43 kg/kWh", 0.43, 0.43, 0.43, "kg/kWh"},
      {"175B", 175, 175, 175, "B"},
      {"175e9", 175e9, 175e9, 175e9, ""},
      {"1.5E3 h", 1500, 1500, 1500, "h"},
      {".5", 0.5, 0.5, 0.5, ""},
      {"-5", -5, -5, -5, ""},
      {"40 %", 40, 40, 40, "%"},
      {"300..350 W", 300, 325, 350, "W"},
      {"1.5..2.5", 1.5, 2, 2.5, ""},
      {"330..330 W", 330, 330, 330, "W"},
      {".5...75", 0.5, 0.625, 0.75, ""},
      {"1. W", 1, 1, 1, "W"},
      {"200 W +-5%", 190, 200, 210, "W"},
      {"200 W +- 5 %", 190, 200, 210, "W"},
      {"200 W \u00b15%", 190, 200, 210, "W"},
      {"200 W +/-5%", 190, 200, 210, "W"},
      {"200 +-0%", 200, 200, 200, ""},
  };
  for (const Read& row : table) {
    INFO(row.text);
    Measure m;
    CHECK(parse_measure(row.text, m) == MeasureFault::none);
    CHECK_THAT(m.low, WithinRel(row.low, 1e-12));
    CHECK_THAT(m.value, WithinRel(row.value, 1e-12));
    CHECK_THAT(m.high, WithinRel(row.high, 1e-12));
    CHECK(m.unit == row.unit);
  }
}

TEST_CASE("A range may have spaces around its dots", "[units]") {
  Measure m;
  CHECK(parse_measure("300 .. 350 W", m) == MeasureFault::none);
  CHECK(m.low == 300.0);
  CHECK(m.high == 350.0);
  CHECK(m.unit == "W");
}

TEST_CASE("What is no measure is refused, each for its reason", "[units]") {
  const Refused table[] = {
      {"", MeasureFault::empty},
      {"   ", MeasureFault::empty},
      {"W", MeasureFault::not_a_number},
      {"inf", MeasureFault::not_a_number},
      {"-inf", MeasureFault::not_a_number},
      {"nan", MeasureFault::not_a_number},
      {"infinity W", MeasureFault::not_a_number},
      {"1e999", MeasureFault::not_a_number},
      {"-", MeasureFault::not_a_number},
      {"--5", MeasureFault::not_a_number},
      {".", MeasureFault::not_a_number},
      {"about 5", MeasureFault::not_a_number},
      {"350..300 W", MeasureFault::bad_range},
      {"300..", MeasureFault::bad_range},
      {"300..W", MeasureFault::bad_range},
      {"300..1e999", MeasureFault::bad_range},
      {"330 W +-", MeasureFault::bad_tolerance},
      {"330 W +-5", MeasureFault::bad_tolerance},
      {"330 W +-100%", MeasureFault::bad_tolerance},
      {"330 W +--5%", MeasureFault::bad_tolerance},
      {"300..350 W +-5%", MeasureFault::bad_tolerance},
  };
  for (const Refused& row : table) {
    INFO(row.text);
    Measure m;
    CHECK(parse_measure(row.text, m) == row.fault);
  }
}

TEST_CASE("Nothing may follow a tolerance", "[units]") {
  Measure m;
  CHECK(parse_measure("330 W +-5% or so", m) == MeasureFault::bad_tolerance);
}

TEST_CASE("Units are known by their dimension and size", "[units]") {
  const Size table[] = {
      {"1", Dim{}, 1},
      {"%", Dim{}, 0.01},
      {"W", Power::dimension, 1},
      {"kW", Power::dimension, 1e3},
      {"MW", Power::dimension, 1e6},
      {"Wh", Energy::dimension, 3600},
      {"kWh", Energy::dimension, 3.6e6},
      {"MJ", Energy::dimension, 1e6},
      {"h", Time::dimension, 3600},
      {"hours", Time::dimension, 3600},
      {"min", Time::dimension, 60},
      {"day", Time::dimension, 86400},
      {"days", Time::dimension, 86400},
      {"years", Time::dimension, 365 * 86400.0},
      {"g", Carbon::dimension, 1},
      {"kg", Carbon::dimension, 1e3},
      {"kgCO2e", Carbon::dimension, 1e3},
      {"kg CO2-eq", Carbon::dimension, 1e3},
      {"t", Carbon::dimension, 1e6},
      {"tCO2eq", Carbon::dimension, 1e6},
      {"kt", Carbon::dimension, 1e9},
      {"g/kWh", CarbonIntensity::dimension, 1 / 3.6e6},
      {"gCO2e/kWh", CarbonIntensity::dimension, 1 / 3.6e6},
      {"kg/MWh", CarbonIntensity::dimension, 1 / 3.6e6},
      {"lb/MWh", CarbonIntensity::dimension, 453.59237 / 3.6e9},
      {"g / kWh", CarbonIntensity::dimension, 1 / 3.6e6},
      {"FLOP", Work::dimension, 1},
      {"EFLOP", Work::dimension, 1e18},
      {"TFLOP/s", WorkRate::dimension, 1e12},
      {"B", Information::dimension, 1},
      {"GB", Information::dimension, 1e9},
      {"GiB", Information::dimension, 1073741824.0},
      {"GB/s", Bandwidth::dimension, 1e9},
      {"mm2", Area::dimension, 1e-6},
      {"kg/cm2", CarbonPerArea::dimension, 1e7},
      {"nm", Length::dimension, 1e-9},
  };
  for (const Size& row : table) {
    INFO(row.text);
    const auto unit = parse_unit(row.text);
    REQUIRE(unit);
    CHECK(unit->dimension == row.dimension);
    CHECK_THAT(unit->factor, WithinRel(row.factor, 1e-12));
  }
}

TEST_CASE("A gigabyte is not a gibibyte", "[units]") {
  CHECK_THAT(parse_unit("GiB")->factor / parse_unit("GB")->factor, WithinRel(1.073741824, 1e-12));
}

TEST_CASE("What is no unit is not taken for one", "[units]") {
  for (const std::string_view text :
       {"", " ", "Watt-ish", "kw", "KW", "W/", "/W", "g//kWh", "W/W/W", "kkW", "kdays", "GTB", "5",
        "CO2e", "g/kWh/h", "mWh "}) {
    INFO(text);
    CHECK_FALSE(parse_unit(text));
  }
}

TEST_CASE("A dimension is named in words", "[units]") {
  CHECK(dimension_name(Power::dimension) == "a power");
  CHECK(dimension_name(Energy::dimension) == "an energy");
  CHECK(dimension_name(CarbonIntensity::dimension) == "a carbon intensity");
  CHECK(dimension_name(Dim{}) == "a plain number");
  CHECK(dimension_name(Dim{.time = 7}) == "a compound quantity");
}

TEST_CASE("A count's suffix is a power of a thousand", "[units]") {
  CHECK(count_suffix("") == 1.0);
  CHECK(count_suffix("K") == 1e3);
  CHECK(count_suffix("k") == 1e3);
  CHECK(count_suffix("M") == 1e6);
  CHECK(count_suffix("B") == 1e9);
  CHECK(count_suffix("G") == 1e9);
  CHECK(count_suffix("T") == 1e12);
  CHECK_FALSE(count_suffix("m"));
  CHECK_FALSE(count_suffix("billion"));
  CHECK_FALSE(count_suffix("1"));
}
