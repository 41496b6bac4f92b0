// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/what_if.hpp"
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

using Values = std::vector<std::string>;

WhatIf table_of(const Run& base, const std::vector<Axis>& axes, SortKey sort = SortKey::emissions) {
  Faults faults;
  WhatIf table = what_if(base, axes, sort, faults);
  REQUIRE(code_of(faults).empty());
  return table;
}

Axis axis(Key key, Values values) {
  return {&field(key), std::move(values)};
}

std::string codes_of(const std::vector<Warning>& warnings) {
  std::string out;
  for (const Warning& warning : warnings) {
    out.append(out.empty() ? "" : " ").append(warning.code);
  }
  return out;
}

}  // namespace

TEST_CASE("A list is split at its commas, blanks aside", "[what-if]") {
  CHECK(list_of(field(Key::region), "fr, us ,pl") == Values{"fr", "us", "pl"});
  CHECK(list_of(field(Key::count), "8,64") == Values{"8", "64"});
  CHECK(list_of(field(Key::precision), "bf16") == Values{"bf16"});
  CHECK(list_of(field(Key::power), "300..350 W") == Values{"300..350 W"});
  CHECK(list_of(field(Key::count), "8,") == Values{"8", ""});
  CHECK(list_of(field(Key::architecture), "resnet50, vit-b-16") == Values{"resnet50", "vit-b-16"});
}

TEST_CASE("All methods are a list of each", "[what-if]") {
  const Values all(method_names.begin(), method_names.end());
  CHECK(list_of(field(Key::method), "all") == all);
  CHECK(list_of(field(Key::method), "all, tdp") == all);
  CHECK(list_of(field(Key::method), "plume,tdp") == Values{"plume", "tdp"});
}

TEST_CASE("A text that is free, or names one place, is no list", "[what-if]") {
  CHECK(list_of(field(Key::name), "a, b") == Values{"a, b"});
  CHECK(list_of(field(Key::config), "a,b.json") == Values{"a,b.json"});
  CHECK(list_of(field(Key::region), "United Kingdom,") == Values{"United Kingdom,"});
  CHECK(list_of(field(Key::region), "us,ca") == Values{"us", "ca"});
}

TEST_CASE("Every combination is a row, once", "[what-if]") {
  const WhatIf table = table_of(
      asked(predicted()), {axis(Key::count, {"8", "64", "512"}), axis(Key::region, {"fr", "us"})});
  CHECK(table.rows.size() == 6);
  std::vector<Values> seen;
  for (const WhatIfRow& row : table.rows) {
    CHECK(std::find(seen.begin(), seen.end(), row.values) == seen.end());
    seen.push_back(row.values);
  }
}

TEST_CASE("A combination that cannot be is a row that says why, behind the others", "[what-if]") {
  const WhatIf table =
      table_of(asked(predicted()), {axis(Key::accelerator, {"a100-sxm-80gb", "h100-sxm", "h1000"}),
                                    axis(Key::precision, {"fp8", "bf16"})});
  CHECK(table.rows.size() == 6);
  CHECK(table.estimated == 3);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(table.rows[i].report.has_value() == (i < 3));
    CHECK(table.rows[i].faults.empty() == (i < 3));
  }
}

TEST_CASE("Nothing that can be estimated is a fault, told once", "[what-if]") {
  Faults faults;
  const std::vector<Axis> axes{axis(Key::accelerator, {"a100-sxm-80gb"}),
                               axis(Key::precision, {"fp8"}), axis(Key::count, {"8", "16"})};
  what_if(asked(predicted()), axes, SortKey::emissions, faults);
  CHECK(code_of(faults) == "missing-peak");
}

TEST_CASE("A value that cannot be read is a fault of the whole", "[what-if]") {
  Faults faults;
  what_if(asked(predicted()), std::vector<Axis>{axis(Key::count, {"8", "x", "-3"})},
          SortKey::emissions, faults);
  CHECK(code_of(faults) == "not-a-number out-of-range");
}

TEST_CASE("A table has a limit, and the fault says the count", "[what-if]") {
  const Values many(101, "8");
  Faults faults;
  what_if(asked(predicted()), std::vector<Axis>{axis(Key::count, many), axis(Key::tokens, many)},
          SortKey::emissions, faults);
  REQUIRE(code_of(faults) == "too-many-runs");
  CHECK_THAT(faults[0].message, ContainsSubstring("10,201"));
}

TEST_CASE("The base is what was given, or the first combination where that is no run",
          "[what-if]") {
  const Run whole = asked(predicted());
  CHECK_FALSE(table_of(whole, {axis(Key::count, {"8", "512"})}).base_is_row);
  const WhatIf table = table_of(without(predicted(), Key::accelerator),
                                {axis(Key::accelerator, {"a100-sxm-80gb", "h100-sxm"})});
  CHECK(table.base_is_row);
  CHECK(table.base.accelerator->id.view() == "a100-sxm-80gb");
}

TEST_CASE("Names that are no ids are told with what they mean", "[what-if]") {
  const WhatIf table = table_of(asked(predicted()), {axis(Key::accelerator, {"h100", "h100-sxm"}),
                                                     axis(Key::region, {"France", "us"})});
  REQUIRE(table.aliases.size() == 2);
  for (const Alias& alias : table.aliases) {
    CHECK(alias.id == (alias.written == "h100" ? "h100-sxm" : "fr"));
  }
}

TEST_CASE("A given figure that cannot hold for each value is told", "[what-if]") {
  const std::vector<Axis> axes{axis(Key::accelerator, {"a100-sxm-80gb", "h100-sxm"})};
  CHECK(codes_of(table_of(asked(timed()), axes).warnings) == "held-input held-input");
  CHECK(table_of(asked(predicted()), axes).warnings.empty());
}

TEST_CASE("A rate of samples that is given is held for every accelerator", "[what-if]") {
  const Run images = asked({{Key::architecture, "resnet50"},
                            {Key::samples, "1M"},
                            {Key::samples_per_second, "20K"},
                            {Key::count, "8"},
                            {Key::region, "fr"}});
  const WhatIf table = table_of(images, {axis(Key::accelerator, {"a100-sxm-80gb", "h100-sxm"})});
  CHECK(codes_of(table.warnings) == "held-input");
}

TEST_CASE("A rate of work that is given is held for every accelerator", "[what-if]") {
  const WhatIf table = table_of(with(predicted(), {{Key::achieved, "150"}}),
                                {axis(Key::accelerator, {"a100-sxm-80gb", "h100-sxm"})});
  CHECK(codes_of(table.warnings) == "held-input");
}

TEST_CASE("Work that is given is held for every size of the model", "[what-if]") {
  const WhatIf table =
      table_of(with(predicted(), {{Key::flops, "1e22"}}), {axis(Key::parameters, {"7B", "13B"})});
  CHECK(codes_of(table.warnings) == "held-input");
}

TEST_CASE("An axis of years makes no warning of years", "[what-if]") {
  CHECK(table_of(asked(predicted()), {axis(Key::year, {"2020", "2023"})}).warnings.empty());
  CHECK(codes_of(table_of(asked(predicted()), {axis(Key::region, {"fr", "us-ca"})}).warnings) ==
        "mixed-basis");
}

TEST_CASE("Rows by name are in the order of their values", "[what-if]") {
  const WhatIf table =
      table_of(asked(predicted()), {axis(Key::region, {"us", "fr", "pl"})}, SortKey::name);
  CHECK(table.rows[0].values.front() == "fr");
  CHECK(table.rows[1].values.front() == "pl");
  CHECK(table.rows[2].values.front() == "us");
}
