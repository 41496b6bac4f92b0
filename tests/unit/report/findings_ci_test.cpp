// SPDX-License-Identifier: Apache-2.0
#include "plume/report/findings.hpp"
#include "support/awkward_findings.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

using namespace plume;
using Json = nlohmann::json;

namespace {

std::vector<std::string> github_lines(const Findings& findings) {
  std::istringstream text(
      render_findings(findings, FindingFormat::github, "plume check", awkward::rules));
  std::vector<std::string> out;
  for (std::string line; std::getline(text, line);) {
    out.push_back(line);
  }
  return out;
}

Json gitlab_issues(const Findings& findings) {
  return Json::parse(
      render_findings(findings, FindingFormat::gitlab, "plume check", awkward::rules));
}

Findings many(std::size_t errors, std::size_t warnings, std::size_t notes) {
  Findings out;
  const auto add = [&out](std::size_t n, Severity severity) {
    out.all.insert(out.all.end(), n, awkward::finding(severity, "code", "message", "a.yaml"));
  };
  add(notes, Severity::note);
  add(warnings, Severity::warning);
  add(errors, Severity::error);
  return out;
}

std::size_t beginning_with(const std::vector<std::string>& lines, std::string_view word) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [word](const std::string& l) { return l.starts_with(word); }));
}

}  // namespace

TEST_CASE("GitHub gets one command a finding, escaped, the gravest first", "[report]") {
  const auto lines = github_lines(awkward::findings());
  REQUIRE(lines.size() == 7);
  CHECK(lines[0] ==
        "::error file=configs/llama 7b.yaml,line=3,col=6,endColumn=9,title=plume check%3A "
        "over-budget::1.2 t over 100 %25: \"a\" & <b>, ]]>%0Acure: train%0Aless");
  CHECK(lines[1] == "::error title=plume check%3A over-budget::all runs together: 3 t of 2 t");
  CHECK(lines[2] == "::error file=empty.yaml,title=plume check%3A invalid-yaml::invalid-yaml");
  CHECK(lines[3] ==
        "::warning file=a%2Cb%3Ac%25d.yaml,title=plume check%3A assumed-region::line one%0D%0A"
        "line two: {0} \\ '");
  CHECK(lines[4] ==
        "::warning file=b.yaml,line=2,title=plume check%3A assumed-region::line text not at hand");
  CHECK_THAT(lines[5], StartsWith("::notice file=caf\u00e9/\ufffd.yaml,title="));
  CHECK_THAT(lines[6], StartsWith("::notice file=/tmp/absolute.json,line=7,title="));
}

TEST_CASE("GitHub gets no more than it shows, and is told of the rest", "[report]") {
  const auto full = github_lines(many(10, 10, 10));
  CHECK(full.size() == 30);
  CHECK(beginning_with(full, "::notice file=") == 10);

  const auto more = github_lines(many(12, 1, 11));
  CHECK(beginning_with(more, "::error ") == 10);
  CHECK(beginning_with(more, "::warning ") == 1);
  CHECK(beginning_with(more, "::notice ") == 10);
  CHECK(beginning_with(more, "::notice file=") == 9);
  CHECK(more.front().starts_with("::error "));
  CHECK(more.back() ==
        "::notice title=plume check::not shown here, where 10 of a kind have room: 2 errors, "
        "2 notes more");

  const auto one_more = github_lines(many(0, 11, 10));
  CHECK_THAT(one_more.back(), EndsWith("1 warning, 1 note more"));
}

TEST_CASE("GitHub gets nothing where nothing was found", "[report]") {
  CHECK(github_lines({}).empty());
}

TEST_CASE("GitLab gets every finding with all that it asks for", "[report]") {
  const Json issues = gitlab_issues(awkward::findings());
  REQUIRE(issues.size() == 7);
  std::vector<std::string> fingerprints;
  for (const Json& issue : issues) {
    CHECK(issue.size() == 5);
    CHECK_FALSE(issue.at("description").get<std::string>().empty());
    CHECK(issue.at("location").at("lines").at("begin").get<int>() >= 1);
    CHECK_FALSE(issue.at("location").at("path").get<std::string>().starts_with("./"));
    fingerprints.push_back(issue.at("fingerprint"));
  }
  std::sort(fingerprints.begin(), fingerprints.end());
  CHECK(std::adjacent_find(fingerprints.begin(), fingerprints.end()) == fingerprints.end());
}

TEST_CASE("GitLab's grades, places and names are those of the findings", "[report]") {
  const Json issues = gitlab_issues(awkward::findings());
  CHECK(issues[0].at("check_name") == "over-budget");
  CHECK(issues[0].at("severity") == "major");
  CHECK(issues[0].at("location").dump() ==
        R"({"lines":{"begin":3},"path":"configs/llama 7b.yaml"})");
  CHECK(issues[1].at("severity") == "minor");
  CHECK(issues[1].at("location").at("path") == "a,b:c%d.yaml");
  CHECK(issues[2].at("severity") == "info");
  CHECK(issues[2].at("location").at("path") == "caf\u00e9/\ufffd.yaml");
  CHECK(issues[5].at("location").dump() ==
        R"({"lines":{"begin":1},"path":"configs/llama 7b.yaml"})");
}

TEST_CASE("GitLab gets an empty list where nothing was found", "[report]") {
  CHECK(gitlab_issues({}) == Json::array());
  const Json lost = gitlab_issues(many(1, 0, 0));
  CHECK(lost[0].at("location").at("path") == "a.yaml");
  Findings nowhere = many(1, 0, 0);
  nowhere.all[0].file.clear();
  CHECK(gitlab_issues(nowhere)[0].at("location").at("path") == ".");
}
