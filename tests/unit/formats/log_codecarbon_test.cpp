// SPDX-License-Identifier: Apache-2.0
#include "log_reading.hpp"

using namespace plume;
using namespace plume::test;

namespace {

constexpr double kilowatt_hour = 3.6e6;

const std::string header =
    "timestamp,project_name,run_id,duration,emissions,cpu_energy,gpu_energy,ram_energy,"
    "energy_consumed,country_name,country_iso_code,region,cloud_region,cpu_model,gpu_count,"
    "gpu_model,ram_total_size,tracking_mode,on_cloud,pue\n";

/// A row of that header: run, time of day, seconds, kWh of CPU, GPU and RAM, PUE.
std::string row(const std::string& run, const std::string& time, int seconds, double cpu,
                double gpu, double ram, const std::string& pue,
                const std::string& mode = "machine") {
  return "2025-04-02T" + time + ",toy," + run + "," + std::to_string(seconds) + ",0.5," +
         std::to_string(cpu) + "," + std::to_string(gpu) + "," + std::to_string(ram) + "," +
         std::to_string(cpu + gpu + ram) + ",Norway,NOR,\"Viken, \u00f8st\",,Xeon,4," +
         "4 x NVIDIA H100 80GB HBM3,512," + mode + ",N," + pue + "\n";
}

}  // namespace

TEST_CASE("CodeCarbon's energies are read by part, with what the rows say", "[formats][logs]") {
  const EnergyLog log = read_log(header + row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "1.0") +
                                 row("b", "12:00:00", 1200, 0.2, 1.0, 0.1, "1.0"));
  CHECK(log.format == "codecarbon");
  CHECK(log.clock == LogClock::local);
  REQUIRE(log.meters.size() == 3);
  const Meter& gpu = meter_of(log, "gpu");
  CHECK(gpu.scope == MeterScope::board);
  CHECK(gpu.kind == ReadingKind::energy);
  CHECK(gpu.sensor == "gpu_energy");
  CHECK_THAT(gpu.readings[0].value, WithinRel(0.5 * kilowatt_hour, 1e-12));
  CHECK(gpu.readings[0].span == 600);
  CHECK(gpu.readings[1].time - gpu.readings[0].time == 7200);
  CHECK(meter_of(log, "cpu").scope == MeterScope::package);
  CHECK(meter_of(log, "ram").scope == MeterScope::memory);
  CHECK_THAT(joules_of(log), WithinRel(1.95 * kilowatt_hour, 1e-9));
  CHECK(log.emissions == 1.0);
  CHECK(log.hours == 0.5);
  CHECK(log.region == "NOR");
  CHECK(log.accelerator == "NVIDIA H100 80GB HBM3");
  CHECK(log.accelerators == 4.0);
  CHECK(log.year == 2025);
  CHECK(log.pue_inside == 1);
  CHECK(log.notes.empty());
}

TEST_CASE("Cumulative rows of one run count once, rows without a run each", "[formats][logs]") {
  const EnergyLog log =
      read_log(header + row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "") +
               row("a", "10:20:00", 1800, 0.3, 1.5, 0.15, "0") +
               row("a", "10:10:00", 1200, 0.2, 1.0, 0.1, "") +
               row("", "11:00:00", 60, 0.1, 0, 0.1, "") + row("", "12:00:00", 60, 0.1, 0, 0.1, ""));
  CHECK_THAT(joules_of(log), WithinRel(2.35 * kilowatt_hour, 1e-9));
  CHECK(log.rows.read == 5);
  CHECK(log.rows.used == 3);
  CHECK(log.rows.merged == 2);
  CHECK(note_of(log, "log-accelerator-without-energy").line == 5);
}

TEST_CASE("A PUE inside CodeCarbon's energies is told, and several are put to the first",
          "[formats][logs]") {
  const EnergyLog log = read_log(header + row("a", "10:00:00", 600, 0.1, 0.2, 0.3, "1.5") +
                                 row("b", "12:00:00", 600, 0.1, 0.1, 0.1, "1.0"));
  CHECK(log.pue_inside == 1.5);
  CHECK_THAT(joules_of(log) / log.pue_inside, WithinRel(0.7 * kilowatt_hour, 1e-9));
  CHECK(note_of(log, "log-pue-inside").line == 2);
}

