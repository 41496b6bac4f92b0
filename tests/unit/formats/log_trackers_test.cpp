// SPDX-License-Identifier: Apache-2.0
/// eco2AI and Zeus.
#include "log_reading.hpp"

using namespace plume;
using namespace plume::test;

namespace {

constexpr double kilowatt_hour = 3.6e6;

const std::string eco2ai_header =
    "id,project_name,experiment_description,epoch,start_time,duration(s),power_consumption(kWh),"
    "CO2_emissions(kg),CPU_name,GPU_name,OS,region/country,cost\n";

std::string eco2ai_row(const std::string& id, const std::string& epoch, const std::string& time,
                       const std::string& energy) {
  return id + ",toy,\"a, b\",\"" + epoch + "\",2025-04-02 " + time + ",100," + energy +
         ",0.25,\"Xeon/2 device(s), TDP:205.0\",\"Tesla V100 4 device(s)\",Linux,Spain/Madrid,0\n";
}

const std::string windows = "start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy\n"
                            "1743580800.0,epoch_0,10,1000,2000\n1743580800.0,step_0,4,500,900\n"
                            "1743580804.0,step_1,6,500,1000\n1743580811.0,evaluate,2,100,150\n";

}  // namespace

TEST_CASE("eco2AI's epochs are summed, and follow each other", "[formats][logs]") {
  const EnergyLog log =
      read_log(eco2ai_header + eco2ai_row("x", "epoch: 1, loss: 0.5, ", "10:00:00", "0.01") +
               eco2ai_row("x", "epoch: 2, loss: 0.4, ", "10:00:00", "0.02") +
               eco2ai_row("y", "N/A", "12:00:00", "0.04"));
  CHECK(log.format == "eco2ai");
  CHECK_THAT(joules_of(log), WithinRel(0.07 * kilowatt_hour, 1e-12));
  REQUIRE(log.steps.size() == 2);
  CHECK(log.steps[1].begin == log.steps[0].end);
  CHECK(log.steps[1].joules == 0.02 * kilowatt_hour);
  CHECK(log.region == "Spain/Madrid");
  CHECK(log.accelerator == "Tesla V100");
  CHECK(log.accelerators == 4.0);
  CHECK(log.emissions == 0.75);
  CHECK(log.hours == 300.0 / 3600);
  CHECK(log.clock == LogClock::local);
  CHECK(log.year == 2025);
  CHECK(note_of(log, "log-pue-unknown").line == 1);
}

TEST_CASE("One of eco2AI's runs can be chosen, and an encoded file is refused", "[formats][logs]") {
  LogOptions options;
  options.job = "y";
  const std::string text = eco2ai_header + eco2ai_row("x", "N/A", "10:00:00", "0.01") +
                           eco2ai_row("y", "N/A", "11:00:00", "0.03");
  CHECK_THAT(joules_of(read_log(text, options)), WithinRel(0.03 * kilowatt_hour, 1e-12));
  options.job = "z";
  CHECK(refusal_of(text, options).code == "log-no-such-job");
  const Diagnostic encoded = refusal_of(eco2ai_header + eco2ai_row("x", "N/A", "zjwt", "3r2q"));
  CHECK(encoded.code == "log-no-readings");
  CHECK_THAT(encoded.cure, ContainsSubstring("not encoded"));
}

TEST_CASE("eco2AI's older files have tabs and another unit's name", "[formats][logs]") {
  const EnergyLog log =
      read_log("project_name\tstart_time\tduration(s)\tpower_consumption(kWTh)\tCO2_emissions(kg)\n"
               "toy\t2022-04-02 10:00:00\t60\t0.5\t0.1\n");
  CHECK(joules_of(log) == 0.5 * kilowatt_hour);
}

TEST_CASE("Of Zeus' windows within each other the outer ones count", "[formats][logs]") {
  const EnergyLog log = read_log(windows);
  CHECK(log.format == "zeus");
  CHECK(log.clock == LogClock::utc);
  CHECK(joules_of(log) == 3250);
  CHECK(log.rows.used == 2);
  CHECK(log.rows.merged == 2);
  CHECK(note_of(log, "log-nested-windows").line == 3);
  CHECK(meter_of(log, "gpu 1").scope == MeterScope::board);
  REQUIRE(log.steps.size() == 2);
  CHECK(log.steps[0].joules == 3000.0);
  CHECK(log.steps[1].kind == StepKind::evaluation);
}

TEST_CASE("Windows of Zeus are chosen by name or pattern", "[formats][logs]") {
  LogOptions options;
  options.window = "step_*";
  const EnergyLog log = read_log(windows, options);
  CHECK(joules_of(log) == 2900);
  REQUIRE(log.steps.size() == 2);
  CHECK(log.steps[0].end == 1743580804.0);
  options.window = "train";
  CHECK(refusal_of(windows, options).code == "log-no-such-window");
}

TEST_CASE("Windows of Zeus that overlap otherwise are refused", "[formats][logs]") {
  const Diagnostic refusal =
      refusal_of("start_time,window_name,elapsed_time,gpu0_energy\n1,a,10,5\n6,b,10,5\n");
  CHECK(refusal.code == "log-overlapping-windows");
  CHECK(refusal.position.line == 3);
}

TEST_CASE("Zeus' older clock counts from nowhere, and broken rows are left out",
          "[formats][logs]") {
  const EnergyLog log =
      read_log("start_time,window_name,elapsed_time,gpu0_energy,cpu0_energy\n500,a,10,5,3\n"
               "600,b,-1,5,3\n700,c,1,nan,\n800,d,1,nan,2\n");
  CHECK(log.clock == LogClock::relative);
  CHECK_FALSE(log.year.has_value());
  CHECK(joules_of(log) == 10);
  CHECK(meter_of(log, "cpu 0").scope == MeterScope::package);
  CHECK(log.rows.rejected == 2);
  CHECK_FALSE(log.steps[1].joules.has_value());
}

TEST_CASE("One row of Zeus' trace is chosen by its number", "[formats][logs]") {
  const std::string text =
      "dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power\n"
      "squad,bert,32,AdamW,150,100,140\nsquad,bert,32,AdamW,250,80,200\n";
  CHECK(refusal_of(text).code == "log-several-runs");
  LogOptions options;
  options.job = "2";
  const EnergyLog log = read_log(text, options);
  CHECK(log.format == "zeus-trace");
  CHECK(joules_of(log) == 16000);
  CHECK(log.steps.front().joules == 16000.0);
  for (const std::string wrong : {"0", "3", "x", "-1", "1e300"}) {
    options.job = wrong;
    CHECK(refusal_of(text, options).code == "log-no-such-job");
  }
}
