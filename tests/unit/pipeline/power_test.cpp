// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

double system_watts(const Report& report) {
  return report.it_energy.value.in(kilowatt_hours)*1000 / report.device_time.value.in(hours);
}

}  // namespace

TEST_CASE("A power given is the system's unless it says board", "[pipeline]") {
  CHECK_THAT(system_watts(estimated(asked(timed()))), WithinRel(850.0, 1e-12));
  const Report board = estimated(with(timed(), {{Key::power_scope, "board"}}));
  CHECK_THAT(system_watts(board), WithinRel(850.0 * 1.35, 1e-12));
  CHECK(warns(board, "assumed-rest-of-system"));
}

TEST_CASE("Without a power a data centre's accelerator draws 1.2 times its rating", "[pipeline]") {
  const Report report = estimated(without(timed(), Key::power));
  CHECK_THAT(system_watts(report), WithinRel(840.0, 1e-12));
  CHECK(input(report, "power_ratio").status == Status::catalogue);
  CHECK_FALSE(warns(report, "assumed-power"));
}

TEST_CASE("A measured system power goes before the rating", "[pipeline]") {
  std::vector<std::pair<Key, std::string>> run = timed();
  std::erase_if(run, [](const auto& flag) { return flag.first == Key::power; });
  const Report report = estimated(with(run, {{Key::accelerator, "v100"}}));
  CHECK_THAT(system_watts(report), WithinRel(325.0, 1e-12));
}

TEST_CASE("The power of a workstation's board is assumed, and told", "[pipeline]") {
  const Report report = estimated(
      asked({{Key::wall_hours, "10"}, {Key::accelerator, "rtx-4090"}, {Key::region, "fr"}}));
  CHECK(input(report, "power_ratio").status == Status::assumed);
  CHECK(warns(report, "assumed-power"));
}

TEST_CASE("A described accelerator needs nothing of the catalogue", "[pipeline]") {
  const Answer answer = read(R"({
    "model": {"parameters": "1B"}, "training": {"tokens": "1B"},
    "hardware": {"accelerator": {"name": "mine", "tdp": "200 W", "fp16": 100, "embodied": "100 kg"},
                 "count": 4, "mfu": 0.3},
    "site": {"grid_intensity": 100, "pue": 1.2}})");
  REQUIRE(code_of(answer.faults).empty());
  const Report report = estimated(answer.run);
  CHECK(input(report, "tdp").value == 200);
  CHECK(input(report, "embodied_device").value == 100);
  CHECK(input(report, "embodied_device").status == Status::given);
  CHECK_THAT(system_watts(report), WithinRel(200 * 1.2, 1e-12));
}

TEST_CASE("A described accelerator without its rating needs a power", "[pipeline]") {
  const Answer answer = read(R"({"hardware": {"accelerator": {"fp16": 100}, "hours": 5}})");
  CHECK(code_of(answer.run) == "missing-power");
}

TEST_CASE("A described accelerator without a peak needs hours", "[pipeline]") {
  const Answer answer = read(R"({"model": {"parameters": "1B"}, "training": {"tokens": "1B"},
                                 "hardware": {"accelerator": {"tdp": 100}}})");
  CHECK(code_of(answer.run) == "missing-peak");
}

TEST_CASE("Every assumed figure is refused when asked to be strict", "[pipeline]") {
  const Report report = estimated(without(timed(), Key::region));
  Faults refused = strict_faults(report);
  std::size_t assumed = 0;
  for (const Input& each : report.inputs) {
    assumed += each.status == Status::assumed ? 1 : 0;
  }
  CHECK(assumed > 0);
  CHECK(refused.size() >= assumed);
  CHECK_THAT(code_of(refused), ContainsSubstring("strict-assumed"));
}

TEST_CASE("The steps are written only when asked for, and end in the total", "[pipeline]") {
  CHECK(estimated(asked(predicted())).steps.empty());
  const Report report = estimated(asked(predicted()), Detail::steps);
  REQUIRE(report.steps.size() >= 8);
  CHECK(report.steps.front().title == "Work");
  CHECK(report.steps.back().title == "Total");
}
