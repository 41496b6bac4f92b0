// SPDX-License-Identifier: Apache-2.0
#include "plume/support/diagnostic.hpp"
#include "unit/formats/sacct_jobs.hpp"

using namespace plume;

namespace {

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

}  // namespace

TEST_CASE("A row of sacct -P is a job", "[formats]") {
  const SacctJob job =
      job_of(whole_header, "90210|fine tune|ana|lab7|north|COMPLETED|2025-11-30T23:10:00|5400|2|"
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

TEST_CASE("A row without the number of a job is a fault", "[formats]") {
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
