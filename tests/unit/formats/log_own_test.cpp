// SPDX-License-Identifier: Apache-2.0
#include "log_reading.hpp"
#include "plume/formats/own_log.hpp"

#include <cmath>

using namespace plume;
using namespace plume::test;

namespace {

Meter counter() {
  Meter meter;
  meter.scope = MeterScope::package;
  meter.kind = ReadingKind::counter;
  meter.device = "package-0";
  meter.name = "Xeon \"Gold\", 6348";
  meter.host = "node,1";
  meter.sensor = "energy_uj";
  meter.range = 262143.32885;
  meter.update = 0.001;
  meter.readings = {{1743580800.125, 262140.0 + 1.0 / 3, 0}, {1743580801.125, 12.25, 0}};
  return meter;
}

Meter power() {
  Meter meter;
  meter.device = "GPU-6d5c";
  meter.sensor = "nvml.power";
  meter.readings = {
      {1743580800.5, 301.5, 0}, {1743580801.5, std::nan(""), 0}, {1743580802.5, 0, 0}};
  return meter;
}

Meter energy() {
  Meter meter;
  meter.scope = MeterScope::node;
  meter.kind = ReadingKind::energy;
  meter.device = "all";
  meter.sensor = "assumed";
  meter.readings = {{1743580805, 1e-9, 5.5}};
  return meter;
}

std::string written(const std::vector<Meter>& meters) {
  std::string out = log_header(meters);
  for (const Meter& meter : meters) {
    for (const Reading& reading : meter.readings) {
      out += log_row(meter, reading);
    }
  }
  return out;
}

void check_same(const Meter& a, const Meter& b) {
  CHECK(a.scope == b.scope);
  CHECK(a.kind == b.kind);
  CHECK(a.device == b.device);
  CHECK(a.name == b.name);
  CHECK(a.host == b.host);
  CHECK(a.sensor == b.sensor);
  CHECK(a.range == b.range);
  CHECK(a.update == b.update);
  REQUIRE(a.readings.size() == b.readings.size());
  for (std::size_t i = 0; i < a.readings.size(); ++i) {
    CHECK(a.readings[i].time == b.readings[i].time);
    CHECK(a.readings[i].span == b.readings[i].span);
    const bool both_missing = std::isnan(a.readings[i].value) && std::isnan(b.readings[i].value);
    CHECK((both_missing || a.readings[i].value == b.readings[i].value));
  }
}

}  // namespace

TEST_CASE("Our own log reads back as it was written", "[formats][logs]") {
  const std::vector<Meter> meters{counter(), power(), energy()};
  const StepMark steps{StepKind::train, 1743580800, 1743580801.25, 40, std::nullopt};
  const StepMark check{StepKind::evaluation, 1743580802, 1743580803, 1, 0.1};
  const EnergyLog log = read_log(written(meters) + log_mark(steps) + log_note("lost,\n\"one\"") +
                                 log_mark(check) + log_note("two"));
  CHECK(log.format == "plume-log");
  CHECK(log.clock == LogClock::utc);
  REQUIRE(log.meters.size() == 3);
  for (std::size_t i = 0; i < meters.size(); ++i) {
    check_same(log.meters[i], meters[i]);
  }
  REQUIRE(log.steps.size() == 2);
  CHECK(log.steps[0].kind == StepKind::train);
  CHECK(log.steps[0].begin == 1743580800);
  CHECK(log.steps[0].end == 1743580801.25);
  CHECK(log.steps[0].steps == 40);
  CHECK_FALSE(log.steps[0].joules.has_value());
  CHECK(log.steps[1].joules == 0.1);
  REQUIRE(log.notes.size() == 2);
  CHECK(log.notes[0].message == "lost, \"one\"");
  CHECK(log.notes[1].message == "two");
  CHECK(log.rows.read == 6);
  CHECK(log.rows.used == 6);
}

TEST_CASE("A torn last line of our own log is left out", "[formats][logs]") {
  const std::string text = written({power()});
  const EnergyLog log = read_log(text.substr(0, text.size() - 6));
  CHECK(log.meters.front().readings.size() == 2);
  CHECK(log.rows.rejected == 1);
  CHECK(note_of(log, "log-torn-line").line == 6);
}

TEST_CASE("Lines of our own log that are none are left out with their number", "[formats][logs]") {
  const std::string good = written({power()});
  const std::string row = "1743580803.000,GPU-6d5c,board,nvml.power,power,";
  for (const std::string& wrong :
       {row + "-1,W,,\n", row + "inf,W,,\n", row + "1e300,W,,\n", row + "1,J,,\n",
        row + "1,W,-1,\n", std::string("now,GPU,board,x,power,1,W,,\n"),
        std::string("1,GPU,shelf,x,power,1,W,,\n")}) {
    CAPTURE(wrong);
    const EnergyLog log = read_log(good + wrong);
    CHECK(log.rows.rejected == 1);
    CHECK(note_of(log, "log-bad-value").line == 7);
    CHECK(log.meters.size() == 1);
  }
  const EnergyLog log = read_log(good + "1,2\n# mark,train,5,4,1\n# mark,nap,1,2,1\n");
  CHECK(note_of(log, "log-wrong-cells").line == 7);
  CHECK(note_of(log, "log-bad-mark").line == 8);
  CHECK(log.steps.empty());
}

TEST_CASE("A log of another version of ours is refused", "[formats][logs]") {
  std::string text = written({power()});
  text.replace(text.find("/1"), 2, "/2");
  const Diagnostic refusal = refusal_of(text);
  CHECK(refusal.code == "log-version");
  CHECK(refusal.position.line == 1);
  text.replace(text.find("/2"), 2, "/10");
  CHECK(refusal_of(text).code == "log-version");
}
