// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

struct Accepted {
  Key key;
  std::string_view text;
  double low, value, high;
};

struct Refused {
  Key key;
  std::string_view text;
  std::string_view code;
};

}  // namespace

TEST_CASE("Values are understood in any unit of their dimension", "[pipeline]") {
  const Accepted table[] = {
      {Key::parameters, "175B", 175e9, 175e9, 175e9},
      {Key::parameters, "175e9", 175e9, 175e9, 175e9},
      {Key::parameters, "124.4M", 124.4e6, 124.4e6, 124.4e6},
      {Key::tokens, "1.4T", 1.4e12, 1.4e12, 1.4e12},
      {Key::tokens, "250..350 B", 250e9, 300e9, 350e9},
      {Key::power, "0.33 kW", 330, 330, 330},
      {Key::power, "300..350 W", 300, 325, 350},
      {Key::power, "330 W +-10%", 297, 330, 363},
      {Key::power, "330", 330, 330, 330},
      {Key::wall_hours, "14.8 days", 355.2, 355.2, 355.2},
      {Key::wall_hours, "90 min", 1.5, 1.5, 1.5},
      {Key::device_hours, "1 year", 8760, 8760, 8760},
      {Key::grid_intensity, "0.43 kg/kWh", 430, 430, 430},
      {Key::grid_intensity, "430 kgCO2e/MWh", 430, 430, 430},
      {Key::mfu, "40 %", 0.4, 0.4, 0.4},
      {Key::mfu, "0.35..0.45", 0.35, 0.4, 0.45},
      {Key::pue, "110 %", 1.1, 1.1, 1.1},
      {Key::flops, "314 ZFLOP", 3.14e23, 3.14e23, 3.14e23},
      {Key::lifetime, "6 years", 6, 6, 6},
      {Key::lifetime, "1825 days", 5, 5, 5},
      {Key::accelerator_fp16, "0.312 PFLOP/s", 312, 312, 312},
      {Key::accelerator_embodied, "0.15 t", 150, 150, 150},
      {Key::count, "0.5", 0.5, 0.5, 0.5},
      {Key::year, "2024", 2024, 2024, 2024},
  };
  for (const Accepted& row : table) {
    INFO(field(row.key).path << ": " << row.text);
    const Answer answer = read_text(row.key, row.text);
    CHECK(code_of(answer.faults).empty());
    REQUIRE(answer.run.has(row.key));
    CHECK_THAT(answer.run.number(row.key).low, WithinRel(row.low, 1e-12));
    CHECK_THAT(answer.run.number(row.key).value, WithinRel(row.value, 1e-12));
    CHECK_THAT(answer.run.number(row.key).high, WithinRel(row.high, 1e-12));
  }
}

TEST_CASE("Each way of being wrong has its code", "[pipeline]") {
  const Refused table[] = {
      {Key::power, "330 kWh", "wrong-dimension"},
      {Key::grid_intensity, "0.43 kg", "wrong-dimension"},
      {Key::wall_hours, "355 W", "wrong-dimension"},
      {Key::pue, "1.1 W", "wrong-dimension"},
      {Key::parameters, "7 GB", "wrong-dimension"},
      {Key::tokens, "300 h", "wrong-dimension"},
      {Key::power, "330 horses", "unknown-unit"},
      {Key::parameters, "7 zillion", "unknown-suffix"},
      {Key::power, "350..300 W", "bad-range"},
      {Key::power, "300..", "bad-range"},
      {Key::power, "330 W +-5", "bad-tolerance"},
      {Key::power, "330 W +-100%", "bad-tolerance"},
      {Key::power, "much", "not-a-number"},
      {Key::power, "", "not-a-number"},
      {Key::power, "nan", "not-a-number"},
      {Key::power, "inf W", "not-a-number"},
      {Key::power, "1e999 W", "not-a-number"},
      {Key::power, "-330 W", "out-of-range"},
      {Key::power, "0..330 W", "out-of-range"},
      {Key::power, "99..101 kW", "out-of-range"},
      {Key::pue, "0.9", "out-of-range"},
      {Key::pue, "0.9..1.2", "out-of-range"},
      {Key::mfu, "1.2", "out-of-range"},
      {Key::mfu, "120 %", "out-of-range"},
      {Key::tokens, "0", "out-of-range"},
      {Key::tokens, "2000000T", "out-of-range"},
      {Key::grid_intensity, "0", "out-of-range"},
      {Key::grid_intensity, "429 kg/kWh", "out-of-range"},
      {Key::year, "1999", "out-of-range"},
      {Key::year, "2020.5", "not-whole"},
      {Key::kind, "langauge", "unknown-value"},
      {Key::precision, "FP16", "unknown-value"},
      {Key::name, "  ", "empty-value"},
      {Key::region, "", "empty-value"},
  };
  for (const Refused& row : table) {
    INFO(field(row.key).path << ": " << row.text);
    const Answer answer = read_text(row.key, row.text);
    CHECK(code_of(answer.faults) == row.code);
    CHECK_FALSE(answer.run.has(row.key));
  }
}

TEST_CASE("A year is one year, not a range of years", "[pipeline]") {
  CHECK(code_of(read_text(Key::year, "2019..2021").faults) == "range-not-taken");
}

TEST_CASE("A text is refused where a number stands and a number where a text stands",
          "[pipeline]") {
  CHECK(code_of(read_number(Key::name, 5).faults) == "wrong-type");
  CHECK(code_of(read_number(Key::kind, 0).faults) == "wrong-type");
}

TEST_CASE("A mistyped choice is answered with the nearest", "[pipeline]") {
  const Answer answer = read_text(Key::kind, "langauge");
  REQUIRE(answer.faults.size() == 1);
  CHECK(answer.faults[0].cure == "did you mean `language`?");
  const Answer far = read_text(Key::kind, "zzzzzzzzzzz");
  REQUIRE(far.faults.size() == 1);
  CHECK_THAT(far.faults[0].cure, ContainsSubstring("encoder-decoder"));
}

TEST_CASE("A wrong dimension names both dimensions", "[pipeline]") {
  const Answer answer = read_text(Key::power, "330 kWh");
  REQUIRE(answer.faults.size() == 1);
  CHECK_THAT(answer.faults[0].message, ContainsSubstring("`kWh` measures an energy"));
  CHECK_THAT(answer.faults[0].message, ContainsSubstring("a power"));
}

TEST_CASE("An unknown key is answered with the nearest one", "[pipeline]") {
  const auto cure = [](std::string_view path) { return unknown_key(path, {}).cure; };
  CHECK_THAT(cure("hardware.powr"), StartsWith("did you mean `hardware.power`"));
  CHECK_THAT(cure("hardwear"), ContainsSubstring("`hardware`"));
  CHECK(unknown_key("xyz", {}).code == "unknown-key");
  CHECK_FALSE(cure("zzzzzzzzzzzzz").empty());
}

TEST_CASE("A key in the wrong section is answered with the right one", "[pipeline]") {
  CHECK_THAT(unknown_key("hardware.pue", {}).cure, ContainsSubstring("`site.pue`"));
  CHECK_THAT(unknown_key("tokens", {}).cure, ContainsSubstring("`training.tokens`"));
}