TEST_CASE("Processes that each measured the whole machine count once", "[formats][logs]") {
  const std::string first = row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "1");
  const EnergyLog ranks =
      read_log(header + first + row("b", "10:00:01", 590, 0.09, 0.49, 0.04, "1"));
  CHECK_THAT(joules_of(ranks), WithinRel(0.65 * kilowatt_hour, 1e-9));
  CHECK(note_of(ranks, "log-overlapping-runs").line == 3);
  CHECK(ranks.rows.merged == 1);
  const EnergyLog processes =
      read_log(header + row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "1", "process") +
               row("b", "10:00:00", 590, 0.1, 0.5, 0.05, "1", "process"));
  CHECK_THAT(joules_of(processes), WithinRel(1.3 * kilowatt_hour, 1e-9));
}

TEST_CASE("Tasks of one run are summed, though they end at one time", "[formats][logs]") {
  const EnergyLog log = read_log(
      "task_name,timestamp,run_id,duration,emissions,cpu_energy,energy_consumed\n"
      "load,2025-04-02T10:00:00,a,20,0.1,0.1,0.1\ntrain,2025-04-02T10:00:00,a,30,0.2,0.2,0.2\n");
  CHECK_THAT(joules_of(log), WithinRel(0.3 * kilowatt_hour, 1e-9));
  const auto& readings = log.meters.front().readings;
  CHECK(readings[1].time - readings[0].time == 30);
  CHECK(log.rows.merged == 0);
}

TEST_CASE("Rows of CodeCarbon that are short, shifted or broken are left out", "[formats][logs]") {
  const std::string good = row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "1");
  std::string shifted = row("b", "12:00:00", 600, 0.1, 0.5, 0.05, "1");
  shifted.replace(shifted.find(",Norway,NOR"), 11, ",NOR,Norway");
  std::string infinite = row("c", "14:00:00", 600, 0.1, 0.5, 0.05, "1");
  infinite.replace(infinite.find(",600,"), 5, ",inf,");
  const EnergyLog log = read_log(header + good + shifted + infinite + "2025-04-02T10:00:00,toy\n" +
                                 good.substr(0, 30));
  CHECK(log.rows.read == 5);
  CHECK(log.rows.used == 1);
  CHECK(log.rows.rejected == 4);
  CHECK(note_of(log, "log-bad-row").line == 3);
  CHECK(note_of(log, "log-wrong-cells").line == 5);
  CHECK_THAT(joules_of(log), WithinRel(0.65 * kilowatt_hour, 1e-9));
}

TEST_CASE("One run of CodeCarbon's can be chosen", "[formats][logs]") {
  const std::string text = header + row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "1") +
                           row("b", "12:00:00", 600, 0.2, 0.5, 0.05, "1");
  LogOptions options;
  options.job = "b";
  CHECK_THAT(joules_of(read_log(text, options)), WithinRel(0.75 * kilowatt_hour, 1e-9));
  options.job = "c";
  CHECK(refusal_of(text, options).code == "log-no-such-job");
}

TEST_CASE("Where CodeCarbon's parts are not the total, the total is taken for all rows",
          "[formats][logs]") {
  std::string wrong = row("b", "12:00:00", 600, 0.2, 0.5, 0.05, "1");
  wrong.replace(wrong.find(",0.750000,"), 10, ",1.750000,");
  const EnergyLog log = read_log(header + row("a", "10:00:00", 600, 0.1, 0.5, 0.05, "1") + wrong);
  REQUIRE(log.meters.size() == 1);
  CHECK(log.meters.front().sensor == "energy_consumed");
  CHECK_THAT(joules_of(log), WithinRel(2.4 * kilowatt_hour, 1e-9));
  CHECK(note_of(log, "log-parts-do-not-add-up").line == 3);
}
