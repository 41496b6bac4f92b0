// SPDX-License-Identifier: Apache-2.0
#include "plume/report/check.hpp"
#include "support/checked.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace plume;
using namespace plume::test;
using Json = nlohmann::json;

namespace {

constexpr std::array formats{Format::text, Format::json, Format::csv, Format::markdown};

std::string text_of(const Check& check, Format format) {
  return render_check(check, {.format = format});
}

Json json_of(const Check& check) {
  return Json::parse(text_of(check, Format::json));
}

}  // namespace

TEST_CASE("A check in JSON says what its schema promises", "[report]") {
  const Json json = json_of(one_of_each());
  CHECK(json["schema"] == "plume.check/1");
  CHECK(json["verdict"] == "over");
  CHECK(json["outcome"] == "not-checked");
  CHECK(json["fail_on"] == "value");
  REQUIRE(json["items"].size() == 3);
  const Json& item = json["items"][0];
  CHECK(item["file"] == "a.toml");
  CHECK(item["name"] == "small");
  CHECK(item["format"] == "torchtitan");
  CHECK(item["verdict"] == "over");
  CHECK(item["outcome"] == "failed");
  CHECK(item["budget_kgco2e"] == 100);
  CHECK(item["emissions"]["low"] < item["emissions"]["value"]);
  CHECK(item["emissions"]["value"] < item["emissions"]["high"]);
  CHECK(item["judgements"].size() == 2);
  CHECK(item["judgements"][0]["set_by"] == "--max-emissions");
  CHECK(item["judgements"][1]["unit"] == "1");
  CHECK(item["assumed"][0]["name"] == "overhead");
  CHECK(item["warnings"][0]["code"] == "assumed-overhead");
}

TEST_CASE("A check in JSON says where each value comes from", "[report]") {
  const Json json = json_of(one_of_each());
  const Json expected = {{"key", "training.seq_len"},
                         {"value", "4096"},
                         {"file", "a.toml"},
                         {"line", 7},
                         {"column", 11},
                         {"gives", "training.tokens"},
                         {"formula", "256 sequences x 4,096 tokens x 95,367 steps"}};
  CHECK(json["items"][0]["derived_from"][1] == expected);
  CHECK(json["items"][1]["derived_from"].empty());
}

TEST_CASE("A check in JSON says what changed", "[report]") {
  const Json json = json_of(one_of_each());
  const Json& change = json["items"][0]["change"];
  CHECK(change["ratio"] == 2);
  CHECK(change["revised"] == 1);
  CHECK(change["estimated_anew"] == true);
  CHECK(change["terms"][0]["name"] == "tokens");
  CHECK(change["keys"][1] ==
        Json{{"key", "training.precision"}, {"before", "bf16"}, {"after", "fp16"}});
  CHECK(json["items"][1]["change"].is_null());
  CHECK(json["items"][1]["new_to_baseline"] == true);
}

TEST_CASE("A file that could not be used has errors in the place of figures", "[report]") {
  const Json json = json_of(one_of_each());
  const Json& item = json["items"][2];
  CHECK(item["outcome"] == "not-checked");
  CHECK(item["verdict"].is_null());
  CHECK(item["emissions"].is_null());
  CHECK(item["errors"][0]["code"] == "unknown-key");
  CHECK(item["errors"][0]["line"] == 3);
  CHECK(json["total"]["runs"] == 2);
}

TEST_CASE("The total of a check is the sum of its items", "[report]") {
  const Json json = json_of(one_of_each());
  for (const char* const figure : {"value", "low", "high"}) {
    const double sum = json["items"][0]["emissions"][figure].get<double>() +
                       json["items"][1]["emissions"][figure].get<double>();
    CHECK_THAT(json["total"]["emissions"][figure].get<double>(), WithinRel(sum, 1e-10));
  }
  const double energy =
      json["items"][0]["energy_kwh"].get<double>() + json["items"][1]["energy_kwh"].get<double>();
  CHECK_THAT(json["total"]["energy_kwh"].get<double>(), WithinRel(energy, 1e-10));
}

TEST_CASE("A check without a limit has no verdict, and does not pass", "[report]") {
  const Json json = json_of(only(checked("a.json", small_run)));
  CHECK(json["verdict"].is_null());
  CHECK(json["outcome"] == "not-checked");
  CHECK(json["items"][0]["verdict"].is_null());
  CHECK(json["items"][0]["outcome"].is_null());
  CHECK(json["items"][0]["budget_kgco2e"].is_null());
}

TEST_CASE("The budget of an item is its tightest limit on emissions", "[report]") {
  CheckedRun run = checked("a.json", small_run);
  run.judgements = {judge(*run.report, {.of = BudgetOf::energy, .most = 5}),
                    judge(*run.report, kilogram_limit(70)), judge(*run.report, kilogram_limit(50)),
                    judge(*run.report, kilogram_limit(60))};
  CHECK(json_of(only(run))["items"][0]["budget_kgco2e"] == 50);
}

TEST_CASE("Every format writes an empty check", "[report]") {
  for (const Format format : formats) {
    CHECK_THAT(text_of(Check{}, format), EndsWith("\n"));
  }
  CHECK(json_of(Check{})["outcome"] == "not-checked");
}

