// SPDX-License-Identifier: Apache-2.0
#include "support/checked.hpp"

#include <filesystem>

using namespace plume;
using namespace plume::test;

namespace {

constexpr std::string_view run_text =
    R"({"name":"a","training":{"tokens":1e9},"model":{"parameters":1e9}})";

std::string line_of(const std::string& file, std::string_view run = run_text) {
  return R"({"schema":"plume.ledger/1","file":")" + file +
         R"(","name":"a","kgco2e":{"value":10,"low":8,"high":15},"energy_kwh":20,)"
         R"("plume":"0.1.0","catalogue":"2026.11","run":)" +
         std::string(run) + "}\n";
}

constexpr std::string_view report_text = R"({
  "schema": "plume.report/1",
  "run": {
    "name": "a",
    "model": {"parameters": 1e9}
  },
  "plume": "0.1.0",
  "catalogue": "2026.11",
  "name": "a",
  "emissions": {"unit": "kgCO2e", "total": {"value": 10, "low": 8, "high": 15}},
  "energy": {"unit": "kWh", "facility": {"value": 20, "low": 15, "high": 25}}
}
)";

std::vector<Diagnostic> faults_of(std::string_view text) {
  try {
    read_baseline("base.jsonl", text);
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    for (const Diagnostic& each : failure.diagnostics()) {
      CHECK(each.file == "base.jsonl");
      CHECK_FALSE(each.message.empty());
      CHECK_FALSE(each.cure.empty());
    }
    return failure.diagnostics();
  }
  FAIL_CHECK("it was read");
  return {{}};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A ledger is read line by line", "[gate]") {
  const auto entries =
      read_baseline("base.jsonl", line_of("b.toml") + "\r\n\n" + line_of("c.toml"));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].file == "b.toml");
  CHECK(entries[1].file == "c.toml");
  const BaselineEntry& entry = entries[0];
  CHECK(entry.name == "a");
  CHECK(entry.kgco2e == 10);
  CHECK(entry.low == 8);
  CHECK(entry.high == 15);
  CHECK(entry.energy_kwh == 20);
  CHECK(entry.plume == "0.1.0");
  CHECK(entry.catalogue == "2026.11");
  CHECK(entry.run.number(Key::tokens).value == 1e9);
}

TEST_CASE("A byte order mark and line ends of Windows do not matter", "[gate]") {
  const std::string text = "\xef\xbb\xbf" + replaced(line_of("b.toml"), "\n", "\r\n");
  CHECK(read_baseline("base.jsonl", text).size() == 1);
}

TEST_CASE("Blank lines in front do not matter", "[gate]") {
  CHECK(read_baseline("base.json", "\n \n" + std::string(report_text)).size() == 1);
  const auto faults = faults_of("\n\n{\n  \"schema\": }");
  CHECK(faults.at(0).code == "invalid-json");
  CHECK(faults.at(0).position.line == 4);
}

TEST_CASE("One report is a baseline without a file", "[gate]") {
  const auto entries = read_baseline("base.json", report_text);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].file.empty());
  CHECK(entries[0].name == "a");
  CHECK(entries[0].kgco2e == 10);
  CHECK(entries[0].energy_kwh == 20);
}

TEST_CASE("A ledger names files from the folder of the settings", "[gate]") {
  const std::string here = std::filesystem::current_path().string();
  CHECK(ledger_path("./a/../b.toml") == "b.toml");
  CHECK(ledger_path(here + "/x/b.toml") == "x/b.toml");
  CHECK(ledger_path("x/b.toml", "x") == "b.toml");
  CHECK(ledger_path(here + "/x/b.toml", "x") == "b.toml");
  CHECK(ledger_path("y/b.toml", "x") == "y/b.toml");
  CHECK(ledger_path("-", "..") == "-");
  const std::string name = std::filesystem::current_path().filename().string();
  CHECK(ledger_path("b.toml", "..") == name + "/b.toml");
}

TEST_CASE("An entry is found by its file, however that is written, else by name", "[gate]") {
  const auto ledger = read_baseline("base.jsonl", line_of("./x/../b.toml") + line_of("c.toml"));
  CHECK(find_entry(ledger, "b.toml", "") == &ledger[0]);
  CHECK(find_entry(ledger, "./b.toml", "") == &ledger[0]);
  CHECK(find_entry(ledger, "c.toml", "") == &ledger[1]);
  CHECK(find_entry(ledger, "d.toml", "a") == nullptr);
  const auto report = read_baseline("base.json", report_text);
  CHECK(find_entry(report, "d.toml", "a") == report.data());
  CHECK(find_entry(report, "d.toml", "other") == nullptr);
  CHECK(find_entry({}, "d.toml", "a") == nullptr);
}

