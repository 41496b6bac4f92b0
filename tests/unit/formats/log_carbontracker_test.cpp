// SPDX-License-Identifier: Apache-2.0
#include "log_reading.hpp"

#include <cmath>

using namespace plume;
using namespace plume::test;

namespace {

std::string standard(const std::string& version, const std::string& devices) {
  return "2025-04-02 10:00:00 - carbontracker version " + version +
         "\n2025-04-02 10:00:00 - The following components were found: GPU with device(s) " +
         devices + ". CPU with device(s) cpu:0.\n";
}

std::string epoch(int number, const std::string& time, const std::string& duration,
                  const std::string& gpu, const std::string& cpu) {
  const std::string stamp = "2025-04-02 " + time + " - ";
  return stamp + "Epoch " + std::to_string(number) + ":\n" + stamp + "Duration: " + duration +
         "\n" + stamp + "Average power usage (W) for gpu: " + gpu + "\n" + stamp +
         "Average power usage (W) for cpu: " + cpu + "\n";
}

const std::string output =
    "2025-04-02 10:01:00 - CarbonTracker: \nPredicted consumption for 9 epoch(s):\n"
    "\tTime:\t1:00:00\n\tEnergy:\t9.5 kWh\n\tCO2eq:\t900 g\n"
    "2025-04-02 10:03:00 - CarbonTracker: \nActual consumption for 2 epoch(s):\n"
    "\tTime:\t0:02:00\n\tEnergy:\t0.0158 kWh\n\tCO2eq:\t5.5 g\n\tThis is equivalent to:\n"
    "\t0.05 km travelled by car\n";

}  // namespace

TEST_CASE("carbontracker's epochs are energies without PUE", "[formats][logs]") {
  const EnergyLog log =
      read_log(standard("2.4.3", "NVIDIA A40") + epoch(1, "10:01:00", "0:00:50.50", "200", "40") +
               epoch(2, "10:02:00", "0:00:40", "210.5", "None"));
  CHECK(log.format == "carbontracker");
  CHECK(log.clock == LogClock::local);
  CHECK(log.pue_inside == 1);
  CHECK(log.accelerator == "NVIDIA A40");
  const Meter& gpu = meter_of(log, "gpu 0");
  CHECK(gpu.name == "NVIDIA A40");
  CHECK(gpu.readings[0].value == 200 * 50.5);
  CHECK(gpu.readings[0].span == 50.5);
  CHECK(std::isnan(meter_of(log, "cpu 0").readings[1].value));
  CHECK(joules_of(log) == 240 * 50.5 + 210.5 * 40);
  REQUIRE(log.steps.size() == 2);
  CHECK(log.steps[0].joules == 240 * 50.5);
  CHECK_FALSE(log.steps[1].joules.has_value());
  CHECK(note_of(log, "log-missing-value").line == 8);
}

TEST_CASE("A list of carbontracker's devices may go on behind a line's end", "[formats][logs]") {
  const EnergyLog log = read_log(standard("1.1.3", "Tesla P40, Tesla P40") +
                                 epoch(1, "10:01:00", "0:00:10", "[100.5\n 120.5 ]", "[30]") +
                                 epoch(2, "10:02:00", "0:00:10", "[None]", "[30]"));
  CHECK(meter_of(log, "gpu 1").readings[0].value == 1205);
  CHECK(joules_of(log) == 1005 + 1205 + 600);
  CHECK(log.accelerators == 2.0);
  CHECK(note_of(log, "log-average-over-devices").code.empty());
}

TEST_CASE("carbontracker since 2.0 averages over devices, which is told", "[formats][logs]") {
  const EnergyLog log =
      read_log(standard("2.0.1", "A40, A40") + epoch(1, "10:01:00", "0:00:10", "200", "40"));
  CHECK(note_of(log, "log-average-over-devices").line == 1);
}

TEST_CASE("carbontracker's output has a PUE inside that it does not say", "[formats][logs]") {
  const EnergyLog log = read_log(output);
  CHECK(log.pue_inside == 1.58);
  CHECK_THAT(joules_of(log) / log.pue_inside, WithinRel(36000, 1e-12));
  CHECK(log.emissions == 0.0055);
  CHECK(log.meters.front().readings.front().span == 120);
  CHECK(note_of(log, "log-pue-assumed").line == 7);
}

TEST_CASE("Both logs of a carbontracker run are one", "[formats][logs]") {
  const std::vector<LogFile> files{
      {"run_1_carbontracker_output.log", output},
      {"run_1_carbontracker.log",
       standard("2.4.3", "A40") + epoch(1, "10:01:00", "0:00:10", "200", "40")}};
  const auto logs = read_logs(files, {});
  REQUIRE(logs.size() == 1);
  CHECK(joules_of(logs[0]) == 2400);
  CHECK(logs[0].pue_inside == 1);
  CHECK(logs[0].emissions == 0.0055);
  CHECK(logs[0].rows.merged == 1);
}

TEST_CASE("Outputs of other carbontracker runs are added without their PUE", "[formats][logs]") {
  const std::string epochs =
      standard("2.4.3", "A40") + epoch(1, "10:01:00", "0:00:10", "200", "40");
  const std::vector<LogFile> files{{"run_1_carbontracker.log", epochs},
                                   {"run_2_carbontracker_output.log", output},
                                   {"run_1_carbontracker_output.log", output}};
  const auto logs = read_logs(files, {});
  REQUIRE(logs.size() == 1);
  CHECK_THAT(joules_of(logs[0]), WithinRel(2400 + 36000, 1e-9));
  CHECK(logs[0].rows.read == 3);
  CHECK(logs[0].rows.used == 2);
  CHECK(logs[0].rows.merged == 1);
}

TEST_CASE("A carbontracker log without an epoch is refused", "[formats][logs]") {
  CHECK(refusal_of(standard("2.4.3", "A40")).code == "log-no-readings");
  CHECK(refusal_of(standard("2.4.3", "A40") + epoch(1, "10:01:00", "soon", "200", "40")).code ==
        "log-no-readings");
}
