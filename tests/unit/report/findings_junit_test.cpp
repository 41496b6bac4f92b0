// SPDX-License-Identifier: Apache-2.0
#include "plume/report/findings.hpp"
#include "support/awkward_findings.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace plume;

namespace {

std::string report_of(const Findings& findings) {
  return render_findings(findings, FindingFormat::junit, "plume \"check\"", awkward::rules);
}

/// The lines of the test that has this in its opening tag.
std::string test_named(const std::string& report, const std::string& attributes) {
  const auto begin = report.find("<testcase " + attributes);
  REQUIRE(begin != std::string::npos);
  return report.substr(begin, report.find("</testcase>", begin) - begin);
}

Findings one(Severity severity, const Findings::Case& its_case) {
  Findings out;
  out.all = {awkward::finding(severity, "code", "message", "a.yaml")};
  out.cases = {its_case};
  return out;
}

Findings::Case named(std::string name, bool passed) {
  Findings::Case out;
  out.name = std::move(name);
  out.passed = passed;
  out.findings = {0};
  return out;
}

}  // namespace

TEST_CASE("A JUnit report counts its tests", "[report]") {
  const std::string totals = R"( tests="5" failures="2" errors="1" time="86400.500")";
  CHECK_THAT(report_of(awkward::findings()),
             StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<testsuites name=\"plume &quot;check&quot;\"" +
                        totals + ">\n  <testsuite name=\"plume &quot;check&quot;\"" + totals +
                        " skipped=\"0\">\n"));
}

TEST_CASE("A test that fails has its errors as text and the rest as output", "[report]") {
  const std::string test =
      test_named(report_of(awkward::findings()),
                 R"(classname="configs/llama 7b.yaml" name="llama &lt;7b&gt;" time="86400.500">)");
  CHECK_THAT(test, ContainsSubstring(
                       "<failure message=\"1.2 t of 1 t: over\" type=\"over-budget\">"
                       "configs/llama 7b.yaml:3:8: error: 1.2 t over 100 %: \"a\" &amp; &lt;b&gt;, "
                       "]]&gt; [over-budget]\n  cure: train\nless\n</failure>\n"));
  CHECK_THAT(test, ContainsSubstring(
                       "<system-out>1.2 t of 1 t: over\na,b:c%d.yaml: warning: line one&#13;\n"
                       "line two: {0} \\ ' [assumed-region]\n</system-out>\n"));
}

TEST_CASE("A test that passes has everything as output", "[report]") {
  const std::string test =
      test_named(report_of(awkward::findings()), "classname=\"caf\u00e9/\ufffd.yaml\" name=\"\"");
  CHECK(test.find("<failure") == std::string::npos);
  CHECK(test.find("<error") == std::string::npos);
  CHECK_THAT(test, ContainsSubstring("<system-out>within \ufffd\n"));
  CHECK_THAT(test, ContainsSubstring("/tmp/absolute.json:7: note: [a](b) [of-no-rule]\n"));
}

TEST_CASE("What could not be checked is an error of JUnit", "[report]") {
  const std::string test =
      test_named(report_of(awkward::findings()), R"(classname="empty.yaml" name="empty")");
  CHECK_THAT(test, ContainsSubstring("<error message=\"\" type=\"invalid-yaml\">"));
  CHECK(test.find("<system-out>") == std::string::npos);
}

TEST_CASE("Findings of no case are a test of their own", "[report]") {
  const std::string test =
      test_named(report_of(awkward::findings()),
                 R"(classname="plume &quot;check&quot;" name="all runs together" time="0.000">)");
  CHECK_THAT(test, ContainsSubstring("<failure message=\"all runs together: 3 t of 2 t\""));
  Findings lone = one(Severity::warning, named("run", true));
  lone.cases[0].findings.clear();
  const std::string report = report_of(lone);
  CHECK_THAT(report, ContainsSubstring("tests=\"2\" failures=\"0\" errors=\"0\""));
}

TEST_CASE("Tests of one name are told apart", "[report]") {
  Findings findings = one(Severity::note, named("run", true));
  findings.cases.push_back(findings.cases.front());
  const std::string report = report_of(findings);
  test_named(report, R"(classname="plume &quot;check&quot;" name="run")");
  test_named(report, "classname=\"plume &quot;check&quot;\" name=\"run (2)\"");
}

TEST_CASE("White space of JUnit's attributes is kept", "[report]") {
  const std::string report = report_of(one(Severity::note, named("a\tb\nc\rd", true)));
  CHECK_THAT(report, ContainsSubstring("name=\"a&#9;b&#10;c&#13;d\""));
}

TEST_CASE("A test that fails without an error still says so", "[report]") {
  Findings findings = one(Severity::warning, named("run", false));
  findings.cases[0].summary = "cannot tell";
  CHECK_THAT(report_of(findings),
             ContainsSubstring(
                 "<failure message=\"cannot tell\" type=\"failed\">cannot tell</failure>\n"
                 "      <system-out>cannot tell\na.yaml: warning: message [code]\n</system-out>"));
}

TEST_CASE("A JUnit report of nothing is a suite without tests", "[report]") {
  CHECK_THAT(report_of({}), EndsWith(" tests=\"0\" failures=\"0\" errors=\"0\" time=\"0.000\" "
                                     "skipped=\"0\">\n  </testsuite>\n</testsuites>\n"));
}
