// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/sacct_jobs.hpp"

using namespace plume;

namespace {

SacctJob with_energy(const std::string& energy) {
  return job_of("JobID|ElapsedRaw|AllocTRES|ConsumedEnergyRaw",
                "7|1000|gres/gpu=2,node=2|" + energy);
}

double elapsed_of(const std::string& elapsed) {
  return job_of("JobID|Elapsed|AllocTRES", "7|" + elapsed + "|node=1").elapsed;
}

}  // namespace

TEST_CASE("Elapsed times have days, hours, minutes and seconds", "[formats]") {
  CHECK(elapsed_of("12:01") == 721);
  CHECK(elapsed_of("02:13:20") == 8000);
  CHECK(elapsed_of("1-00:00:10") == 86410);
  CHECK(elapsed_of("120-23:59:59") == 120 * 86400 + 86399);
  CHECK(elapsed_of("00:00:00") == 0);
  CHECK(elapsed_of("") == 0);
}

TEST_CASE("A time that is none, or could be two, is a fault", "[formats]") {
  for (const char* const elapsed :
       {"INVALID", "12", "1-02:03", "1-", "-1:00", "1:60", "1:60:00", "1:2:3:4", ":", "1::2",
        "1-2-03:04:05", "1e3:00", "00:01.5", "9999999999:00", "+1:00"}) {
    CAPTURE(elapsed);
    CHECK(code_of_row("JobID|Elapsed|AllocTRES", "5|" + std::string(elapsed) + "|node=1") ==
          "sacct-bad-value");
  }
}

TEST_CASE("Seconds go before the same time as written, and have marks for none", "[formats]") {
  const std::string columns = "JobID|Elapsed|ElapsedRaw|AllocTRES";
  CHECK(job_of(columns, "5|00:10:00|601|node=1").elapsed == 601);
  CHECK(job_of(columns, "5|00:10:00||node=1").elapsed == 600);
  CHECK(job_of(columns, "5||4294967294|node=1").elapsed == 0);
  CHECK(job_of(columns, "5||4294967295|node=1").elapsed == 0);
}

TEST_CASE("A number that cannot be read is a fault", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|NNodes|AllocTRES|ConsumedEnergyRaw|ConsumedEnergy";
  for (const char* const row :
       {"5|-60|1|node=1||", "5|nan|1|node=1||", "5|1e3|1|node=1||", "5|60|inf|node=1||",
        "5|60|1|node=||", "5|60|1|node||", "5|60|1|gres/gpu=-4||", "5|60|1|gres/gpu:a100=x||",
        "5|60|1|energy=a||", "5|60|1|node=1|0x10|", "5|60|1|node=1||5Q", "5|60|1|node=1||K"}) {
    CAPTURE(row);
    CHECK(code_of_row(columns, row) == "sacct-bad-value");
  }
  CHECK(code_of_row(columns, "5|" + std::string(5000, '9') + "|1|node=1||") == "sacct-bad-value");
}

TEST_CASE("What a fault quotes is short and printable", "[formats]") {
  const Outcome out =
      read_row("JobID|Elapsed|AllocTRES", "5|\x1b\xff" + std::string(10000, 'x') + "|node=1");
  REQUIRE(out.faults.size() == 1);
  CHECK(out.faults.front().message.size() < 200);
  CHECK_THAT(out.faults.front().message, ContainsSubstring("`??xxx"));
}

TEST_CASE("Zero, nothing and 2^64-2 joules were not measured", "[formats]") {
  for (const char* const energy :
       {"", "0", "18446744073709551614", "18446744073709551615", "18446.74P"}) {
    CAPTURE(energy);
    const SacctJob job = with_energy(energy);
    CHECK_FALSE(job.energy);
    CHECK(says(job.notes, "sacct-energy-not-measured"));
    CHECK_FALSE(says(job.notes, "sacct-energy-implausible"));
  }
}

TEST_CASE("Exact energies go before the rounded one, and none are added", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|ConsumedEnergyRaw|ConsumedEnergy";
  CHECK(job_of(columns, "5|1000|energy=412346,node=1|412345|412.35K").energy == 412345);
  CHECK(job_of(columns, "5|1000|energy=412346,node=1||412.35K").energy == 412346);
  CHECK(job_of(columns, "5|1000|energy=412346,node=1|0|0").energy == 412346);
  CHECK(job_of(columns, "5|1000|energy=18446744073709551614,node=1||412.35K").energy == 412350);
}

TEST_CASE("Suffixes of an energy are powers of a thousand", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|ConsumedEnergy";
  CHECK_THAT(job_of(columns, "5|20|node=1|1.50K").energy.value(), WithinRel(1500.0, 1e-12));
  CHECK_THAT(job_of(columns, "5|20000|node=1|4.58M").energy.value(), WithinRel(4.58e6, 1e-12));
  CHECK_THAT(job_of(columns, "5|3000000|node=1|1.2G").energy.value(), WithinRel(1.2e9, 1e-12));
  CHECK_THAT(job_of(columns, "5|8000000|node=999|2T").energy.value(), WithinRel(2e12, 1e-12));
  CHECK_THAT(job_of(columns, "5|8000000|node=40000|1P").energy.value(), WithinRel(1e15, 1e-12));
}

TEST_CASE("An energy that no node can have drawn is not used", "[formats]") {
  CHECK(with_energy("20000").energy == 20000);        // 10 W a node
  CHECK(with_energy("40000000").energy == 40000000);  // 20 kW a node
  for (const char* const energy : {"19999", "40000001", "794", "17000000000000000000"}) {
    CAPTURE(energy);
    const SacctJob job = with_energy(energy);
    CHECK_FALSE(job.energy);
    CHECK(job.energy_implausible);
    CHECK(says(job.notes, "sacct-energy-implausible"));
    CHECK_FALSE(says(job.notes, "sacct-energy-not-measured"));
  }
}

TEST_CASE("A state is one word", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|State";
  CHECK(job_of(columns, "5|60|node=1|CANCELLED by 1234").state == "CANCELLED");
  CHECK(says(job_of(columns, "5|60|node=1|RUNNING").notes, "sacct-still-running"));
  CHECK_FALSE(says(job_of(columns, "5|60|node=1|TIMEOUT").notes, "sacct-still-running"));
}

TEST_CASE("Of a start only the year is read, in whatever form it comes first", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|Start";
  CHECK(job_of(columns, "5|60|node=1|2023-05-06T07:08:09").year == 2023);
  CHECK(job_of(columns, "5|60|node=1|2023/05/06-07:08:09").year == 2023);
  for (const char* const start : {"", "Unknown", "None", "None assigned"}) {
    const SacctJob job = job_of(columns, "5|60|node=1|" + std::string(start));
    CHECK_FALSE(job.year);
    CHECK_FALSE(says(job.notes, "sacct-start-unread"));
  }
  for (const char* const start : {"06 May 07:08", "1683356889", "0000-01-01", "2023"}) {
    const SacctJob job = job_of(columns, "5|60|node=1|" + std::string(start));
    CHECK_FALSE(job.year);
    CHECK(says(job.notes, "sacct-start-unread"));
  }
}
