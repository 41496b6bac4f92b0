// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/model_config.hpp"
#include "unit/batch/records.hpp"

#include <string>
#include <tuple>

using namespace plume;
using namespace plume::test;

namespace {

std::vector<Walked> walk_text(const std::string& text, const WalkOptions& walk = {},
                              std::optional<RecordFormat> format = std::nullopt) {
  const Folder folder;
  return walk_all(walk, {.files = {write_to(folder, "runs", text)}, .format = format});
}

Walked walk_one(const std::string& text, const WalkOptions& walk = {},
                std::optional<RecordFormat> format = std::nullopt) {
  const auto walked = walk_text(text, walk, format);
  REQUIRE(walked.size() == 1);
  return walked.front();
}

/// A run of which hours, accelerator, count and place are said.
std::string timed(const std::string& more) {
  return R"({"hardware":{"accelerator":"h100-sxm","count":8,"hours":5},"site":{"region":"fr")" +
         more + "}}\n";
}

WalkOptions with_defaults(std::string_view manifest) {
  return {.defaults = run_of(manifest)};
}

constexpr std::string_view all_of_it = R"({"name": "default",
  "hardware": {"accelerator": "v100", "count": 2, "hours": 10},
  "site": {"region": "us", "year": 2022, "pue": 1.3}})";

constexpr const char* config_text =
    R"({"model_type":"llama","hidden_size":64,"num_hidden_layers":2,"num_attention_heads":4,)"
    R"("intermediate_size":128,"vocab_size":1000})";

}  // namespace

TEST_CASE("What a record does not say comes from the defaults", "[batch]") {
  const WalkOptions walk = with_defaults(all_of_it);
  const Walked nothing = walk_one("{}\n", walk);
  CHECK(nothing.code.empty());
  CHECK(nothing.name == "default");
  CHECK_THAT(nothing.device_hours, WithinRel(20, 1e-12));
  const Walked more = walk_one(R"({"name":"own","hardware":{"count":4}})", walk);
  CHECK(more.name == "own");
  CHECK_THAT(more.device_hours, WithinRel(40, 1e-12));
  const Walked elsewhere = walk_one(R"({"site":{"pue":2.6}})", walk);
  CHECK(elsewhere.kilograms_in_all > nothing.kilograms_in_all);
}

TEST_CASE("A record that says its device hours needs no default for its hours", "[batch]") {
  const WalkOptions walk = with_defaults(all_of_it);
  const Walked walked = walk_one(R"({"hardware":{"device_hours":7}})", walk);
  CHECK(walked.code.empty());
  CHECK_THAT(walked.device_hours, WithinRel(7, 1e-12));
  const WalkOptions device_hours =
      with_defaults(R"({"hardware":{"device_hours":7,"count":2},"site":{"region":"fr"}})");
  const std::string own_hours = R"({"hardware":{"hours":5,"accelerator":"v100"}})";
  CHECK_THAT(walk_one(own_hours, device_hours).device_hours, WithinRel(10, 1e-12));
}

TEST_CASE("Defaults do not reach from one record to the next", "[batch]") {
  const auto walked = walk_text("{\"name\":\"a\",\"hardware\":{\"count\":4}}\n{}\n{\"x\":1}\n{}\n",
                                with_defaults(all_of_it));
  REQUIRE(walked.size() == 4);
  CHECK(walked[1].name == "default");
  CHECK(walked[2].code == "unknown-key");
  CHECK(walked[3].code.empty());
  CHECK(walked[3].device_hours == walked[1].device_hours);
  CHECK(walked[3].kilograms_in_all == walked[1].kilograms_in_all);
}

TEST_CASE("The config of the defaults is that of every record without its own", "[batch]") {
  WalkOptions walk;
  walk.defaults = run_of(R"({"model":{"config":"config.json"},"training":{"tokens":"1B"},
                             "hardware":{"accelerator":"v100"},"site":{"region":"fr"}})");
  const Folder folder;
  write_to(folder, "config.json", config_text);
  Faults faults;
  load_model_config(walk.defaults, folder.path(), faults);
  REQUIRE(faults.empty());
  const auto walked = walk_text("{}\n{\"training\":{\"tokens\":\"2B\"}}\n{}\n"
                                "{\"model\":{\"parameters\":\"1B\"}}\n",
                                walk);
  REQUIRE(walked.size() == 4);
  for (const Walked& each : walked) {
    CHECK(each.code.empty());
  }
  CHECK(walked[0].device_hours == walked[2].device_hours);
  CHECK_THAT(walked[1].device_hours, WithinRel(2 * walked[0].device_hours, 1e-9));
  CHECK(walked[3].device_hours > 10 * walked[0].device_hours);
}

