// SPDX-License-Identifier: Apache-2.0
#include "sensor_logs.hpp"

using namespace plume;
using namespace plume::test;

TEST_CASE("amd-smi: the power of several names, with whole seconds and quoted lists", "[logs]") {
  for (const std::string name : {"socket_power", "current_socket_power", "average_socket_power"}) {
    const EnergyLog log = read_text("timestamp,gpu,mm_activity," + name +
                                    "\n1777888800,0,\"['N/A', 'N/A']\",100\n"
                                    "1777888800,1,\"['N/A', 'N/A']\",200\n"
                                    "1777888802,0,N/A,N/A\n1777888804,0,N/A,300\n"
                                    "1777888804,1,N/A,200\n");
    CHECK(log.format == "amd-smi");
    CHECK(joules_of(log) == 1600);
    CHECK(log.clock == LogClock::utc);
    CHECK(has_note(log, "log-missing-value"));
  }
}

TEST_CASE("amd-smi: a counter is read twice or not at all", "[logs]") {
  const std::string first = "gpu,socket_power,total_energy_consumption\n0,100,5000.5\n";
  const std::string second = "gpu,socket_power,total_energy_consumption\n0,110,6000.5\n";
  CHECK(refusal({first}) == "log-single-scrape");
  CHECK(refusal({first, second}) == "log-no-times");
  const EnergyLog log = read_texts({first, second}, every(10));
  REQUIRE(log.meters.size() == 1);
  CHECK(log.meters[0].kind == ReadingKind::counter);
  CHECK(joules_of(log) == 1000);
  CHECK(log.rows.read == 4);
  CHECK(log.rows.merged == 2);
}

TEST_CASE("rocm-smi: powers by either name, call by call", "[logs]") {
  const auto call = [](const std::string& power) {
    return R"=({"card0": {"Average Graphics Package Power (W)": ")=" + power +
           R"=("}, "card1": {"Current Socket Graphics Package Power (W)": 50.0},)=" +
           R"=( "system": {"Driver version": "6"}})=" + "\n";
  };
  const EnergyLog log = read_text(call("100") + call("300"), every(2));
  CHECK(log.format == "rocm-smi");
  CHECK(joules_of(log) == 400 + 100);
  CHECK(joules_of(read_texts({call("100"), call("300")}, every(2))) == 500);
  CHECK(refusal({call("100") + call("300")}) == "log-no-times");
  CHECK(refusal({call("100") + "{\"card0\": "}, every(1)) == "log-bad-json");
}

TEST_CASE("rocm-smi: the counter of energy is in millionths of a joule", "[logs]") {
  const auto call = [](const std::string& energy) {
    return R"=({"card0": {"Accumulated Energy (uJ)": ")=" + energy + R"=("}})=";
  };
  CHECK(refusal({call("5000000")}) == "log-single-scrape");
  CHECK(joules_of(read_texts({call("5000000"), call("25000000")}, every(1))) == 20);
}
