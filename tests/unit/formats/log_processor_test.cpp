// SPDX-License-Identifier: Apache-2.0
#include "sensor_logs.hpp"

using namespace plume;
using namespace plume::test;

namespace {

const std::string perf_text =
    "epoch 1 of 3\n\n Performance counter stats for 'system wide':\n\n"
    "          1,200.50 Joules power/energy-pkg/                                     \n"
    "            700.25 Joules power/energy-cores/                                   \n"
    "             99.50 Joules power/energy-ram/                                     \n\n"
    "      10.000000000 seconds time elapsed\n\n";

std::string snapshot(const std::string& time, const std::string& package, const std::string& dram) {
  const std::string root = "/sys/class/powercap/";
  std::string out = time.empty() ? "" : time + "\n";
  for (const auto& [zone, name, energy] :
       {std::tuple<std::string, std::string, std::string>("intel-rapl:0", "package-0", package),
        {"intel-rapl:0:0", "core", "1"},
        {"intel-rapl:0:1", "dram", dram},
        {"intel-rapl:1", "psys", "2"},
        {"intel-rapl-mmio:0", "package-0", package}}) {
    out += root + zone + "/name:" + name + "\n";
    out += root + zone + "/energy_uj:" + energy + "\n";
    out += root + zone + "/max_energy_range_uj:1000000000\n";
  }
  return out;
}

}  // namespace

TEST_CASE("perf: packages and memory add up, cores lie inside", "[logs]") {
  const EnergyLog log = read_text(perf_text);
  CHECK(log.format == "perf-stat");
  REQUIRE(log.meters.size() == 2);
  CHECK(log.meters[0].scope == MeterScope::package);
  CHECK(log.meters[1].scope == MeterScope::memory);
  CHECK(joules_of(log) == 1300);
  CHECK(log.meters[0].readings[0].span == 10);
  CHECK(log.rows.merged == 1);
  const EnergyLog twice = read_text(perf_text + perf_text);
  CHECK(joules_of(twice) == 2600);
  CHECK(twice.meters[0].readings[1].time == 20);
}

TEST_CASE("perf: the platform counts only where no package does", "[logs]") {
  const std::string psys = "5.00;Joules;power/energy-psys/;2000000000;100.00;;\n";
  const EnergyLog alone = read_text(psys);
  CHECK(alone.meters[0].scope == MeterScope::node);
  CHECK(joules_of(alone) == 5);
  CHECK(alone.meters[0].readings[0].span == 2);
  CHECK(has_note(alone, "perf-counting-time"));
  const EnergyLog both = read_text(psys + "3,50;Joules;power/energy-pkg/;2000000000;100.00;;\n");
  CHECK(joules_of(both) == 3.5);
  CHECK(both.rows.merged == 1);
  CHECK(refusal({"5.00,Joules,power/energy-cores/,2000000000,100.00,,\n"}) == "log-part-only");
}

TEST_CASE("perf: a date says when it began, and an interval how long it was", "[logs]") {
  const EnergyLog log = read_text(
      "# started on Mon May  4 10:00:00 2026\n\n7.00,Joules,power/energy-pkg/,9,100.00,,\n",
      every(4));
  CHECK(log.clock == LogClock::local);
  CHECK(log.year == 2026);
  CHECK(log.meters[0].readings[0].span == 4);
  CHECK_FALSE(has_note(log, "perf-counting-time"));
}

TEST_CASE("perf: intervals are read as text and with commas, by socket too", "[logs]") {
  const EnergyLog text =
      read_text("#           time             counts unit events\n"
                "     1.000105000              20.00 Joules power/energy-pkg/\n"
                "loss 0.25\n"
                "     2.500230000              30.00 Joules power/energy-pkg/\n");
  CHECK(joules_of(text) == 50);
  CHECK_THAT(text.meters[0].readings[1].span, WithinAbs(1.500125, 1e-9));
  const EnergyLog sockets =
      read_text("1.000000001,S0,1,10.00,Joules,power/energy-pkg/,1,100.00,,\n"
                "1.000000001,S1,1,12.00,Joules,power/energy-pkg/,1,100.00,,\n");
  CHECK(sockets.meters.size() == 2);
  CHECK(sockets.meters[1].device == "package S1");
  CHECK(joules_of(sockets) == 22);
}

TEST_CASE("perf: a decimal comma between commas is refused row by row", "[logs]") {
  CHECK(refusal({"893,33,Joules,power/energy-pkg/,20005559241,100,00,,\n"}) == "log-no-readings");
  CHECK(refusal({"     1.000105000 x 20.00 Joules power/energy-pkg/\n"}) == "log-no-readings");
}

TEST_CASE("perf: a mean of several runs is noted, a missing end refused", "[logs]") {
  const EnergyLog log = read_text(" Performance counter stats for 'true' (5 runs):\n"
                                  "  12.50 Joules power/energy-pkg/   ( +-  1.24% )\n"
                                  "  2.0000 +- 0.0011 seconds time elapsed  ( +-  0.06% )\n");
  CHECK(joules_of(log) == 12.5);
  CHECK(has_note(log, "perf-mean-of-runs"));
  CHECK(refusal({"  12.50 Joules power/energy-pkg/\n"}) == "perf-no-elapsed");
  CHECK(joules_of(read_text("  12.50 Joules power/energy-pkg/\n", every(3))) == 12.5);
}