TEST_CASE("A record's own config lies beside its file, whatever the defaults say", "[batch]") {
  const Folder folder;
  write_to(folder, "config.json", config_text);
  const std::string own = R"({"model":{"config":"config.json"}})";
  const std::string missing = R"({"model":{"config":"missing.json"}})";
  const std::string path =
      write_to(folder, "runs.jsonl", own + "\n" + missing + "\n" + own + "\n{}\n");
  const auto walked =
      walk_all(with_defaults(R"({"model":{"parameters":"7B"},"training":{"tokens":"1B"},
                                 "hardware":{"accelerator":"v100"},"site":{"region":"fr"}})"),
               {.files = {path}});
  REQUIRE(walked.size() == 4);
  CHECK(walked[0].code.empty());
  CHECK_FALSE(walked[1].code.empty());
  CHECK(walked[1].pointer == "/model/config");
  CHECK(walked[2].kilograms_in_all == walked[0].kilograms_in_all);
  CHECK(walked[3].code.empty());
}

TEST_CASE("A record cannot read its config from standard input", "[batch]") {
  const Walked walked = walk_one(R"({"model":{"config":"-"}})");
  CHECK(walked.code == "cannot-read");
  CHECK(walked.pointer == "/model/config");
}

TEST_CASE("Assumed figures make a record bad where that is asked for", "[batch]") {
  WalkOptions walk{.detail = Detail::result};
  CHECK(walk_one(timed(""), walk).code.empty());
  walk.strict = true;
  const Walked assumed = walk_one(timed(""), walk);
  CHECK_FALSE(assumed.code.empty());
  CHECK_THAT(assumed.diagnostic.cure, ContainsSubstring("--"));
  CHECK(assumed.line == 1);
}

TEST_CASE("A bad value of a line has line, column and pointer", "[batch]") {
  const auto walked = walk_text(timed("") + "\n  {\"hardware\":{\"power\":\"many\"}}\n");
  REQUIRE(walked.size() == 2);
  const Walked& bad = walked[1];
  CHECK(bad.line == 3);
  CHECK(bad.code == "not-a-number");
  CHECK(bad.pointer == "/hardware/power");
  CHECK(bad.diagnostic.position.line == 3);
  CHECK(bad.diagnostic.position.column == 24);
  CHECK(bad.diagnostic.line == "  {\"hardware\":{\"power\":\"many\"}}");
  CHECK(bad.diagnostic.width == 6);
}

TEST_CASE("A bad value of a list has the place in the list and the column in the line", "[batch]") {
  const auto walked =
      walk_text("[ {}, {\"site\":\n {\"pue\":\"x\"}},\n{\"y\":1}]", {}, RecordFormat::json);
  REQUIRE(walked.size() == 3);
  CHECK(walked[1].pointer == "/1/site/pue");
  CHECK(walked[1].line == 1);
  CHECK(walked[1].diagnostic.position.line == 2);
  CHECK(walked[1].diagnostic.position.column == 9);
  CHECK(walked[2].pointer == "/2/y");
  CHECK(walked[2].diagnostic.position.line == 3);
  CHECK(walked[2].diagnostic.position.column == 2);
}

TEST_CASE("The caret stands below a record in the middle of its line", "[batch]") {
  const auto walked = walk_text("[{}, {\"y\":1}]", {}, RecordFormat::json);
  REQUIRE(walked.size() == 2);
  CHECK(walked[1].diagnostic.position.column == 7);
  CHECK_THAT(print_diagnostic(walked[1].diagnostic, false),
             ContainsSubstring("{\"y\":1}\n        ^~~"));
}

TEST_CASE("A bad cell has its key as a pointer, and its line within the row", "[batch]") {
  const auto walked =
      walk_text("name,site.pue,site.year\n\"a\nb\",x,2020\n\n\"c\",1.1\n", {}, RecordFormat::csv);
  REQUIRE(walked.size() == 2);
  CHECK(walked[0].code == "not-a-number");
  CHECK(walked[0].name == "a\nb");
  CHECK(walked[0].pointer == "/site/pue");
  CHECK(walked[0].line == 2);
  CHECK(walked[0].diagnostic.position.line == 3);
  CHECK(walked[0].diagnostic.position.column == 4);
  CHECK(walked[0].diagnostic.line == "b\",x,2020");
  CHECK(walked[1].code == "wrong-cells");
  CHECK(walked[1].pointer.empty());
  CHECK(walked[1].line == 5);
}

TEST_CASE("Records that are none say why", "[batch]") {
  const auto [text, code] = GENERATE(table<std::string, std::string>(
      {{"[{\"a\":", "cut-off"}, {"[,1]", "stray-text"}, {"[{}] x", "stray-text"}}));
  const auto walked = walk_text(text, with_defaults(all_of_it), RecordFormat::json);
  const auto found = std::find_if(walked.begin(), walked.end(),
                                  [code = code](const Walked& w) { return w.code == code; });
  REQUIRE(found != walked.end());
  CHECK_FALSE(found->diagnostic.cure.empty());
  const auto long_line = walk_text(std::string(longest_record + 1, 'x') + "\n{}\n",
                                   with_defaults(all_of_it), RecordFormat::lines);
  REQUIRE(long_line.size() == 2);
  CHECK(long_line[0].code == "record-too-long");
  CHECK(long_line[0].diagnostic.line.empty());
  CHECK(long_line[1].code.empty());
}

