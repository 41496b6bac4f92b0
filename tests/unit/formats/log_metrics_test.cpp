// SPDX-License-Identifier: Apache-2.0
/// Weights & Biases, and MLPerf.
#include "log_reading.hpp"

using namespace plume;
using namespace plume::test;

namespace {

std::string event(const std::string& key, int milliseconds, const std::string& value,
                  const std::string& host = "n0") {
  return ":::MLLOG {\"namespace\": \"\", \"time_ms\": " + std::to_string(milliseconds) +
         ", \"event_type\": \"POINT_IN_TIME\", \"key\": \"" + key + "\", \"value\": " + value +
         ", \"metadata\": {\"host\": \"" + host + "\"}}\n";
}

}  // namespace

TEST_CASE("Weights & Biases' table is read GPU by GPU over its filled cells", "[formats][logs]") {
  const EnergyLog log =
      read_log("_runtime,_timestamp,system.cpu,system.gpu.0.powerWatts,system.gpu.0.temp,"
               "system.gpu.1.powerWatts,system.gpu.process.0.powerWatts,"
               "system.gpu.0.enforcedPowerLimitWatts\n"
               "10,1743580810,1,100,40,50,100,400\n20,1743580820,1,,40,60,,400\n"
               "30,1743580830,1,200,40,NaN,200,400\n40,1743580840,1,,,,,\n");
  CHECK(log.format == "wandb");
  CHECK(log.clock == LogClock::utc);
  CHECK(log.year == 2025);
  REQUIRE(log.meters.size() == 2);
  CHECK(joules_of(log) == 150 * 20 + 55 * 10);
  CHECK(meter_of(log, "gpu 0").readings.size() == 2);
  CHECK(log.rows.read == 4);
  CHECK(log.rows.used == 3);
  CHECK(note_of(log, "log-row-without-power").line == 5);
}

TEST_CASE("Weights & Biases' lines of JSON are read, broken ones left out", "[formats][logs]") {
  const EnergyLog log =
      read_log("{\"gpu.0.powerWatts\": 100, \"_timestamp\": 10.5}\r\n{\"gpu.0.powerWatts\": 1e300, "
               "\"_timestamp\": 11}\n{\"gpu.0.powerWatts\": 300, \"_timestamp\": 12.5}\n"
               "{\"gpu.0.powerWatts\": 300, \"_runtime\": 12.5}\n{\"gpu.0.pow");
  CHECK(log.format == "wandb");
  CHECK(joules_of(log) == 400);
  CHECK(log.rows.read == 5);
  CHECK(log.rows.rejected == 3);
  CHECK(note_of(log, "log-bad-row").line == 5);
  CHECK(note_of(log, "log-bad-value").line == 2);
}

TEST_CASE("A table of Weights & Biases without stamps counts from the run's start",
          "[formats][logs]") {
  const EnergyLog log = read_log("_runtime,gpu.0.powerWatts\n0,10\n10,20\n");
  CHECK(log.clock == LogClock::relative);
  CHECK(joules_of(log) == 150);
}

TEST_CASE("A history of 500 points was sampled down", "[formats][logs]") {
  std::string text = "_timestamp,system.gpu.0.powerWatts\n";
  for (int i = 0; i < 500; ++i) {
    text += std::to_string(1743580800 + i * 30) + ",250\n";
  }
  CHECK(note_of(read_log(text), "log-sampled-down").code == "log-sampled-down");
  CHECK(note_of(read_log(text + "1743600000,250\n"), "log-sampled-down").code.empty());
}

TEST_CASE("MLPerf's nodes are hosts of their own", "[formats][logs]") {
  const EnergyLog log =
      read_log("noise\n" + event("power_reading", 1000, "5000") + "0: " +
               event("power_reading", 1000, "7000", "n1") + event("power_reading", 3000, "6000") +
               event("power_reading", 3000, "7000", "n1") + event("power_reading", 4000, "null") +
               event("power_reading", 5000, "-3") + ":::MLLOG {\"key\": \"power_re");
  CHECK(log.format == "mlperf");
  CHECK(log.clock == LogClock::utc);
  REQUIRE(log.meters.size() == 2);
  CHECK(log.meters[0].host == "n0");
  CHECK(log.meters[1].host == "n1");
  CHECK(log.meters[0].scope == MeterScope::node);
  CHECK(joules_of(log) == 11000 + 14000);
  CHECK(log.rows.read == 7);
  CHECK(log.rows.rejected == 3);
  CHECK(note_of(log, "log-bad-row").line == 6);
}

TEST_CASE("MLPerf's training log marks blocks and evaluations", "[formats][logs]") {
  const std::vector<LogFile> files{
      {"node_0.txt", event("conversion_eff", 0, "0.94") + event("power_reading", 1000, "100") +
                         event("power_reading", 61000, "100")},
      {"result_0.txt", event("init_start", 500, "null") + event("init_stop", 2000, "null") +
                           event("block_start", 2000, "null") + event("epoch_start", 2000, "1") +
                           event("epoch_stop", 20000, "1") + event("block_stop", 30000, "null") +
                           event("eval_start", 30000, "null") + event("eval_stop", 34000, "null") +
                           event("block_start", 34000, "null")}};
  const auto logs = read_logs(files, {});
  REQUIRE(logs.size() == 1);
  const auto& steps = logs[0].steps;
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].kind == StepKind::setup);
  CHECK(steps[1].kind == StepKind::train);
  CHECK(steps[1].begin == 2);
  CHECK(steps[1].end == 30);
  CHECK(steps[2].kind == StepKind::evaluation);
  CHECK_THAT(note_of(logs[0], "log-conversion-efficiency").message, ContainsSubstring("0.94"));
}

TEST_CASE("An MLPerf training log alone has no energy", "[formats][logs]") {
  CHECK(refusal_of(event("run_start", 1000, "null")).code == "log-no-readings");
}
