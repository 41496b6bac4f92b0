// SPDX-License-Identifier: Apache-2.0
#include "plume/report/findings.hpp"
#include "plume/support/version.hpp"
#include "support/awkward_findings.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace plume;
using Json = nlohmann::json;

namespace {

Json log_of(const Findings& findings) {
  return Json::parse(
      render_findings(findings, FindingFormat::sarif, "plume check", awkward::rules));
}

Json run_of(const Findings& findings) {
  const Json log = log_of(findings);
  REQUIRE(log.at("runs").size() == 1);
  return log.at("runs")[0];
}

Json place_of(const Json& result) {
  REQUIRE(result.at("locations").size() == 1);
  return result.at("locations")[0].at("physicalLocation");
}

Json place_in(const std::string& file) {
  Findings findings;
  findings.all = {awkward::finding(Severity::note, "code", "message", file)};
  return place_of(run_of(findings).at("results")[0]).at("artifactLocation");
}

}  // namespace

TEST_CASE("A SARIF log says what wrote it and in which version", "[report]") {
  const Json log = log_of(awkward::findings());
  CHECK(log.at("version") == "2.1.0");
  CHECK_THAT(log.at("$schema").get<std::string>(), EndsWith("/sarif-schema-2.1.0.json"));
  const Json driver = log.at("runs")[0].at("tool").at("driver");
  CHECK(driver.at("name") == "plume");
  CHECK(driver.at("version") == version());
  CHECK(driver.at("semanticVersion") == version());
}

TEST_CASE("Each SARIF result points at its rule", "[report]") {
  const Json run = run_of(awkward::findings());
  const Json& rules = run.at("tool").at("driver").at("rules");
  REQUIRE(rules.size() == 4);
  for (const Json& result : run.at("results")) {
    CHECK(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id") == result.at("ruleId"));
    CHECK_FALSE(result.at("message").at("text").get<std::string>().empty());
    CHECK(result.at("partialFingerprints").at("plumeFinding/v1").get<std::string>().size() == 16);
  }
  CHECK(rules[0].at("shortDescription").at("text") == "A run emits more than its budget allows.");
  CHECK(rules[3].at("id") == "invalid-yaml");
  CHECK(rules[3].at("shortDescription").at("text") == "invalid-yaml");
}

TEST_CASE("Braces of SARIF messages are no placeholders", "[report]") {
  const Json run = run_of(awkward::findings());
  CHECK(run.at("results")[1].at("message").at("text") == "line one\r\nline two: {{0}} \\ '");
  CHECK(run.at("tool").at("driver").at("rules")[1].at("help").at("text") ==
        "The region is assumed: {{nobody}} [said](it).");
}

TEST_CASE("SARIF levels are the severities", "[report]") {
  const Json results = run_of(awkward::findings()).at("results");
  CHECK(results[0].at("level") == "error");
  CHECK(results[1].at("level") == "warning");
  CHECK(results[2].at("level") == "note");
}

TEST_CASE("SARIF regions count code points where the line is at hand", "[report]") {
  const Json run = run_of(awkward::findings());
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  const Json& results = run.at("results");
  CHECK(place_of(results[0]).at("region").dump() ==
        R"({"endColumn":9,"startColumn":6,"startLine":3})");
  CHECK(place_of(results[1]).at("region").dump() == R"({"startLine":1})");
  CHECK(place_of(results[3]).at("region").dump() == R"({"startLine":7})");
  CHECK(place_of(results[4]).at("region").dump() == R"({"startLine":2})");
  CHECK(place_of(results[5]).at("region").dump() == R"({"startLine":1})");
}

TEST_CASE("SARIF paths are addresses", "[report]") {
  const auto relative = [](const std::string& file) {
    const Json place = place_in(file);
    CHECK(place.at("uriBaseId") == "%SRCROOT%");
    return place.at("uri").get<std::string>();
  };
  CHECK(relative("./configs/llama 7b.yaml") == "configs/llama%207b.yaml");
  CHECK(relative("a,b:c%d.yaml") == "a%2Cb%3Ac%25d.yaml");
  CHECK(relative("caf\u00e9/\xff.yaml") == "caf%C3%A9/%FF.yaml");
  CHECK(relative("../#?.yaml") == "../%23%3F.yaml");
  CHECK(place_in("/tmp/a b.json").dump() == R"({"uri":"file:///tmp/a%20b.json"})");
}

TEST_CASE("A SARIF log without results tells whether all is well", "[report]") {
  Findings findings;
  const auto successful = [&findings] {
    const Json run = run_of(findings);
    CHECK(run.at("results") == Json::array());
    return run.at("invocations")[0].at("executionSuccessful").get<bool>();
  };
  CHECK_FALSE(successful());  // nothing was checked
  findings.cases.emplace_back();
  CHECK(successful());
  findings.cases.back().passed = false;
  CHECK(successful());
  findings.cases.back().broken = true;
  CHECK_FALSE(successful());
}

TEST_CASE("A SARIF result of no file has no place where nothing was checked", "[report]") {
  Findings findings;
  findings.all = {awkward::finding(Severity::error, "code", "message", "")};
  CHECK(run_of(findings).at("results")[0].at("locations") == Json::array());
}