TEST_CASE("Files are named where there are several", "[batch]") {
  const Folder folder;
  const std::string a = write_to(folder, "a.jsonl", timed(""));
  const std::string b = write_to(folder, "b.jsonl", "{\"x\":1}\n");
  const auto walked = walk_all({.several_files = true}, {.files = {a, b}});
  REQUIRE(walked.size() == 2);
  CHECK(walked[0].file == a);
  CHECK(walked[1].file == b);
  CHECK(walked[1].diagnostic.file == b);
  CHECK(walk_all({}, {.files = {a}}).at(0).file.empty());
}

TEST_CASE("The header of each table is read anew", "[batch]") {
  const Folder folder;
  const std::string a = write_to(folder, "a.csv", "name,hardware.hours\na,5\n");
  const std::string b = write_to(folder, "b.csv", "hardware.hours,name\n6,b\n");
  const std::string c = write_to(folder, "c.jsonl", "{\"name\":\"c\"}\n");
  const auto walked = walk_all(with_defaults(all_of_it), {.files = {a, b, c, a}});
  REQUIRE(walked.size() == 4);
  CHECK(walked[1].name == "b");
  CHECK_THAT(walked[1].device_hours, WithinRel(12, 1e-12));
  CHECK_THAT(walked[2].device_hours, WithinRel(20, 1e-12));
  CHECK(walked[3].device_hours == walked[0].device_hours);
}

TEST_CASE("Slurm's steps are no records, and its faults have the line of their job", "[batch]") {
  const auto walked = walk_text("JobID|ElapsedRaw|AllocTRES\n"
                                "7|3600|cpu=4,gres/gpu:h100=4\n7.batch|3600|cpu=4\n8|x|cpu=1\n",
                                with_defaults(R"({"site":{"region":"fr"}})"), RecordFormat::sacct);
  REQUIRE(walked.size() == 2);
  CHECK_THAT(walked[0].device_hours, WithinRel(4, 1e-12));
  CHECK_FALSE(walked[1].code.empty());
  CHECK(walked[1].line == 4);
}

TEST_CASE("Keys of the manifest and columns of Slurm group records", "[batch]") {
  for (const char* key : {"site.region", "hardware.count", "name", "user", "account", "cluster"}) {
    CHECK(can_group_by(key));
  }
  for (const char* key : {"", "region", "site", "User", "jobid"}) {
    CHECK_FALSE(can_group_by(key));
  }
}

TEST_CASE("A group is named by what the record says, places and devices by their id", "[batch]") {
  const auto [key, group] = GENERATE(table<std::string, std::string>({
      {"site.region", "fr"},
      {"hardware.accelerator", "h100-sxm"},
      {"name", "a, \"b\""},
      {"site.year", "2023"},
      {"training.precision", "bf16"},
      {"hardware.count", "8"},
      {"hardware.power", ""},
      {"user", ""},
  }));
  const std::string line = R"({"name":"a, \"b\"","training":{"precision":"bf16"},)"
                           R"("hardware":{"accelerator":"H100 SXM","count":8,"hours":5},)"
                           R"("site":{"region":"France","year":2023}})";
  INFO(key);
  CHECK(walk_one(line, {.group_by = key}).group == group);
}

TEST_CASE("Slurm's jobs are grouped by who ran them", "[batch]") {
  const std::string table = "JobID|User|Account|Cluster|State|ElapsedRaw|AllocTRES\n"
                            "7|ann|physics|big|COMPLETED|3600|gres/gpu:h100=4\n";
  for (const auto& [key, group] : std::vector<std::pair<std::string, std::string>>{
           {"user", "ann"}, {"account", "physics"}, {"cluster", "big"}, {"state", "COMPLETED"}}) {
    WalkOptions walk = with_defaults(R"({"site":{"region":"fr"}})");
    walk.group_by = key;
    CHECK(walk_one(table, walk, RecordFormat::sacct).group == group);
  }
}

TEST_CASE("A bad record far into a long line tells its column, and few blanks", "[batch]") {
  std::string list = "[";
  for (int i = 0; i < 200; ++i) {
    list += "{\"name\":1},";
  }
  list.back() = ']';
  const auto walked = walk_text(list, {}, RecordFormat::json);
  REQUIRE(walked.size() == 200);
  const Diagnostic& last = walked.back().diagnostic;
  CHECK(last.position.column == 1 + 199 * 11 + 8 + 1);
  CHECK(last.line.size() < 400);
  const std::string text = print_diagnostic(last, false);
  CHECK(text.find("{\"name\":1}\n") != std::string::npos);
}

TEST_CASE("Pointers escape what JSON pointers must", "[batch]") {
  CHECK(walk_one("{\"nam/e~\":1}").pointer == "/nam~1e~0");
}
