// SPDX-License-Identifier: Apache-2.0
#include "measure/counter_file.hpp"
#include "measure/processors.hpp"
#include "support/folder.hpp"
#include "unit/measure/finding.hpp"

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <linux/perf_event.h>
#include <unistd.h>

using namespace plume;
using test::codes_of;
using test::devices_of;
using test::Folder;
using test::Names;

namespace {

void add_zone(const Folder& folder, const std::string& zone, std::string_view name,
              std::string_view energy, std::string_view range = "262143328850") {
  const std::string place = "class/powercap/" + zone + "/";
  folder.holding(place + "name", std::string(name) + "\n");
  folder.holding(place + "energy_uj", std::string(energy) + "\n");
  folder.holding(place + "max_energy_range_uj", std::string(range) + "\n");
}

void add_pmu(const Folder& folder) {
  const std::string place = "bus/event_source/devices/power/";
  folder.holding(place + "type", "24\n");
  folder.holding(place + "cpumask", "0,18\n");
  for (const char* event : {"energy-pkg", "energy-ram"}) {
    folder.holding(place + "events/" + event,
                   event == std::string("energy-pkg") ? "event=0x02\n" : "event=0x03\n");
    folder.holding(place + "events/" + event + ".scale", "2.5e-1\n");
    folder.holding(place + "events/" + event + ".unit", "Joules\n");
  }
  folder.holding("devices/system/cpu/cpu0/topology/physical_package_id", "0\n");
  folder.holding("devices/system/cpu/cpu18/topology/physical_package_id", "1\n");
}

int refuse(const perf_event_attr&, int) {
  errno = EACCES;
  return -1;
}

/// A pipe that holds one reading: 1000 for each processor's number and event.
int open_pipe(const perf_event_attr& attributes, int cpu) {
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  const std::uint64_t count = 1000 * (attributes.config + static_cast<unsigned>(cpu));
  REQUIRE(::write(ends[1], &count, sizeof count) == sizeof count);
  ::close(ends[1]);
  return ends[0];
}

FoundSensors found_in(const Folder& folder, PerfOpen open = refuse,
                      const std::vector<std::string>& wanted = {}) {
  FoundSensors found;
  Selection selection(wanted);
  add_processors(folder.path(), open, selection, found);
  return found;
}

}  // namespace

TEST_CASE("Zones of powercap count once, and none within another", "[measure]") {
  const Folder folder;
  add_zone(folder, "intel-rapl:0", "package-0", "5000000");
  add_zone(folder, "intel-rapl:0:0", "core", "1000000");
  add_zone(folder, "intel-rapl:0:1", "uncore", "1000000");
  add_zone(folder, "intel-rapl:0:2", "dram", "7000000", "65712999613");
  add_zone(folder, "intel-rapl:a", "package-1", "5000000");
  add_zone(folder, "intel-rapl:a:0", "dram", "8000000");
  add_zone(folder, "intel-rapl:b", "psys", "9000000");
  add_zone(folder, "intel-rapl-mmio:0", "package-0", "5000000");
  add_zone(folder, "dtpm:0", "package-7", "5000000");
  const FoundSensors found = found_in(folder);
  CHECK(devices_of(found) == Names{"package-0", "dram-0", "package-1", "dram-1"});
  CHECK(found.notes.empty());
  const Meter memory = found.sensors[1]->describe();
  CHECK(memory.scope == MeterScope::memory);
  CHECK(memory.kind == ReadingKind::counter);
  CHECK_THAT(memory.range, WithinRel(65712.999613, 1e-12));
  CHECK(found.sensors[1]->read() == 7.0);
}

TEST_CASE("psys is measured only where it is named", "[measure]") {
  const Folder folder;
  add_zone(folder, "intel-rapl:0", "package-0", "5000000");
  add_zone(folder, "intel-rapl:1", "psys", "9000000");
  CHECK(devices_of(found_in(folder, refuse, {"psys"})) == Names{"psys"});
  CHECK(devices_of(found_in(folder, refuse, {"cpu"})) == Names{"package-0"});
}

TEST_CASE("A die that shows another's counter counts once", "[measure]") {
  const Folder folder;
  add_zone(folder, "intel-rapl:0", "package-0-die-0", "5000000000");
  add_zone(folder, "intel-rapl:1", "package-0-die-1", "5000400000");
  add_zone(folder, "intel-rapl:2", "package-0-die-2", "7000000000");
  add_zone(folder, "intel-rapl:3", "package-1-die-0", "5000000000");
  const FoundSensors found = found_in(folder);
  CHECK(devices_of(found) == Names{"package-0-die-0", "package-0-die-2", "package-1-die-0"});
  CHECK(codes_of(found) == Names{"sensor-mirrored"});
}

