// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/sacct_jobs.hpp"

using namespace plume;

namespace {

Outcome read_json(const std::string& json) {
  Outcome out;
  out.job = read_sacct_job(json, out.faults);
  return out;
}

/// The job of an element that must be one.
SacctJob json_job(const std::string& json) {
  const Outcome out = read_json(json);
  CHECK(out.faults.empty());
  REQUIRE(out.job);
  return *out.job;
}

/// A job of 1000 seconds with more members.
SacctJob with(const std::string& members) {
  return json_job(R"({"job_id": 5, "time": {"elapsed": 1000}, )" + members + "}");
}

SacctJob with_allocated(const std::string& list) {
  return with(R"("tres": {"allocated": [)" + list + "]}");
}

SacctJob with_steps(const std::string& list) {
  return with(R"("steps": [)" + list + "]");
}

}  // namespace

TEST_CASE("An element of sacct --json is a job, with plain numbers", "[formats]") {
  const SacctJob job = json_job(R"({
    "account": "lab7", "allocation_nodes": 2, "cluster": "north", "user": "ana",
    "array": {"job_id": 0, "task": null, "task_id": null}, "het": {"job_id": 0, "job_offset": null},
    "job_id": 90210, "name": "tune", "state": {"current": "CANCELLED by 7", "reason": "None"},
    "time": {"elapsed": 5400, "start": 1764544200},
    "tres": {"allocated": [
      {"type": "cpu", "name": "", "id": 1, "count": 96},
      {"type": "energy", "name": "", "id": 3, "count": 29160000},
      {"type": "node", "name": null, "id": 4, "count": 2},
      {"type": "billing", "name": "", "id": 5, "count": 9999},
      {"type": "gres", "name": "gpu", "id": 1001, "count": 8},
      {"type": "gres", "name": "gpu:h100", "id": 1002, "count": 8}]}})");
  CHECK(job.id == "90210");
  CHECK(job.name == "tune");
  CHECK(job.user == "ana");
  CHECK(job.account == "lab7");
  CHECK(job.cluster == "north");
  CHECK(job.state == "CANCELLED");
  CHECK(job.year == 2025);
  CHECK(job.elapsed == 5400);
  CHECK(job.nodes == 2);
  CHECK(job.gpus == 8);
  CHECK(job.gpu_type == "h100");
  CHECK(job.energy == 29160000);
}

TEST_CASE("Numbers may say whether they are set, and states may be lists", "[formats]") {
  const SacctJob job = json_job(R"({
    "job_id": {"set": true, "infinite": false, "number": 6},
    "association": {"user": "ben", "account": "lab8", "cluster": "south"}, "user": "",
    "state": {"current": ["RUNNING", "COMPLETING"]},
    "allocation_nodes": {"set": true, "infinite": false, "number": 3},
    "time": {"elapsed": {"set": true, "infinite": false, "number": 60},
             "start": {"set": false, "infinite": false, "number": 1764544200}},
    "tres": {"allocated": [{"type": "gres", "name": "gpu", "count": {"set": true, "number": 2}},
                           {"type": "node", "name": "", "count": {"infinite": true, "number": 9}},
                           {"type": "energy", "name": "", "count": null}]}})");
  CHECK(job.id == "6");
  CHECK(job.user == "ben");
  CHECK(job.account == "lab8");
  CHECK(job.cluster == "south");
  CHECK(job.state == "RUNNING");
  CHECK(says(job.notes, "sacct-still-running"));
  CHECK(job.elapsed == 60);
  CHECK_FALSE(job.year);
  CHECK(job.nodes == 3);
  CHECK(job.gpus == 2);
  CHECK(says(job.notes, "sacct-energy-not-measured"));
}

TEST_CASE("Parts of arrays and of heterogeneous jobs are named by their whole", "[formats]") {
  CHECK(with(R"("array": {"job_id": 70, "task_id": 4})").id == "70_4");
  CHECK(with(R"("array": {"job_id": 70, "task_id": {"set": true, "number": 0}})").id == "70_0");
  CHECK(with(R"("array": {"job_id": 70, "task_id": {"set": false, "number": 0}})").id == "5");
  CHECK(with(R"("array": {"job_id": 0, "task_id": 4})").id == "5");
  CHECK(with(R"("het": {"job_id": 80, "job_offset": 1})").id == "80+1");
  CHECK(with(R"("het": {"job_id": null, "job_offset": {"set": true, "number": 1}})").id == "5");
}

TEST_CASE("GPUs of an allocation are counted once", "[formats]") {
  CHECK(with_allocated(R"({"type": "gres", "name": "gpu:p100", "count": 3})").gpus == 3);
  CHECK(with_allocated(R"({"type": "gres", "name": "gpumem", "count": 80})").gpus == 0);
  const SacctJob mixed = with_allocated(R"({"type": "gres", "name": "gpu:p100", "count": 3},
                                           {"type": "gres", "name": "gpu:a40", "count": 1},
                                           {"type": "gres", "name": "gpu", "count": 4})");
  CHECK(mixed.gpus == 4);
  CHECK(mixed.gpu_type.empty());
  CHECK(says(mixed.notes, "sacct-mixed-gpus"));
}

TEST_CASE("What was only requested is not counted", "[formats]") {
  const SacctJob job = with(
      R"("tres": {"requested": [{"type": "gres", "name": "gpu", "count": 4}], "allocated": []})");
  CHECK(job.gpus == 0);
}