TEST_CASE("The text begins and ends with the outcome, a line a limit between", "[report]") {
  const auto lines = lines_of(text_of(one_of_each(), Format::text));
  CHECK(lines.front() == "not all was checked: 3 runs, 1 that could not be used, 1 over, 1 within; "
                         "the central value decides");
  CHECK(lines.back() == lines.front());
  CHECK_THAT(lines.at(2), StartsWith("  verdict  file"));
  CHECK_THAT(lines.at(3), StartsWith("  OVER     a.toml"));
  CHECK_THAT(lines.at(3), ContainsSubstring("0.356 t"));
  CHECK_THAT(lines.at(3), ContainsSubstring("0.1 t (--max-emissions)"));
  CHECK_THAT(lines.at(4), ContainsSubstring("+100 %"));
  CHECK_THAT(lines.at(5), StartsWith("  WITHIN   b.json"));
  CHECK_THAT(lines.at(5), EndsWith("new"));
  CHECK_THAT(lines.at(6), StartsWith("  ERROR    c.yaml"));
  CHECK_THAT(lines.at(7), ContainsSubstring("sum of 2 runs"));
}

TEST_CASE("The text says why, and what to do", "[report]") {
  const std::string text = text_of(one_of_each(), Format::text);
  CHECK_THAT(text, ContainsSubstring("tokens x2 (100B to 200B), precision bf16 to fp16"));
  CHECK_THAT(text, ContainsSubstring("training.tokens 200B = 256 sequences x 4,096 tokens x 95,367 "
                                     "steps (training.steps a.toml:4, training.seq_len a.toml:7)"));
  CHECK_THAT(text, ContainsSubstring("ERROR    c.yaml         there is no key `tokns`"));
  CHECK_THAT(text, ContainsSubstring("overhead: give --hours, or --overhead"));
}

TEST_CASE("A run within its budget is a short answer", "[report]") {
  CheckedRun run = checked("a.json", small_run);
  run.judgements = {judge(*run.report, kilogram_limit(1e6))};
  const std::string text = text_of(only(run), Format::text);
  CHECK_THAT(text, StartsWith("passed: 1 run, 1 within; the central value decides\n"));
  CHECK(text.find("passed", 1) == std::string::npos);
}

TEST_CASE("A decrease is told though nothing limits it", "[report]") {
  Check check = one_of_each();
  check.runs.resize(1);
  CheckedRun& run = check.runs[0];
  run.judgements = {judge(*run.report, kilogram_limit(1e6))};
  CHECK_THAT(text_of(check, Format::text), ContainsSubstring("x 2 since the baseline: tokens x2"));
}

TEST_CASE("Colours are written only where they are wanted", "[report]") {
  const Check check = one_of_each();
  CHECK(render_check(check, {.colour = false}).find('\033') == std::string::npos);
  CHECK_THAT(render_check(check, {.colour = true}), ContainsSubstring("\033[31mOVER\033[0m"));
}

TEST_CASE("Names that steer a terminal or a table do not", "[report]") {
  CheckedRun run = checked("a\033[31m|<b>.json", small_run);
  run.judgements = {judge(*run.report, kilogram_limit(1))};
  for (const Format format : {Format::text, Format::markdown}) {
    CHECK(text_of(only(run), format).find('\033') == std::string::npos);
  }
  const std::string page = text_of(only(run), Format::markdown);
  CHECK(page.find("<b>") == std::string::npos);
  CHECK_THAT(page, ContainsSubstring("\\|\\<b\\>.json"));
}

TEST_CASE("A row of CSV is a run and a limit, and all are whole", "[report]") {
  const auto lines = lines_of(text_of(one_of_each(), Format::csv));
  REQUIRE(lines.size() == 6);
  const auto cells = std::count(lines[0].begin(), lines[0].end(), ',');
  for (const std::string& line : lines) {
    CHECK(std::count(line.begin(), line.end(), ',') == cells);
  }
  CHECK_THAT(lines[1], StartsWith("a.toml,small,torchtitan,emissions,356.17414697,"));
  CHECK_THAT(lines[2],
             StartsWith("a.toml,small,torchtitan,increase,2,2,2,1.1,--max-increase,over"));
  CHECK_THAT(lines[3], EndsWith(",within,passed,,,,true,"));
  CHECK(lines[4] == "c.yaml,broken,,,,,,,,,,,,,false,unknown-key");
  CHECK_THAT(lines[5], StartsWith(",total,,energy,"));
}

TEST_CASE("The Markdown can be found again, and holds table and details", "[report]") {
  const std::string page = text_of(one_of_each(), Format::markdown);
  CHECK_THAT(page, StartsWith("<!-- plume check -->\n## Carbon budget: not all was checked\n"));
  CHECK_THAT(page, ContainsSubstring("| OVER | a.toml | 0.356 t |"));
  CHECK_THAT(page,
             ContainsSubstring("<details><summary>a.toml</summary>\n\nSince the baseline x 2: "
                               "tokens x2"));
  CHECK_THAT(page, ContainsSubstring("- line 3: there is no key"));
  const auto count = [&page](std::string_view word) {
    std::size_t n = 0;
    for (auto at = page.find(word); at != std::string::npos; at = page.find(word, at + 1)) {
      ++n;
    }
    return n;
  };
  CHECK(count("<details>") == 3);
  CHECK(count("</details>") == 3);
}
