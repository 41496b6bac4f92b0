// SPDX-License-Identifier: Apache-2.0
#include "report/finding_writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace plume {

namespace {

constexpr auto text_escapes =
    std::to_array<Escape>({{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'\r', "&#13;"}});

/// White space of attributes is taken for blanks where it is not written as a number.
constexpr auto attribute_escapes = std::to_array<Escape>({{'&', "&amp;"},
                                                          {'<', "&lt;"},
                                                          {'>', "&gt;"},
                                                          {'"', "&quot;"},
                                                          {'\t', "&#9;"},
                                                          {'\n', "&#10;"},
                                                          {'\r', "&#13;"}});

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escaped(carried(value), attribute_escapes));
}

std::string element(std::string_view name, std::string_view attributes, std::string_view text) {
  return fmt::format("      <{0}{1}>{2}</{0}>\n", name, attributes,
                     escaped(carried(text), text_escapes));
}

/// One test of the report.
struct Test {
  const Findings::Case* of;
  std::vector<const Finding*> findings;
};

std::vector<Test> tests_of(const Findings& findings, std::span<const Findings::Case> cases) {
  std::vector<Test> out;
  for (const Findings::Case& c : cases) {
    Test test{&c, {}};
    for (const std::size_t i : c.findings) {
      test.findings.push_back(&findings.all.at(i));
    }
    out.push_back(std::move(test));
  }
  return out;
}

/// The findings that no case has, as one more case; nothing where each has its own.
std::vector<Findings::Case> rest_of(const Findings& findings) {
  std::vector<bool> taken(findings.all.size());
  for (const Findings::Case& c : findings.cases) {
    for (const std::size_t i : c.findings) {
      taken.at(i) = true;
    }
  }
  Findings::Case rest;
  rest.name = "all runs together";
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) {
      rest.findings.push_back(i);
      rest.passed = rest.passed && findings.all[i].severity != Severity::error;
    }
  }
  return rest.findings.empty() ? std::vector<Findings::Case>() : std::vector{rest};
}

/// "a.yaml:3:5", as far as known.
std::string place_of(const Finding& finding) {
  std::string place = plain_path(finding.file);
  for (const std::size_t n : {finding.position.line, finding.position.column}) {
    place += place.empty() || n == 0 ? std::string() : fmt::format(":{}", n);
  }
  return place;
}

/// "a.yaml:3:5: error: message [code]", and the cure on the next line.
std::string line_of(const Finding& finding) {
  const std::string place = place_of(finding);
  return fmt::format("{}{}{}: {} [{}]\n{}", place, place.empty() ? "" : ": ",
                     severity_names[static_cast<std::size_t>(finding.severity)], finding.message,
                     finding.code,
                     finding.cure.empty() ? "" : fmt::format("  cure: {}\n", finding.cure));
}

bool is_cause(const Test& test, const Finding& finding) {
  return !test.of->passed && finding.severity == Severity::error;
}

/// The lines of those findings that the test failed by, or of the others.
std::string lines_of(const Test& test, bool causes) {
  std::string out;
  for (const Finding* finding : test.findings) {
    out += is_cause(test, *finding) == causes ? line_of(*finding) : std::string();
  }
  return out;
}

/// `error` where it could not be checked, `failure` where the answer is no.
std::string verdict_of(const Test& test) {
  if (test.of->passed) {
    return {};
  }
  const auto cause = std::find_if(test.findings.begin(), test.findings.end(),
                                  [&](const Finding* f) { return is_cause(test, *f); });
  const bool none = cause == test.findings.end();
  const std::string message =
      test.of->summary.empty() && !none ? (*cause)->message : test.of->summary;
  return element(test.of->broken ? "error" : "failure",
                 attribute("message", message) +
                     attribute("type", none ? "failed" : (*cause)->code),
                 none ? message : lines_of(test, true));
}

std::string output_of(const Test& test) {
  const std::string summary = test.of->summary.empty() ? std::string() : test.of->summary + "\n";
  const std::string text = summary + lines_of(test, false);
  return text.empty() ? text : element("system-out", "", text);
}

std::string time_of(double seconds) {
  return attribute("time", fmt::format("{:.3f}", seconds));
}

/// Collectors take tests of one class and name for one test.
using Names = std::map<std::string, int>;

std::string unique_name(const Test& test, Names& names) {
  const int n = ++names[fmt::format("{}\n{}", test.of->file, test.of->name)];
  return n == 1 ? test.of->name : fmt::format("{} ({})", test.of->name, n);
}

std::string testcase(const Test& test, std::string_view suite, Names& names) {
  const std::string file = plain_path(test.of->file);
  const std::string attributes =
      attribute("classname", file.empty() ? suite : std::string_view(file)) +
      attribute("name", unique_name(test, names)) + time_of(test.of->seconds);
  return fmt::format("    <testcase{}>\n{}{}    </testcase>\n", attributes, verdict_of(test),
                     output_of(test));
}

/// What suites say of their tests.
std::string totals_of(std::span<const Test> tests) {
  std::size_t failures = 0;
  std::size_t errors = 0;
  double seconds = 0;
  for (const Test& test : tests) {
    failures += !test.of->passed && !test.of->broken ? 1 : 0;
    errors += !test.of->passed && test.of->broken ? 1 : 0;
    seconds += test.of->seconds;
  }
  return fmt::format(R"( tests="{}" failures="{}" errors="{}"{})", tests.size(), failures, errors,
                     time_of(seconds));
}

}  // namespace

std::string render_junit(const Findings& findings, std::string_view suite,
                         std::span<const FindingRule>) {
  std::vector<Findings::Case> cases = findings.cases;
  const std::vector<Findings::Case> rest = rest_of(findings);
  cases.insert(cases.end(), rest.begin(), rest.end());
  const std::vector<Test> tests = tests_of(findings, cases);
  const std::string head = attribute("name", suite) + totals_of(tests);
  std::string out =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites{0}>\n  <testsuite{0} "
                  "skipped=\"0\">\n",
                  head);
  Names names;
  for (const Test& test : tests) {
    out += testcase(test, suite, names);
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace plume
