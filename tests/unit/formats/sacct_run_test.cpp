// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/sacct_jobs.hpp"

using namespace plume;

namespace {

struct Entered {
  Run run;
  Faults faults;
};

Entered entered(const SacctJob& job) {
  Entered out;
  enter(job, out.run, out.faults);
  return out;
}

}  // namespace

TEST_CASE("A job enters a run with the power that was measured", "[formats]") {
  const Entered out =
      entered(job_of(whole_header, "90210|tune|ana|lab7|north|COMPLETED|2025-11-30T23:10:00|5400|"
                                   "2|gres/gpu=8,gres/gpu:h100=8,node=2|29160000"));
  CHECK(out.faults.empty());
  CHECK(out.run.text(Key::name) == "90210 tune");
  CHECK(out.run.number(Key::wall_hours).value == 1.5);
  CHECK(out.run.number(Key::count).value == 8);
  CHECK(out.run.text(Key::accelerator) == "h100");
  CHECK(out.run.number(Key::year).value == 2025);
  CHECK(out.run.number(Key::power).value == 675);
  CHECK(out.run.choice_or(Key::power_scope, PowerScope::board) == PowerScope::system);
  CHECK(says(out.run.architecture_notes, "sacct-energy-scope"));
}

TEST_CASE("Without a measured energy a run has no power, and says so", "[formats]") {
  const Entered out = entered(with_resources("gres/gpu=4,gres/gpu:a100=4,node=1"));
  CHECK(out.faults.empty());
  CHECK(out.run.text(Key::name) == "7");
  CHECK_FALSE(out.run.has(Key::power));
  CHECK_FALSE(out.run.has(Key::power_scope));
  CHECK_FALSE(out.run.has(Key::year));
  CHECK(says(out.run.architecture_notes, "sacct-energy-not-measured"));
}

TEST_CASE("Entered values have the origin of their row", "[formats]") {
  Run run;
  Faults faults;
  enter(with_resources("gres/gpu=1"), run, faults, {Origin::Where::manifest, 42, 3});
  enter(SacctJob{.id = "9"}, run, faults, {Origin::Where::manifest, 43, 3});
  CHECK(run.origin(Key::count).offset == 42);
  REQUIRE(faults.size() == 1);
  CHECK(faults.front().origin.offset == 43);
}

TEST_CASE("A job that never ran is a fault", "[formats]") {
  const std::string columns = "JobID|JobName|ElapsedRaw|AllocTRES|State|ConsumedEnergyRaw";
  const Entered out = entered(job_of(columns, "31|later|0||PENDING|"));
  CHECK(only_code(out.faults) == "sacct-no-time");
  CHECK(out.faults.front().message == "job 31 (PENDING) took no time: nothing to estimate");
  CHECK(out.run.text(Key::name) == "31 later");
  CHECK_FALSE(out.run.has(Key::wall_hours));
  CHECK(only_code(entered(job_of(columns, "32|x|0|gres/gpu=1,node=1|CANCELLED|500")).faults) ==
        "sacct-no-time");
}

TEST_CASE("A job without GPUs is estimated by its energy alone", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|ConsumedEnergyRaw";
  const Entered measured = entered(job_of(columns, "123|100|cpu=128,node=4|160000"));
  CHECK(measured.faults.empty());
  CHECK(measured.run.number(Key::count).value == 1);
  CHECK(measured.run.number(Key::power).value == 1600);
  CHECK_FALSE(measured.run.has(Key::accelerator));

  const Entered unmeasured = entered(job_of(columns, "123|100|cpu=128,node=4|0"));
  CHECK(only_code(unmeasured.faults) == "sacct-no-accelerator");
  CHECK(unmeasured.faults.front().message ==
        "job 123 allocated no GPU and its energy was not measured: nothing to estimate from");

  const Entered implausible = entered(job_of(columns, "123|100|cpu=128,node=4|160"));
  CHECK(only_code(implausible.faults) == "sacct-no-accelerator");
  CHECK_THAT(implausible.faults.front().message, !ContainsSubstring("not measured"));
}

TEST_CASE("A value that its field does not take is a fault", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|Start|ConsumedEnergyRaw";
  for (const char* const row :
       {"5|4000000000|gres/gpu=1|2024-01-01T00:00:00|", "5|60|gres/gpu=900000000|2024-01-01|",
        "5|60|gres/gpu=1|1999-12-31T23:59:59|", "5|100|gres/gpu=1,node=10|2024-01-01|12000000"}) {
    CAPTURE(row);
    CHECK(only_code(entered(job_of(columns, row)).faults) == "out-of-range");
  }
}
