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

TEST_CASE("Without a power a node draws its ratio of the rating", "[pipeline]") {
  std::vector<std::pair<Key, std::string>> run = timed();
  std::erase_if(
      run, [](const auto& flag) { return flag.first == Key::power || flag.first == Key::count; });
  const double node = 700 * constant(Constant::tdp_ratio_data_centre).value;
  for (const char* count : {"1", "8"}) {
    const Report report = estimated(with(run, {{Key::count, count}}));
    INFO(count);
    CHECK_THAT(system_watts(report), WithinRel(node, 1e-12));
    CHECK(input(report, "power_ratio").status == Status::catalogue);
    CHECK_FALSE(has_input(report, "multi_node_ratio"));
    CHECK_FALSE(warns(report, "assumed-power"));
  }
}

TEST_CASE("An accelerator among many nodes draws another share than in one", "[pipeline]") {
  const Report report = estimated(without(timed(), Key::power));
  const Figure& many = constant(Constant::multi_node_power);
  CHECK_THAT(system_watts(report),
             WithinRel(700 * constant(Constant::tdp_ratio_data_centre).value * many.value, 1e-12));
  CHECK(input(report, "multi_node_ratio").value == many.value);
  CHECK(input(report, "multi_node_ratio").status == Status::catalogue);
  CHECK_FALSE(warns(report, "assumed-power"));
}

TEST_CASE("A second node widens the interval and takes no step in the emissions", "[pipeline]") {
  const auto in_nodes = [](const std::string& count) {
    return estimated(asked({{Key::wall_hours, "10"},
                            {Key::accelerator, "h100-sxm"},
                            {Key::count, count},
                            {Key::pue, "1.1"},
                            {Key::region, "fr"}}));
  };
  const Report one = in_nodes("8");
  const Report two = in_nodes("16");
  CHECK_THAT(two.total.value / one.total.value, WithinRel(2.0, 1e-12));
  CHECK(two.it_energy.low() / two.it_energy.value < one.it_energy.low() / one.it_energy.value);
}

TEST_CASE("A measured system power goes before the rating", "[pipeline]") {
  std::vector<std::pair<Key, std::string>> run = timed();
  std::erase_if(run, [](const auto& flag) { return flag.first == Key::power; });
  const Report report = estimated(with(run, {{Key::accelerator, "v100"}}));
  CHECK_THAT(system_watts(report), WithinRel(325.0, 1e-12));
}

namespace {

/// Watts that a consumer's board is rated for.
constexpr double rated = 450;

Report at_desk(const std::string& kind) {
  return estimated(asked({{Key::wall_hours, "10"},
                          {Key::accelerator, "rtx-4090"},
                          {Key::region, "fr"},
                          {Key::kind, kind}}));
}

}  // namespace

TEST_CASE("A machine at a desk is its board and its rest, assumed and told", "[pipeline]") {
  const Report report = at_desk("language");
  REQUIRE(input(report, "tdp").value == rated);
  CHECK_THAT(system_watts(report), WithinRel(rated * constant(Constant::board_ratio).value +
                                                 constant(Constant::rest_of_workstation).value,
                                             1e-12));
  CHECK(input(report, "board_ratio").status == Status::assumed);
  CHECK(input(report, "rest_of_system").status == Status::assumed);
  CHECK(input(report, "rest_of_system").unit == "W");
  CHECK_FALSE(has_input(report, "power_ratio"));
  CHECK(warns(report, "assumed-power"));
}

TEST_CASE("A model that leaves the matrix units idle draws less of a board", "[pipeline]") {
  const Report report = at_desk("other");
  CHECK(input(report, "board_ratio").value == constant(Constant::board_ratio_other).value);
  CHECK(system_watts(report) < system_watts(at_desk("language")));
}

TEST_CASE("The energy of the boards stands beside that of the system", "[pipeline]") {
  const Report report = estimated(without(timed(), Key::power));
  REQUIRE(report.board_energy);
  CHECK_THAT(report.board_energy->value.in(kilowatt_hours),
             WithinRel(355.0 * 64 * 0.7 * constant(Constant::board_ratio).value, 1e-12));
  CHECK(report.board_energy->value < report.it_energy.value);
}

TEST_CASE("A given power says the energy of the boards only where it is theirs", "[pipeline]") {
  CHECK_FALSE(estimated(asked(timed())).board_energy);
  const Report boards = estimated(with(timed(), {{Key::power_scope, "board"}}));
  REQUIRE(boards.board_energy);
  CHECK_THAT(boards.board_energy->value.in(kilowatt_hours), WithinRel(355.0 * 64 * 0.85, 1e-12));
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
