// SPDX-License-Identifier: Apache-2.0
#include "plume/models/llmcarbon.hpp"
#include "plume/models/opencarboneval.hpp"
#include "published/published.hpp"

#include <cmath>
#include <map>

using namespace plume;
using published::Json;

namespace {

Json suite(const std::string& name) {
  std::ifstream in("data/published/" + name + ".json");
  REQUIRE(in);
  Json document = Json::parse(in);
  CHECK(document.at("suite") == name);
  CHECK(find_source(document.at("source").get<std::string>()) != nullptr);
  return document;
}

/// A reported figure's value as the report has it, in the unit of the row.
double in_report(const Report& report, const std::string& quantity, const std::string& unit) {
  const std::map<std::string, double> known{
      {"emissions/t", report.operational.value.in(tonnes)},
      {"device_hours/h", report.device_time.value.in(hours)},
      {"embodied/kg", report.embodied.value.in(kilograms)},
  };
  return known.at(quantity + "/" + unit);
}

void check_rows(const std::string& name, std::size_t rows) {
  const Json document = suite(name);
  REQUIRE(document.at("rows").size() == rows);
  for (const Json& row : document.at("rows")) {
    INFO(row.at("id"));
    REQUIRE(row.at("run").at("method") == row.at("method"));
    const Report report = published::estimate(row.at("run"));
    for (const auto& [quantity, reported] : row.at("reported").items()) {
      INFO(quantity);
      CHECK_THAT(
          in_report(report, quantity, reported.at("unit")),
          WithinRel(reported.at("value").get<double>(), reported.at("tolerance").get<double>()));
    }
  }
}

}  // namespace

TEST_CASE("OpenCarbonEval's 67 leaderboard and 6 evaluation rows are reproduced", "[published]") {
  check_rows("opencarboneval", 67 + 6);
}

TEST_CASE("LLMCarbon's five models and the embodied emissions of XLM are reproduced",
          "[published]") {
  check_rows("llmcarbon", 5 + 1);
}

TEST_CASE("OpenCarbonEval's GPT-3 is 562.6979538619 t", "[published]") {
  const Report report = published::estimate(Json::parse(R"({
    "training": {"flops": 3.14e23}, "hardware": {"accelerator": "v100-sxm2-32gb"},
    "site": {"grid_intensity": 409}, "method": "opencarboneval-v1"})"));
  CHECK_THAT(report.operational.value.in(tonnes), WithinRel(562.6979538619, 1e-12));
}

TEST_CASE("OpenCarbonEval's equation is solved for the nine reference times", "[published]") {
  struct Vector {
    double lg_alpha, teraflop, seconds;
  };
  for (const Vector& v : std::to_array<Vector>({{-6.596338, 1e6, 3126426.7833529995},
                                                {-4.165596, 1e8, 16561612.841814872},
                                                {-2.5602428817952507, 3.14e11, 18736679735.845795},
                                                {-0.17240877050385794, 3.14e11, 14282271102.018957},
                                                {2.277226, 3.14e11, 11457585707.11785},
                                                {8.298062, 5.3e8, 15295779.38363462},
                                                {37.063792, 3.12e11, 2939402874.4962406},
                                                {110.906848, 6.3e12, 22644306568.784355},
                                                {123.102959, 6.3e12, 20574628952.69052}})) {
    INFO(v.lg_alpha);
    const Time time = logarithmic_device_time(flop(v.teraflop * 1e12), v.lg_alpha);
    CHECK_THAT(time.in(seconds), WithinRel(v.seconds, 1e-9));
  }
}

TEST_CASE("LLMCarbon's plan of GPT-3 is the authors'", "[published]") {
  const ParallelismFits fits{.tensor = {-8.82079068e-20, 1.68591116e-9, 133.954735},
                             .pipeline = {-5.60233749e-23, 8.45435587e-11, 134.546129},
                             .devices = {-2.12910565e-21, 4.39684339e-9, 799.173057},
                             .batch = {-0.429439186, 52.1376002, 1437.37095},
                             .memory_share = 0.03};
  const Parallelism a100 = plan_parallelism(fits, 175e9, 80);
  CHECK(a100.tensor == 8);
  CHECK(a100.pipeline == 10);
  CHECK(a100.data == 19);
  CHECK(a100.devices == 1520);
  CHECK(a100.batch == 1912);
  CHECK_THAT(a100.rate.in(teraflop_per_second), WithinRel(147.63, 1e-4));
  const Parallelism v100 = plan_parallelism(fits, 175e9, 32);
  CHECK(v100.tensor == 8);
  CHECK(v100.pipeline == 23);
  CHECK(v100.data == 20);
  CHECK(v100.devices == 3680);
}

TEST_CASE("LLMCarbon's own prediction of GPT-3 on the V100 is 45.43 TFLOP/s", "[published]") {
  const Report report = published::estimate(Json::parse(R"({
    "model": {"parameters": 175e9}, "training": {"tokens": 300e9},
    "hardware": {"accelerator": "v100-sxm2-32gb", "power": 330},
    "site": {"grid_intensity": 429, "pue": 1.1}, "method": "llmcarbon"})"));
  REQUIRE(report.mfu);
  CHECK_THAT(report.mfu->value * 125, WithinRel(45.43, 1e-4));
  CHECK_THAT(report.wall_time.value.in(days), WithinRel(3.15e23 / (3680 * 45.43e12) / 86400, 1e-4));
}
