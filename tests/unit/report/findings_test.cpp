// SPDX-License-Identifier: Apache-2.0
#include "plume/report/findings.hpp"
#include "report/finding_writers.hpp"
#include "support/awkward_findings.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace plume;
using Json = nlohmann::json;

namespace {

constexpr auto formats = {FindingFormat::github, FindingFormat::gitlab, FindingFormat::sarif,
                          FindingFormat::junit};

Finding of_file(std::string message, std::string file = "a.yaml") {
  return awkward::finding(Severity::error, "over-budget", std::move(message), std::move(file));
}

std::string fingerprint_of(const Finding& finding) {
  Findings findings;
  findings.all = {finding};
  return fingerprints_of(findings).front();
}

std::string fingerprint_of(const std::string& message) {
  return fingerprint_of(of_file(message));
}

Finding about(Finding finding, std::string what) {
  finding.about = std::move(what);
  return finding;
}

/// Of Grüße🔥 and 512, in "Grüße🔥: 512".
Finding on_line(std::size_t column, std::size_t width) {
  return awkward::at(of_file("message"), {1, column}, width,
                     "Gr\xc3\xbc\xc3\x9f"
                     "e\xf0\x9f\x94\xa5: 512");
}

}  // namespace

TEST_CASE("Every format carries what files and messages may hold, as UTF-8", "[report]") {
  for (const FindingFormat format : formats) {
    const std::string out = render_findings(awkward::findings(), format, "s\xff", awkward::rules);
    CHECK(out.ends_with('\n'));
    CHECK_NOTHROW(Json(out).dump());  // which throws at what is no UTF-8
    CHECK(out.find('\a') == std::string::npos);
    CHECK_THAT(out, ContainsSubstring("1.2 t over 100 %"));
    CHECK_THAT(out, ContainsSubstring("not UTF-8: \ufffd\ufffd"));
    CHECK_THAT(out, ContainsSubstring("all runs together: 3 t of 2 t"));
    CHECK_THAT(out, ContainsSubstring("no character: \ufffd"));
  }
}

TEST_CASE("Text that XML forbids is replaced, and only that", "[report]") {
  CHECK(carried("").empty());
  CHECK(carried("a\tb\r\nc\x7f \u00e9 \u20ac \U0001f525 \ufffd") ==
        "a\tb\r\nc\x7f \u00e9 \u20ac \U0001f525 \ufffd");
  CHECK(carried(std::string("a\0b", 3)) == "a\ufffdb");
  CHECK(carried("\x1b[31m") == "\ufffd[31m");
  CHECK(carried("\xef\xbf\xbe|\xef\xbf\xbf") == "\ufffd|\ufffd");
  CHECK_THAT(carried("surrogate \xed\xa0\x80 end"), EndsWith("\ufffd end"));
  CHECK(carried("cut \xf0\x9f") == "cut \ufffd");
}

TEST_CASE("Columns count characters, and are known only with the line", "[report]") {
  const auto check = [](std::size_t column, std::size_t width, std::size_t begin, std::size_t end) {
    const auto columns = columns_of(on_line(column, width));
    REQUIRE(columns.has_value());
    CHECK(columns->begin == begin);
    CHECK(columns->end == end);
  };
  check(1, 11, 1, 7);
  check(14, 3, 9, 12);
  check(14, 300, 9, 12);
  CHECK_FALSE(columns_of(on_line(14, 0)).has_value());
  CHECK_FALSE(columns_of(on_line(0, 3)).has_value());
  CHECK_FALSE(columns_of(on_line(17, 1)).has_value());
  CHECK_FALSE(columns_of(awkward::at(of_file("message"), {1, 14}, 3, "")).has_value());
}

TEST_CASE("Paths are those of the repository's files", "[report]") {
  CHECK(plain_path("./a//b/../c d.yaml") == "a/c d.yaml");
  CHECK(plain_path("/tmp/./a.yaml") == "/tmp/a.yaml");
  CHECK(plain_path("../a.yaml") == "../a.yaml");
  CHECK(plain_path("").empty());
}

TEST_CASE("A fingerprint stays when figures and lines move", "[report]") {
  const std::string known = fingerprint_of("1.2 t over 1 t: tokens x2, grid x0.53 (429 to 227)");
  CHECK(known.size() == 16);
  CHECK(known == fingerprint_of("980 kg over 500 kg: tokens x3, grid x1.1 (227 to 429)"));
  Finding moved = of_file("1.2 t over 1 t: tokens x2, grid x0.53 (429 to 227)");
  moved.position = {7, 3};
  moved.severity = Severity::warning;
  CHECK(known == fingerprint_of(moved));
  CHECK(fingerprint_of("took 3 days, -12% and 4 h") == fingerprint_of("took 1 day, +9% and 1 h"));
}

TEST_CASE("A fingerprint tells one problem from another", "[report]") {
  const std::string known = fingerprint_of("`batch` is no key");
  CHECK(known != fingerprint_of("`steps` is no key"));
  CHECK(known != fingerprint_of(of_file("`batch` is no key", "b.yaml")));
  CHECK(known == fingerprint_of(of_file("`batch` is no key", "./a.yaml")));
  Finding other = of_file("`batch` is no key");
  other.code = "unknown-key";
  CHECK(known != fingerprint_of(other));
  CHECK(fingerprint_of("on h100") != fingerprint_of("on a100"));
}

TEST_CASE("What a finding is about stands for its words", "[report]") {
  const std::string known = fingerprint_of(about(of_file("over: tokens x2"), "emissions"));
  CHECK(known == fingerprint_of(about(of_file("over: region, tokens x2"), "emissions")));
  CHECK(known != fingerprint_of(about(of_file("over: tokens x2"), "energy")));
}

TEST_CASE("Findings of the same words have fingerprints of their own", "[report]") {
  Findings findings;
  findings.all = {of_file("twice"), of_file("twice"), of_file("once")};
  const auto all = fingerprints_of(findings);
  REQUIRE(all.size() == 3);
  CHECK(all[0] != all[1]);
  CHECK(all[0] == fingerprint_of("twice"));
  CHECK(all[2] == fingerprint_of("once"));
}

TEST_CASE("A finding of no file falls to the first that was checked", "[report]") {
  Findings findings = awkward::findings();
  CHECK(file_of(of_file("total", ""), findings) == "configs/llama 7b.yaml");
  CHECK(file_of(of_file("own", "./b.yaml"), findings) == "b.yaml");
  findings.cases.clear();
  CHECK(file_of(of_file("total", ""), findings).empty());
}
