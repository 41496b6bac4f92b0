// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

TEST_CASE("A report is read as the run it reports", "[pipeline]") {
  const Answer answer = read(R"({
  "schema": "plume.report/1",
  "run": {"name": "a", "site": {"pue": 1.1}},
  "plume": "0.1.0",
  "emissions": {"unit": "kgCO2e"}
})");
  CHECK(code_of(answer.faults).empty());
  CHECK(answer.run.text(Key::name) == "a");
  CHECK(answer.run.number(Key::pue).value == 1.1);
}

TEST_CASE("A fault in a report's run is told at its place", "[pipeline]") {
  constexpr std::string_view text =
      R"({"schema": "plume.report/1", "run": {"site": {"pue": 0.1}}})";
  const Answer answer = read(text);
  REQUIRE(code_of(answer.faults) == "out-of-range");
  CHECK(text.substr(answer.faults[0].origin.offset, 3) == "0.1");
}

TEST_CASE("A report without a run is refused", "[pipeline]") {
  CHECK_FALSE(read(R"({"schema": "plume.report/1", "name": "a"})").faults.empty());
  CHECK_FALSE(read(R"({"schema": "plume.report/1", "run": 5})").faults.empty());
}

TEST_CASE("A report cut short is refused", "[pipeline]") {
  constexpr std::string_view text =
      R"({"schema": "plume.report/1", "run": {"name": "a"}, "plume": "0.1.0"})";
  REQUIRE(code_of(read(text).faults).empty());
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO("cut to " << size << " bytes");
    CHECK_FALSE(read(text.substr(0, size)).faults.empty());
  }
}

TEST_CASE("A run that only names a report's schema is no report", "[pipeline]") {
  CHECK(code_of(read(R"({"name": "\"plume.report/"})").faults).empty());
  const Answer answer = read(R"({"name": "plume.report/1", "site": {"pue": 1.1}})");
  CHECK(code_of(answer.faults).empty());
  CHECK(answer.run.number(Key::pue).value == 1.1);
}
