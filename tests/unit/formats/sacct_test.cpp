// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/sacct.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

using namespace plume;

namespace {

constexpr const char* header =
    "JobID|JobName|User|Account|Cluster|State|Start|ElapsedRaw|NNodes|AllocTRES|ConsumedEnergyRaw";

struct Outcome {
  std::optional<SacctJob> job;
  Faults faults;
};

Outcome read_row(const std::string& columns, const std::string& row) {
  Outcome out;
  out.job = SacctTable(columns).read(row, out.faults);
  return out;
}

/// The job of a row that must be one.
SacctJob job_of(const std::string& columns, const std::string& row) {
  const Outcome out = read_row(columns, row);
  CHECK(out.faults.empty());
  REQUIRE(out.job);
  return *out.job;
}

SacctJob with_resources(const std::string& list) {
  return job_of("JobID|ElapsedRaw|AllocTRES", "7|100|" + list);
}

SacctJob with_energy(const std::string& energy) {
  return job_of("JobID|ElapsedRaw|AllocTRES|ConsumedEnergyRaw",
                "7|1000|gres/gpu=2,node=2|" + energy);
}

double elapsed_of(const std::string& elapsed) {
  return job_of("JobID|Elapsed|AllocTRES", "7|" + elapsed + "|node=1").elapsed;
}

std::string only_code(const Faults& faults) {
  REQUIRE(faults.size() == 1);
  CHECK_FALSE(faults.front().message.empty());
  CHECK_FALSE(faults.front().cure.empty());
  return faults.front().code;
}

std::string code_of_row(const std::string& columns, const std::string& row) {
  const Outcome out = read_row(columns, row);
  CHECK_FALSE(out.job);
  return only_code(out.faults);
}

bool says(const std::vector<ConfigNote>& notes, std::string_view code) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const ConfigNote& note) { return note.code == code; });
}

std::string missing_column(const std::string& columns) {
  try {
    const SacctTable table(columns);
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK_THAT(failure.diagnostics().front().cure, StartsWith("run sacct -P --format=JobID,"));
    return failure.diagnostics().front().message;
  }
  return "";
}

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

TEST_CASE("A row of sacct -P is a job", "[formats]") {
  const SacctJob job =
      job_of(header, "90210|fine tune|ana|lab7|north|COMPLETED|2025-11-30T23:10:00|5400|2|"
                     "billing=96,cpu=96,gres/gpu=8,gres/gpu:h100=8,mem=1000G,node=2|"
                     "29160000");
  CHECK(job.id == "90210");
  CHECK(job.name == "fine tune");
  CHECK(job.user == "ana");
  CHECK(job.account == "lab7");
  CHECK(job.cluster == "north");
  CHECK(job.state == "COMPLETED");
  CHECK(job.year == 2025);
  CHECK(job.elapsed == 5400);
  CHECK(job.nodes == 2);
  CHECK(job.gpus == 8);
  CHECK(job.gpu_type == "h100");
  CHECK(job.energy == 29160000);
  REQUIRE(job.notes.size() == 1);
  CHECK(job.notes.front().code == "sacct-energy-scope");
}

TEST_CASE("Columns stand in any order, in any case, with others between them", "[formats]") {
  const SacctJob job = job_of("\xef\xbb\xbf alloctres |ExitCode|ELAPSEDRAW|jobidraw|QOS\r",
                              " gres/gpu:v100=1,gres/gpu=1 |0:0| 60 |5|long\r");
  CHECK(job.id == "5");
  CHECK(job.elapsed == 60);
  CHECK(job.gpus == 1);
  CHECK(job.gpu_type == "v100");
  CHECK_FALSE(job.energy);
}

TEST_CASE("Of a column that stands twice the first is read", "[formats]") {
  CHECK(job_of("JobID|Elapsed|JobID|AllocTRES", "5|10:00|6|node=1").id == "5");
}

TEST_CASE("A trailing pipe ends the rows where it ends the header", "[formats]") {
  CHECK(job_of("JobID|ElapsedRaw|AllocTRES|", "5|60|gres/gpu=3,node=1|").gpus == 3);
  CHECK(job_of("JobID|ElapsedRaw|AllocTRES|", "5|0||").elapsed == 0);
  CHECK(job_of("JobID|ElapsedRaw|AllocTRES", "5|0|").elapsed == 0);
  CHECK(code_of_row("JobID|ElapsedRaw|AllocTRES", "5|60|gres/gpu=3|") == "sacct-columns");
  CHECK(code_of_row("JobID|ElapsedRaw|AllocTRES|", "5|60|") == "sacct-columns");
}