TEST_CASE("An inline model is read with its run", "[gate]") {
  const std::string config = R"({"model_type":"gpt2","n_layer":12,"n_embd":768,"n_head":12,)"
                             R"("vocab_size":50257,"n_positions":1024})";
  const auto entries =
      read_baseline("base.jsonl", line_of("b.toml", R"({"model":{"config":)" + config + "}}"));
  REQUIRE(entries.at(0).run.architecture);
  CHECK_THAT(entries[0].run.architecture->parameters, WithinRel(124.4e6, 0.01));
}

TEST_CASE("An empty baseline is refused", "[gate]") {
  for (const std::string_view text : {"", "\n", "  \n\r\n", "\xef\xbb\xbf"}) {
    CHECK(faults_of(text).at(0).code == "empty-baseline");
  }
}

TEST_CASE("A fault within a line is told at its line and column", "[gate]") {
  const std::string good = line_of("b.toml");
  const std::string bad = line_of("c.toml", R"({"site":{"pue":0.1}})");
  const auto faults = faults_of(good + bad);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "out-of-range");
  CHECK(faults[0].position.line == 2);
  CHECK(faults[0].position.column == bad.find("0.1}") + 1);
  CHECK(faults[0].line + "\n" == bad);
}

TEST_CASE("All faults of a ledger are told at once, in the order of the file", "[gate]") {
  const auto faults = faults_of(line_of("a", R"({"site":{"pue":0.1}})") + "{\"schema\":\"x\"}\n" +
                                "{\"schema\":\n" + line_of("a"));
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].position.line == 1);
  CHECK(faults[1].code == "not-a-baseline");
  CHECK(faults[1].position.line == 2);
  CHECK(faults[2].code == "invalid-json");
  CHECK(faults[2].position.line == 3);
}

TEST_CASE("What is no baseline is refused", "[gate]") {
  CHECK(faults_of(R"({"name": "a", "model": {"parameters": 1e9}})").at(0).code == "not-a-baseline");
  CHECK(faults_of("[]").at(0).code == "not-a-baseline");
  CHECK(faults_of("5\n6\n").size() == 2);
  CHECK(faults_of(replaced(line_of("b"), "ledger/1", "ledger/2")).at(0).code == "not-a-baseline");
  CHECK(faults_of("not json at all").at(0).code == "not-a-baseline");
  CHECK(faults_of("{not json at all").at(0).code == "invalid-json");
}

TEST_CASE("A report that is cut short is told where it ends", "[gate]") {
  const auto faults = faults_of(report_text.substr(0, report_text.find("\"energy\"")));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "invalid-json");
  CHECK(faults[0].position.line > 5);
}

TEST_CASE("A figure that is missing, no number or nothing is refused", "[gate]") {
  for (const std::string_view value : {R"("10")", "null", "0", "-1", "{}"}) {
    INFO(value);
    const std::string text =
        replaced(line_of("b"), R"("value":10)", R"("value":)" + std::string(value));
    CHECK(faults_of(text).at(0).code == "missing-figure");
  }
  CHECK(faults_of(replaced(line_of("b"), R"("energy_kwh":20,)", "")).at(0).code ==
        "missing-figure");
  CHECK(faults_of(replaced(std::string(report_text), "facility", "it")).at(0).code ==
        "missing-figure");
}

TEST_CASE("An entry that does not say whose it is is refused", "[gate]") {
  CHECK(faults_of(line_of("")).at(0).code == "nameless-baseline");
  CHECK(faults_of(replaced(std::string(report_text), R"("name": "a",
  "emissions")",
                           R"("name": null, "emissions")"))
            .at(0)
            .code == "nameless-baseline");
}

TEST_CASE("Two entries of one run are refused with both lines", "[gate]") {
  const auto faults = faults_of(line_of("b.toml") + line_of("c.toml") + line_of("./b.toml"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "duplicate-run");
  CHECK(faults[0].position.line == 3);
  CHECK(faults[0].message == "`b.toml` stands in line 1 too");
}

TEST_CASE("No text that is cut short is taken for a baseline", "[gate]") {
  const std::string line = line_of("b.toml");
  for (std::size_t size = 0; size + 1 < line.size(); ++size) {
    INFO("cut to " << size << " bytes");
    CHECK_THROWS_AS(read_baseline("base.jsonl", std::string_view(line).substr(0, size)), Failure);
  }
}
