// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

Run after_flag(std::string_view manifest, Key key, std::string_view text) {
  Answer answer = read(manifest);
  REQUIRE(code_of(answer.faults).empty());
  read_flag(field(key), text, answer.run, answer.faults);
  REQUIRE(code_of(answer.faults).empty());
  return answer.run;
}

}  // namespace

TEST_CASE("A flag overrides the manifest's value of the same key", "[pipeline]") {
  const Run run = after_flag(R"({"site": {"pue": 1.5}})", Key::pue, "1.1");
  CHECK(run.number(Key::pue).value == 1.1);
  CHECK(run.origin(Key::pue).where == Origin::Where::flag);
}

TEST_CASE("A flag displaces what says the same thing in the manifest", "[pipeline]") {
  struct Row {
    std::string_view manifest;
    Key flag;
    std::string_view text;
    Key displaced;
  };
  const Row table[] = {
      {R"({"hardware": {"hours": 10}})", Key::device_hours, "80", Key::wall_hours},
      {R"({"hardware": {"device_hours": 80}})", Key::wall_hours, "10", Key::device_hours},
      {R"({"training": {"samples": 5}})", Key::tokens, "1B", Key::samples},
      {R"({"training": {"flops": 1e20}})", Key::tokens, "1B", Key::flops},
      {R"({"training": {"tokens": 5}})", Key::samples, "1M", Key::tokens},
      {R"({"hardware": {"accelerator": "h100"}})", Key::instance, "aws:p5.48xlarge",
       Key::accelerator},
      {R"({"hardware": {"instance": "aws:p5.48xlarge"}})", Key::accelerator, "a100", Key::instance},
      {R"({"hardware": {"accelerator": {"tdp": 400}}})", Key::accelerator, "a100",
       Key::accelerator_tdp},
      {R"({"site": {"grid_intensity": 400}})", Key::region, "fr", Key::grid_intensity},
  };
  for (const Row& row : table) {
    INFO(row.manifest << " " << field(row.flag).flag);
    const Run run = after_flag(row.manifest, row.flag, row.text);
    CHECK(run.has(row.flag));
    CHECK_FALSE(run.has(row.displaced));
  }
}

TEST_CASE("One flag never displaces another", "[pipeline]") {
  const Run run = asked({{Key::grid_intensity, "400"}, {Key::region, "fr"}});
  CHECK(run.has(Key::grid_intensity));
  CHECK(run.has(Key::region));
}

TEST_CASE("A flag that says hours displaces the manifest's predicted rate or utilisation",
          "[pipeline]") {
  // What is less trusted than hours stays, and the report says that it is not used.
  const Run run = after_flag(
      R"({"hardware": {"mfu": 0.4, "count": 8, "accelerator": "h100"}, "site": {"region": "fr"}})",
      Key::wall_hours, "10");
  const Report report = estimated(run);
  CHECK(warns(report, "unused-input"));
}

TEST_CASE("A flag that is wrong changes nothing and is named", "[pipeline]") {
  Answer answer = read(R"({"site": {"pue": 1.5, "grid_intensity": 400}})");
  read_flag(field(Key::region), "", answer.run, answer.faults);
  read_flag(field(Key::pue), "0.5", answer.run, answer.faults);
  CHECK(code_of(answer.faults) == "empty-value out-of-range");
  CHECK(answer.faults[1].origin.where == Origin::Where::flag);
  CHECK(answer.faults[1].key == "site.pue");
  CHECK(answer.run.has(Key::grid_intensity));
  CHECK(answer.run.number(Key::pue).value == 1.5);
}

TEST_CASE("A flag given twice counts as it was given last", "[pipeline]") {
  const Run run = asked({{Key::pue, "1.5"}, {Key::pue, "1.2"}});
  CHECK(run.number(Key::pue).value == 1.2);
}
