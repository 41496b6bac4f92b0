// SPDX-License-Identifier: Apache-2.0
#include "log_reading.hpp"

#include <set>

using namespace plume;
using namespace plume::test;

namespace {

const std::string steps = "step,seconds,joules,scope\n0,2,400,node\n1,1,210,node\n2,1,205,node\n";

}  // namespace

TEST_CASE("Formats of logs have names of their own, and a log is of one of them",
          "[formats][logs]") {
  std::set<std::string_view> ids;
  for (const LogFormat& format : log_formats()) {
    CHECK_FALSE(format.id.empty());
    CHECK_FALSE(format.name.empty());
    CHECK(ids.insert(format.id).second);
    CHECK_FALSE(format.recognises(""));
    CHECK_FALSE(format.recognises("some,words\n1,2\n"));
  }
  const EnergyLog log = read_log(steps);
  CHECK(log.format == "steps");
  CHECK(log.file == "run.log");
}

TEST_CASE("A format that is asked for is taken, one that does not exist is refused",
          "[formats][logs]") {
  LogOptions options;
  options.format = "steps";
  CHECK(read_log(steps, options).format == "steps");
  options.format = "codecarbon";
  CHECK(refusal_of(steps, options).code == "log-missing-column");
  options.format = "codecabon";
  const Diagnostic refusal = refusal_of(steps, options);
  CHECK(refusal.code == "unknown-log-format");
  CHECK_THAT(refusal.cure, ContainsSubstring("`codecarbon`"));
}

TEST_CASE("What is no log is refused", "[formats][logs]") {
  CHECK(refusal_of("").code == "log-empty");
  CHECK(refusal_of(" \r\n\n").code == "log-empty");
  CHECK(refusal_of(std::string("\xff\xfe"
                               "a\0,\0",
                               6))
            .code == "log-utf-16");
  const Diagnostic refusal = refusal_of("Dear diary,\n");
  CHECK(refusal.code == "log-not-recognised");
  CHECK(refusal.file == "run.log");
  CHECK_THAT(refusal.cure, ContainsSubstring("codecarbon") && ContainsSubstring("nvidia-smi"));
  CHECK(refusal_of("step,seconds,joules\n").code == "log-no-readings");
}

TEST_CASE("Bytes that are not UTF-8 are told, and read as question marks", "[formats][logs]") {
  const EnergyLog log = read_log("step,seconds,joules,scope,remark\n0,2,400,node,\xe9t\xc3\xa9\n");
  CHECK(joules_of(log) == 400);
  CHECK(note_of(log, "log-not-utf-8").code == "log-not-utf-8");
  CHECK(
      note_of(read_log("step,seconds,joules,scope\n0,2,400,node\n"), "log-not-utf-8").code.empty());
}

TEST_CASE("Several files are several logs, but for formats of which they are one",
          "[formats][logs]") {
  const std::string power = R"(:::MLLOG {"time_ms": 1000, "key": "power_reading", "value": 10}
:::MLLOG {"time_ms": 3000, "key": "power_reading", "value": 30}
)";
  const std::vector<LogFile> files{{"node_0", power}, {"steps.csv", steps}, {"node_1", power}};
  const auto logs = read_logs(files, {});
  REQUIRE(logs.size() == 2);
  CHECK(logs[0].file == "node_0, node_1");
  CHECK(joules_of(logs[0]) == 80);
  CHECK(logs[1].file == "steps.csv");
}

TEST_CASE("A table of steps is read with its kinds and its scope", "[formats][logs]") {
  const EnergyLog log = read_log(
      "Step,Seconds,Joules,Kind,Steps,Scope\n0,2,400,train,1,node\n1,20,4100,train,20,node\n"
      "2,3,300,evaluation,0,node\n3,x,1,train,1,node\n4,1,1,dance,1,node\n");
  REQUIRE(log.steps.size() == 3);
  CHECK(log.steps[1].steps == 20);
  CHECK(log.steps[1].begin == 2);
  CHECK(log.steps[1].end == 22);
  CHECK(log.steps[1].joules == 4100.0);
  CHECK(log.steps[2].kind == StepKind::evaluation);
  CHECK(log.meters.front().scope == MeterScope::node);
  CHECK(joules_of(log) == 4800);
  CHECK(log.clock == LogClock::relative);
  CHECK(log.rows.used == 3);
  CHECK(log.rows.rejected == 2);
  CHECK(note_of(log, "log-bad-row").line == 5);
}

TEST_CASE("A table of steps that does not say its scope is of accelerators, and says so",
          "[formats][logs]") {
  const EnergyLog log = read_log("step,seconds,joules\n0,2,400\n");
  CHECK(log.meters.front().scope == MeterScope::board);
  CHECK(note_of(log, "log-scope-assumed").line == 1);
}

TEST_CASE("Energies of steps that are sums are refused, a warm-up is not", "[formats][logs]") {
  CHECK(refusal_of("step,seconds,joules\n0,1,10\n1,1,20\n2,1,30\n3,1,40\n4,1,50\n").code ==
        "log-cumulative-steps");
  CHECK(read_log("step,seconds,joules\n0,1,10\n1,1,11\n2,1,12\n3,1,13\n4,1,14\n").steps.size() ==
        5);
}
