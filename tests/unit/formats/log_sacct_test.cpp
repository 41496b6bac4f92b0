// SPDX-License-Identifier: Apache-2.0
#include "sensor_logs.hpp"

using namespace plume;
using namespace plume::test;

namespace {

const std::string header =
    "JobID|JobName|State|Start|ElapsedRaw|NNodes|AllocTRES|ConsumedEnergyRaw\n";
const std::string measured =
    "900|train|COMPLETED|2026-05-04T10:00:00|1800|2|gres/gpu:a100=8,gres/gpu=8,node=2|3600000\n"
    "900.batch|batch|COMPLETED|2026-05-04T10:00:00|1800|1|node=1|3600000\n";
const std::string waiting = "901|later|PENDING|Unknown|0|0||\n";
const std::string other =
    "902_3|array|COMPLETED|2026-05-04T10:00:00|100|1|gres/gpu=1,node=1|50000\n";

LogOptions job(const std::string& id) {
  LogOptions options;
  options.job = id;
  return options;
}

}  // namespace

TEST_CASE("sacct: the job's own row is its energy, time and accelerators", "[logs]") {
  const EnergyLog log = read_text("Welcome\n" + header + measured + waiting);
  CHECK(log.format == "sacct");
  REQUIRE(log.meters.size() == 1);
  CHECK(log.meters[0].scope == MeterScope::node);
  CHECK(log.meters[0].device == "job 900");
  CHECK(joules_of(log) == 3600000);
  CHECK(log.hours == 0.5);
  CHECK(log.accelerators == 8);
  CHECK(log.accelerator == "a100");
  CHECK(log.year == 2026);
  CHECK(has_note(log, "sacct-energy-scope"));
  CHECK(has_note(log, "sacct-jobs-left-out"));
  CHECK(log.rows.read == 2);
}

TEST_CASE("sacct: of several jobs one is chosen", "[logs]") {
  const std::string text = header + measured + other;
  CHECK(refusal({text}) == "sacct-several-jobs");
  CHECK(joules_of(read_text(text, job("902_3"))) == 50000);
  CHECK(joules_of(read_text(text, job("900"))) == 3600000);
  CHECK(refusal({text}, job("77")) == "sacct-unknown-job");
  CHECK(refusal({header + measured + waiting}, job("901")) == "sacct-no-energy");
}

TEST_CASE("sacct: energies that were not measured are none", "[logs]") {
  for (const std::string energy : {"0", "18446744073709551614", "", "9", "4e18"}) {
    INFO(energy);
    CHECK(refusal({header + "5|a|COMPLETED|Unknown|100|1|node=1|" + energy + "\n"}) ==
          "sacct-no-energy");
  }
}

TEST_CASE("sacct: rows that cannot be read are told, columns that lack are named", "[logs]") {
  const EnergyLog log = read_text(header + measured + "903|a|b|c\n");
  CHECK(has_note(log, "sacct-row-left-out"));
  CHECK(log.rows.rejected == 1);
  CHECK(refusal({"JobID|State\n5|COMPLETED\n"}) == "sacct-missing-column");
}

TEST_CASE("sacct: JSON behind a banner", "[logs]") {
  const std::string json =
      R"({"jobs":[{"job_id":7,"name":"t","time":{"elapsed":100,"start":1777888800},)"
      R"("tres":{"allocated":[{"type":"energy","name":"","count":60000},)"
      R"({"type":"gres","name":"gpu","count":2},{"type":"node","name":"","count":1}]}}]})";
  const EnergyLog log = read_text("Quota: 4 %\n" + json);
  CHECK(joules_of(log) == 60000);
  CHECK(log.accelerators == 2);
  CHECK(log.year == 2026);
  CHECK(refusal({json.substr(0, json.size() - 2)}) == "log-bad-json");
  CHECK(refusal({R"({"jobs": 3})"}) == "sacct-no-jobs");
}