TEST_CASE("What cannot be read is told once, and never counted", "[measure]") {
  const Folder folder;
  add_zone(folder, "intel-rapl:0", "package-0", "5000000");
  add_zone(folder, "intel-rapl:1", "package-1", "5000000");
  for (const char* zone : {"intel-rapl:0", "intel-rapl:1"}) {
    const std::string file = folder.file(std::string("class/powercap/") + zone + "/energy_uj");
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
  }
  const FoundSensors found = found_in(folder);
  CHECK(found.sensors.empty());
  CHECK(codes_of(found) == Names{"sensor-unreadable"});
}

TEST_CASE("A missing permission is told once with its cure", "[measure]") {
  const Folder folder;
  add_pmu(folder);
  const FoundSensors found = found_in(folder);
  CHECK(found.sensors.empty());
  REQUIRE(codes_of(found) == Names{"sensor-permission"});
  CHECK_THAT(found.notes[0].cure, ContainsSubstring("perf_event_paranoid"));
}

TEST_CASE("Without permission for perf powercap is read", "[measure]") {
  const Folder folder;
  add_pmu(folder);
  add_zone(folder, "intel-rapl:0", "package-0", "5000000");
  const FoundSensors found = found_in(folder);
  CHECK(devices_of(found) == Names{"package-0"});
  CHECK(found.notes.empty());
}

TEST_CASE("Zones that a container masks are told of", "[measure]") {
  const Folder folder;
  std::filesystem::create_directories(folder.file("class/powercap"));
  std::filesystem::create_symlink("gone", folder.file("class/powercap/intel-rapl:0"));
  CHECK(codes_of(found_in(folder)) == Names{"sensor-masked"});
}

TEST_CASE("A machine without counters of processors says so", "[measure]") {
  const Folder folder;
  CHECK(codes_of(found_in(folder)) == Names{"no-processor-sensor"});
  CHECK(found_in(folder, refuse, {"gpu"}).notes.empty());
}

TEST_CASE("perf comes before powercap", "[measure]") {
  const Folder folder;
  add_pmu(folder);
  add_zone(folder, "intel-rapl:0", "package-0", "5000000");
  const FoundSensors found = found_in(folder, open_pipe);
  REQUIRE(devices_of(found) == Names{"package-0", "package-1", "dram-0", "dram-1"});
  CHECK(found.notes.empty());
  CHECK(found.sensors[0]->read() == 500.0);
  CHECK(found.sensors[1]->read() == 5000.0);
  CHECK(found.sensors[3]->read() == 5250.0);
  CHECK(found.sensors[3]->read() == std::nullopt);
  CHECK(found.sensors[0]->describe().range == 0);
  CHECK(found.sensors[2]->describe().scope == MeterScope::memory);
}

TEST_CASE("A power PMU that is not understood is none", "[measure]") {
  const Folder folder;
  add_pmu(folder);
  folder.holding("bus/event_source/devices/power/events/energy-pkg.unit", "Watts\n");
  CHECK(found_in(folder, open_pipe).sensors.empty());
  add_pmu(folder);
  folder.holding("bus/event_source/devices/power/cpumask", "99999999999-3,x,\n");
  CHECK(found_in(folder, open_pipe).sensors.empty());
}

TEST_CASE("A node's own counter needs no processor's", "[measure]") {
  const Folder folder;
  folder.holding("cray/pm_counters/energy", "81234567 J 1690000000000000 us\n");
  const FoundSensors found = found_in(folder);
  REQUIRE(devices_of(found) == Names{"node"});
  CHECK(found.sensors[0]->describe().scope == MeterScope::node);
  CHECK(found.sensors[0]->read() == 81234567.0);
  CHECK(found.notes.empty());
}

TEST_CASE("Texts that are no counter give no value", "[measure]") {
  for (const char* text : {"", "N/A", "-5", "nan", "inf", "1e400", "12x", "1e30", "0x10"}) {
    CAPTURE(text);
    CHECK_FALSE(leading_number(text).has_value());
  }
  CHECK(leading_number("12 J") == 12.0);
  CHECK(leading_number("0") == 0.0);
}

TEST_CASE("A counter's file may give no value for a while, and be lost for good", "[measure]") {
  const Folder folder;
  const std::string path = folder.holding("energy", "5000000\n");
  CounterFile counter(path, 1e6, {});
  CHECK(counter.read() == 5.0);
  folder.holding("energy", "N/A\n");
  CHECK_FALSE(counter.read().has_value());
  CHECK(counter.loss().empty());
  std::filesystem::remove(path);
  CHECK_FALSE(counter.read().has_value());
  CHECK_FALSE(counter.loss().empty());
}