TEST_CASE("A pipe in a job's name is not guessed at", "[formats]") {
  const Outcome out = read_row("JobID|JobName|ElapsedRaw|AllocTRES", "5|a|b|60|node=1");
  CHECK_FALSE(out.job);
  CHECK(only_code(out.faults) == "sacct-columns");
  CHECK_THAT(out.faults.front().message, ContainsSubstring("5 fields"));
  CHECK_THAT(out.faults.front().cure, ContainsSubstring("JobName"));
}

TEST_CASE("A header without the columns that are needed ends the run", "[formats]") {
  CHECK_THAT(missing_column("User|Elapsed|AllocTRES"), ContainsSubstring("`JobID`"));
  CHECK_THAT(missing_column("JobID|State|AllocTRES"), ContainsSubstring("`ElapsedRaw`"));
  CHECK_THAT(missing_column("JobID|Elapsed"), ContainsSubstring("`AllocTRES`"));
  CHECK_THAT(missing_column("5|00:10:00|node=1"), ContainsSubstring("`JobID`"));
  CHECK_FALSE(missing_column("").empty());
  CHECK(missing_column("JobIDRaw|Elapsed|AllocTRES").empty());
}

TEST_CASE("Steps, empty rows and the header once more are passed over", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|ConsumedEnergyRaw";
  for (const char* const id : {"5.batch", "5.extern", "5.0", "5_3.1", "5+1.0", "5_[1-4].batch"}) {
    const Outcome out = read_row(columns, std::string(id) + "|60|gres/gpu=4,node=1|50000");
    CHECK_FALSE(out.job);
    CHECK(out.faults.empty());
  }
  for (const std::string& row : {std::string(), std::string("\r"), columns, columns + "\r"}) {
    const Outcome out = read_row(columns, row);
    CHECK_FALSE(out.job);
    CHECK(out.faults.empty());
  }
}

TEST_CASE("Parts of arrays and of heterogeneous jobs are jobs", "[formats]") {
  for (const char* const id : {"77_4", "77+1", "77_[1-9%2]", "77_[1,3:2]"}) {
    const SacctJob job = job_of("JobIDRaw|JobID|Elapsed|AllocTRES",
                                "78|" + std::string(id) + "|01:00|gres/gpu=1,node=1");
    CHECK(job.id == id);
    CHECK(job.gpus == 1);
  }
}

TEST_CASE("A row whose number is none is a fault", "[formats]") {
  const std::string columns = "JobID|Elapsed|AllocTRES";
  CHECK(code_of_row(columns, "total|00:10:00|node=1") == "sacct-no-job");
  CHECK(code_of_row(columns, "|00:10:00|node=1") == "sacct-no-job");
  CHECK(code_of_row(columns, "5\x1b[2J|00:10:00|node=1") == "sacct-no-job");
}

TEST_CASE("GPUs named by type are the same GPUs once more", "[formats]") {
  CHECK(with_resources("gres/gpu=4,gres/gpu:a100=4,node=1").gpus == 4);
  CHECK(with_resources("gres/gpu:a100=4,gres/gpu=4,node=1").gpus == 4);
  CHECK(with_resources("gres/gpu:a100=4").gpus == 4);
  CHECK(with_resources("gres/gpu:a100=4").gpu_type == "a100");
  CHECK(with_resources("gres/gpu=4").gpus == 4);
  CHECK(with_resources("gres/gpu=4").gpu_type.empty());
}

TEST_CASE("What is no GPU is not counted as one", "[formats]") {
  const SacctJob job =
      with_resources("billing=512,cpu=64,gres/gpumem=80G,gres/gpuutil=95,gres/nvme=3,mem=5.50G");
  CHECK(job.gpus == 0);
  CHECK(job.gpu_type.empty());
  CHECK(with_resources("gres/gpu=0,gres/gpu:a100=0").gpu_type.empty());
}

TEST_CASE("GPUs of several types have none that could be taken", "[formats]") {
  const SacctJob job = with_resources("gres/gpu=6,gres/gpu:a100=4,gres/gpu:v100=2,node=2");
  CHECK(job.gpus == 6);
  CHECK(job.gpu_type.empty());
  CHECK(says(job.notes, "sacct-mixed-gpus"));
  CHECK(with_resources("gres/gpu:a100=4,gres/gpu:v100=2").gpus == 6);
  CHECK_FALSE(says(with_resources("gres/gpu:a100=4,gres/gpu=4").notes, "sacct-mixed-gpus"));
}

TEST_CASE("Nodes are those allocated, or else those of their own column", "[formats]") {
  const std::string columns = "JobID|ElapsedRaw|AllocTRES|NNodes";
  CHECK(job_of(columns, "5|60|node=3|4").nodes == 3);
  CHECK(job_of(columns, "5|60|cpu=1|4").nodes == 4);
}

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

TEST_CASE("A job enters a run with the power that was measured", "[formats]") {
  const Entered out =
      entered(job_of(header, "90210|tune|ana|lab7|north|COMPLETED|2025-11-30T23:10:00|5400|"
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