TEST_CASE("Energies of steps are not added", "[formats]") {
  const SacctJob job = with_steps(R"(
    {"step": {"id": "5.batch", "name": "batch"}, "statistics": {"energy": {"consumed": 300000}}},
    {"step": {"id": "5.0", "name": "python"},
     "statistics": {"energy": {"consumed": {"set": true, "infinite": false, "number": 420000}}}},
    {"step": {"id": "5.1", "name": "python"}, "statistics": {"energy": {"consumed": 0}}})");
  CHECK(job.energy == 420000);
  CHECK(says(job.notes, "sacct-energy-of-step"));
}

TEST_CASE("The step `extern` has the energy of the whole job", "[formats]") {
  const std::string large =
      R"({"step": {"id": "5.0", "name": "x"}, "statistics": {"energy": {"consumed": 420000}}})";
  for (const char* const named :
       {R"({"id": "5.extern", "name": ""})", R"({"id": {"job_id": 5}, "name": "extern"})"}) {
    const SacctJob job =
        with_steps(std::string(R"({"step": )") + named +
                   R"(, "statistics": {"energy": {"consumed": 410000}}},)" + large);
    CHECK(job.energy == 410000);
    CHECK_FALSE(says(job.notes, "sacct-energy-of-step"));
  }
}

TEST_CASE("The energy of the job goes before that of its steps", "[formats]") {
  const std::string steps =
      R"("steps": [{"step": {"name": "extern"}, "statistics": {"energy": {"consumed": 410000}}}])";
  const auto job = [&](const std::string& energy) {
    return with(R"("tres": {"allocated": [{"type": "energy", "name": "", "count": )" + energy +
                "}]}, " + steps);
  };
  CHECK(job("400000").energy == 400000);
  CHECK(job("0").energy == 410000);
  CHECK(job("null").energy == 410000);
  CHECK(job("18446744073709551614").energy == 410000);
}

TEST_CASE("An energy of sacct --json that no node can have drawn is not used", "[formats]") {
  const SacctJob job = with_allocated(R"({"type": "energy", "name": "", "count": 794})");
  CHECK_FALSE(job.energy);
  CHECK(job.energy_implausible);
}

TEST_CASE("A start is in UTC, and zero is none", "[formats]") {
  const auto year = [](const std::string& start) {
    return json_job(R"({"job_id": 5, "time": {"elapsed": 9, "start": )" + start + "}}").year;
  };
  CHECK(year("1704067199") == 2023);
  CHECK(year("1704067200") == 2024);
  CHECK(year("253402300799") == 9999);
  for (const char* const start :
       {"0", "-5", "253402300800", "1e300", "4294967294", "null", "\"now\""}) {
    CAPTURE(start);
    CHECK_FALSE(year(start));
  }
}

TEST_CASE("A job without times never ran", "[formats]") {
  for (const char* const json :
       {R"({"job_id": 5})", R"({"job_id": 5, "time": []})",
        R"({"job_id": 5, "time": {"elapsed": null}})", R"({"job_id": 5, "time": {"elapsed": 0}})",
        R"({"job_id": 5, "time": {"elapsed": {"set": false, "number": 7}}})"}) {
    Run run;
    Faults faults;
    enter(json_job(json), run, faults);
    CHECK(only_code(faults) == "sacct-no-time");
  }
}

TEST_CASE("What is no job of sacct --json is a fault", "[formats]") {
  for (const char* const json :
       {"", "5", "null", "[]", "{}", R"({"job_id": )", R"({"job_id": 0})", R"({"job_id": "5"})",
        R"({"job_id": 1.5})", R"({"job_id": -5})", R"({"job_id": 1e300})", R"({"job_id": 1e999})",
        R"({"job_id": {"set": false, "number": 5}})", "{\"job_id\": 5, \"name\": \"\xff\"}"}) {
    CAPTURE(json);
    const Outcome out = read_json(json);
    CHECK_FALSE(out.job);
    CHECK(only_code(out.faults) == "sacct-no-job");
  }
}

TEST_CASE("Numbers below zero are faults where they are used", "[formats]") {
  for (const char* const members :
       {R"("time": {"elapsed": -1})", R"("allocation_nodes": -1)",
        R"("tres": {"allocated": [{"type": "gres", "name": "gpu", "count": -4}]})"}) {
    const Outcome out = read_json(R"({"job_id": 5, )" + std::string(members) + "}");
    CHECK_FALSE(out.job);
    CHECK(only_code(out.faults) == "sacct-bad-value");
  }
  CHECK(with_allocated(R"({"type": "mem", "name": "", "count": -1})").elapsed == 1000);
}

TEST_CASE("Members of a wrong kind are as if they were not there", "[formats]") {
  const SacctJob job = with(R"("name": 5, "user": [], "state": {"current": [[]]}, "steps": 7,
                               "tres": {"allocated": [null, 5, [], {"type": [], "count": "x"}]})");
  CHECK(job.name.empty());
  CHECK(job.user.empty());
  CHECK(job.state.empty());
  CHECK(job.gpus == 0);
}

TEST_CASE("A deep document does not exhaust the stack", "[formats]") {
  const std::string deep = std::string(200000, '[') + std::string(200000, ']');
  CHECK(with(R"("steps": )" + deep + R"(, "tres": {"allocated": )" + deep + "}").elapsed == 1000);
}
