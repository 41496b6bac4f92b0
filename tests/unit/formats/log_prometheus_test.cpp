// SPDX-License-Identifier: Apache-2.0
#include "sensor_logs.hpp"

using namespace plume;
using namespace plume::test;

namespace {

std::string board(const std::string& metric, const std::string& uuid, const std::string& value,
                  const std::string& more = "") {
  return metric + "{gpu=\"0\",UUID=\"" + uuid + "\",modelName=\"NVIDIA A10\",Hostname=\"n1\"" +
         more + "} " + value + "\n";
}

const std::string counter = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION";
const std::string gauge = "DCGM_FI_DEV_POWER_USAGE";

std::string answer(const std::string& series) {
  return R"({"status":"success","data":{"resultType":"matrix","result":[)" + series + "]}}";
}

}  // namespace

TEST_CASE("Scrapes: the counter of a board goes before its power", "[logs]") {
  const auto scrape = [](const std::string& energy) {
    return "# TYPE " + gauge + " gauge\n" + board(gauge, "GPU-a", "70") +
           board(counter, "GPU-a", energy) + board(counter, "GPU-b", energy);
  };
  const EnergyLog log = read_texts({scrape("1000000"), scrape("3500000")}, every(30));
  CHECK(log.format == "prometheus");
  REQUIRE(log.meters.size() == 2);
  CHECK(log.meters[0].kind == ReadingKind::counter);
  CHECK(log.meters[0].host == "n1");
  CHECK(log.meters[0].name == "NVIDIA A10");
  CHECK(joules_of(log) == 5000);
  CHECK(log.rows.merged == 2);
  CHECK(log.accelerators == 2);
}

TEST_CASE("Scrapes: several may stand in one file, with times or without", "[logs]") {
  const std::string two = board(counter, "GPU-a", "1e6") + board(counter, "GPU-a", "2e6");
  CHECK(joules_of(read_text(two, every(5))) == 1000);
  CHECK(refusal({two}) == "log-no-times");
  const EnergyLog timed = read_text(board(counter, "GPU-a", "1e6 1777888800000") +
                                    board(counter, "GPU-a", "2e6 1777888805000"));
  CHECK(timed.clock == LogClock::utc);
  CHECK(timed.meters[0].readings[1].time - timed.meters[0].readings[0].time == 5);
}

TEST_CASE("Scrapes: instances of one board count once", "[logs]") {
  const auto scrape = [](const std::string& power) {
    return board(gauge, "GPU-a", power, ",GPU_I_ID=\"1\"") +
           board(gauge, "GPU-a", power, ",GPU_I_ID=\"2\"");
  };
  const EnergyLog log = read_texts({scrape("100"), scrape("300")}, every(10));
  CHECK(log.meters.size() == 1);
  CHECK(joules_of(log) == 2000);
  CHECK(log.rows.merged == 2);
  CHECK(has_note(log, "log-board-of-instances"));
}

TEST_CASE("Scrapes: blanks of DCGM are no values, and odd lines are told", "[logs]") {
  const std::string blanks = board(counter, "GPU-b", "9223372036854775794") +
                             board(counter, "GPU-c", "140737488355328") +
                             board(gauge, "GPU-d", "NaN") + board(gauge, "GPU-e", "+Inf") + gauge +
                             "{gpu=\"0\n" + gauge + "\n";
  const EnergyLog log = read_texts(
      {board(counter, "GPU-a", "0") + blanks, board(counter, "GPU-a", "5000") + blanks}, every(1));
  CHECK(log.meters.size() == 1);
  CHECK(joules_of(log) == 5);
  CHECK(has_note(log, "log-missing-value"));
  CHECK(has_note(log, "log-bad-value"));
  CHECK(has_note(log, "prometheus-bad-sample"));
}

TEST_CASE("Scrapes: Kepler's packages and memory count, cores and containers do not", "[logs]") {
  const auto scrape = [](const std::string& n) {
    const auto zone = [&](const std::string& name) {
      return "kepler_node_cpu_joules_total{node_name=\"n\",path=\"/" + name + "\",zone=\"" + name +
             "\"} " + n + "\n";
    };
    return zone("package") + zone("dram") + zone("core") + zone("psys") + zone("moon") +
           "kepler_container_cpu_joules_total{container_id=\"a\\\"}b\",zone=\"package\"} " + n +
           "\nkepler_node_gpu_joules_total{gpu=\"0\",gpu_uuid=\"GPU-x\",node_name=\"n\"} " + n +
           "\n";
  };
  const EnergyLog log = read_texts({scrape("100"), scrape("400.5")}, every(60));
  REQUIRE(log.meters.size() == 3);
  CHECK_THAT(joules_of(log), WithinAbs(901.5, 1e-9));
  CHECK(has_note(log, "log-shares-left-out"));
  CHECK(has_note(log, "prometheus-unknown-zone"));
}

TEST_CASE("Scrapes: old Kepler's dynamic and idle parts add up", "[logs]") {
  const auto scrape = [](const std::string& n) {
    return "kepler_node_package_joules_total{instance=\"n\",mode=\"dynamic\",package=\"0\"} " + n +
           "\nkepler_node_package_joules_total{instance=\"n\",mode=\"idle\",package=\"0\"} " + n +
           "\nkepler_node_platform_joules_total{instance=\"n\",mode=\"idle\"} " + n + "\n";
  };
  CHECK(joules_of(read_texts({scrape("1"), scrape("4")}, every(1))) == 6);
}

TEST_CASE("Answers of Prometheus: series of one board are one, whatever runs on it", "[logs]") {
  const std::string metric = R"({"metric":{"__name__":"DCGM_FI_DEV_POWER_USAGE","UUID":"GPU-a")";
  const EnergyLog log = read_text(answer(
      metric + R"(,"pod":"a"},"values":[[1777888800,"100"],[1777888810,"100"]]},)" + metric +
      R"(,"pod":"b"},"values":[[1777888810,"100"],[1777888820,"NaN"],[1777888830,"200"]]})"));
  CHECK(log.format == "prometheus-range");
  REQUIRE(log.meters.size() == 1);
  CHECK(joules_of(log) == 1000 + 3000);
  CHECK(log.rows.merged == 1);
  CHECK(log.clock == LogClock::utc);
}

TEST_CASE("Answers of Prometheus: what is no series of energy is told", "[logs]") {
  CHECK(refusal({R"({"status":"error","error":"parse error","data":{"resultType":""}})"}) ==
        "prometheus-error");
  CHECK(refusal({R"({"status":"success","data":{"resultType":"matrix"}})"}) ==
        "prometheus-no-result");
  CHECK(refusal({answer(R"({"metric":{},"values":[[1,"2"],[2,"2"]]})")}) == "log-no-readings");
  CHECK(refusal({answer(R"({"metric":{},"values":[[1,"2")")}) == "log-bad-json");
  const EnergyLog log =
      read_text(answer(R"({"metric":{"__name__":"up"},"values":[[1,"1"]]},)"
                       R"({"metric":{"__name__":"kepler_node_gpu_watts","gpu":"0"},"values":)"
                       R"([[1,"5"],["x","5"],[3,"5"],[4],[1e300,"5"]]})"));
  CHECK(joules_of(log) == 10);
  CHECK(has_note(log, "prometheus-unknown-series"));
  CHECK(has_note(log, "prometheus-bad-sample"));
}