TEST_CASE("turbostat: summaries are read, rows of cores are not", "[logs]") {
  const EnergyLog log = read_text("cpu0: MSR_RAPL_POWER_UNIT: 0x000a0e03\n"
                                  "Core\tCPU\tBusy%\tPkgWatt\tCorWatt\tRAMWatt\n"
                                  "-\t-\t50.0\t100.0\t60.0\t10.0\n"
                                  "0\t0\t50.0\t100.0\t60.0\t10.0\n"
                                  "1\t1\t50.0\n"
                                  "Core\tCPU\tBusy%\tPkgWatt\tCorWatt\tRAMWatt\n"
                                  "-\t-\t50.0\t200.0\t60.0\t\n",
                                  every(2));
  CHECK(log.format == "turbostat");
  CHECK(joules_of(log) == 620);
  CHECK(log.rows.merged == 2);
  CHECK(has_note(log, "log-missing-value"));
  CHECK(log.meters[1].scope == MeterScope::memory);
}

TEST_CASE("turbostat: the length of an interval is stated, measured or assumed", "[logs]") {
  const std::string table = "PkgWatt\tRAMWatt\n10.0\t1.0\n";
  CHECK(joules_of(read_text("2.500000 sec\n" + table)) == 27.5);
  const EnergyLog assumed = read_text(table);
  CHECK(joules_of(assumed) == 55);
  CHECK(has_note(assumed, "log-assumed-interval"));
  const EnergyLog stamped = read_text(
      "Time_Of_Day_Seconds\tPkgWatt\n1777888800.5\t10\n1777888803.5\t20\n1777888804.5\t30\n");
  CHECK(joules_of(stamped) == 30 + 60 + 30);
  CHECK(has_note(stamped, "log-assumed-interval"));
  CHECK(stamped.clock == LogClock::utc);
}

TEST_CASE("turbostat: the platform is taken where there is no package, and it is said", "[logs]") {
  const EnergyLog log = read_text("SysWatt\n13.0\n", every(10));
  CHECK(log.meters[0].scope == MeterScope::node);
  CHECK(has_note(log, "turbostat-platform"));
  CHECK(read_text("PkgWatt\tSysWatt\n5.0\t13.0\n", every(10)).meters.size() == 1);
}

TEST_CASE("powercap: packages and memory count, what holds them or lies inside does not",
          "[logs]") {
  const EnergyLog log = read_text(snapshot("1777888800", "5000000", "100") +
                                  snapshot("1777888860", "9000000", "600"));
  CHECK(log.format == "powercap");
  REQUIRE(log.meters.size() == 2);
  CHECK(log.meters[0].device == "package-0");
  CHECK(log.meters[0].kind == ReadingKind::counter);
  CHECK(log.meters[0].range == 1000);
  CHECK(log.meters[1].device == "dram of package-0");
  CHECK(log.meters[1].scope == MeterScope::memory);
  CHECK_THAT(joules_of(log), WithinAbs(4.0005, 1e-9));
  CHECK(log.clock == LogClock::utc);
  CHECK(log.rows.read == log.rows.used + log.rows.merged);
  CHECK(has_note(log, "powercap-rounds"));
}

TEST_CASE("powercap: a counter that begins anew goes on", "[logs]") {
  const EnergyLog log =
      read_text(snapshot("1777888800", "999999000", "0") + snapshot("1777888801", "4000", "0"));
  CHECK_THAT(joules_of(log.meters[0]), WithinAbs(0.005, 1e-6));
  CHECK_FALSE(has_note(log, "powercap-rounds"));
}

TEST_CASE("powercap: snapshots without times need their distance", "[logs]") {
  const std::string first = snapshot("", "5000000", "100");
  const std::string second = snapshot("", "9000000", "100");
  CHECK(refusal({first}) == "log-single-scrape");
  CHECK(refusal({first, second}) == "log-no-times");
  CHECK(joules_of(read_texts({first, second}, every(1))) == 4);
  CHECK(joules_of(read_text(first + second, every(1))) == 4);
}

TEST_CASE("powercap: rows of five words are read, dies of a package count once", "[logs]") {
  const EnergyLog log = read_text("time zone name energy_uj max_energy_range_uj\n"
                                  "1777888800.5 intel-rapl:0 package-0 1000000 262143328850\n"
                                  "1777888800.5 intel-rapl:1 package-0-die-1 1000000 262143328850\n"
                                  "1777888802.5 intel-rapl:0 package-0 3000000 262143328850\n"
                                  "1777888802.5 intel-rapl:1 package-0-die-1 3000000 262143328850\n"
                                  "1777888804.5 intel-rapl:0 pack");
  CHECK(log.meters.size() == 1);
  CHECK(joules_of(log) == 2);
  CHECK(log.rows.merged == 2);
  CHECK(has_note(log, "powercap-bad-row"));
}

TEST_CASE("powercap: what can not be told is refused", "[logs]") {
  const std::string path = "/sys/class/powercap/intel-rapl:0/";
  CHECK(refusal({"5\n" + path + "energy_uj:7\n6\n" + path + "energy_uj:9\n"}) ==
        "powercap-no-name");
  CHECK(refusal({path + "name:package-0\ngrep: " + path + "energy_uj: Permission denied\n"}) ==
        "powercap-not-readable");
  const EnergyLog log = read_text("5\n" + path + "name:package-0\n" + path + "energy_uj:7\n6\n" +
                                  path + "energy_uj:9000007\n");
  CHECK_THAT(joules_of(log), WithinAbs(9, 1e-9));
  CHECK(has_note(log, "powercap-no-range"));
}
