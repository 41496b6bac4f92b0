// SPDX-License-Identifier: Apache-2.0
#include "measure/sampler.hpp"
#include "unit/measure/finding.hpp"

#include <cmath>

using namespace plume;
using test::codes_of;
using test::Names;

namespace {

/// Gives 5, 6, 7, …; nothing from `end` on, and is lost then if it says why.
class Scripted final : public Sensor {
 public:
  Scripted(std::string device, int end, std::string loss)
      : device_(std::move(device)), end_(end), loss_(std::move(loss)) {}
  Meter describe() const override {
    Meter meter;
    meter.device = device_;
    meter.sensor = "script";
    return meter;
  }
  std::optional<double> read() override {
    ++reads_;
    return reads_ > end_ ? std::nullopt : std::optional(4.0 + reads_);
  }
  std::string loss() const override { return reads_ > end_ ? loss_ : ""; }

 private:
  std::string device_;
  int end_;
  std::string loss_;
  int reads_ = 0;
};

FoundSensors some() {
  FoundSensors found;
  found.sensors.push_back(std::make_unique<Scripted>("a", 100, ""));
  found.sensors.push_back(std::make_unique<Scripted>("b", 1, "fell off"));
  found.sensors.push_back(std::make_unique<Scripted>("c", 0, ""));
  return found;
}

}  // namespace

TEST_CASE("Readings are kept, without a value where there was none", "[measure]") {
  const StampClock clock;
  Sampler sampler(some(), "host", clock);
  CHECK_THAT(sampler.header(), StartsWith("# plume-log/1\n# device,a,host,"));
  CHECK_THAT(sampler.sample(), ContainsSubstring(",a,board,script,power,5,W,"));
  CHECK_THAT(sampler.sample(), ContainsSubstring("# note sensor-lost: b was lost (fell off)"));
  CHECK(sampler.sample().find(",b,") == std::string::npos);
  EnergyLog log;
  sampler.deliver(log);
  REQUIRE(log.meters.size() == 3);
  CHECK(log.meters[0].readings.size() == 3);
  CHECK(log.meters[1].readings.size() == 2);
  CHECK(std::isnan(log.meters[1].readings[1].value));
  CHECK(log.meters[2].readings.size() == 3);
  CHECK(log.rows.read == 8);
  CHECK(codes_of(sampler.notes()) == Names{"sensor-lost", "sensor-silent"});
  CHECK(log.meters[0].readings[0].time <= log.meters[0].readings[2].time);
  CHECK(log.accelerator.empty());
}

TEST_CASE("Without a sensor the boards that are there are named", "[measure]") {
  const StampClock clock;
  FoundSensors none;
  none.boards = {"NVIDIA X", "NVIDIA X"};
  Sampler sampler(std::move(none), "host", clock);
  CHECK(codes_of(sampler.notes()) == Names{"no-sensor"});
  CHECK(sampler.sample().empty());
  EnergyLog log;
  sampler.deliver(log);
  CHECK(log.meters.empty());
  CHECK(log.accelerator == "NVIDIA X");
  CHECK(log.accelerators == 2.0);
}
