// SPDX-License-Identifier: Apache-2.0
#include "report/finding_writers.hpp"
#include "report/json_values.hpp"

#include <algorithm>

namespace plume {

namespace {

/// GitLab's grades for our severities; `critical` and `blocker` are for worse than a budget.
constexpr std::array<std::string_view, severity_names.size()> grades{"info", "minor", "major"};

/// GitLab drops what has no file or no line.
Json place_of(const Finding& finding, const Findings& findings) {
  const std::string file = file_of(finding, findings);
  Json out;
  out["path"] = file.empty() ? "." : carried(file);
  out["lines"]["begin"] =
      finding.file.empty() ? 1 : std::max<std::size_t>(finding.position.line, 1);
  return out;
}

Json issue_of(const Finding& finding, const Findings& findings, const std::string& fingerprint) {
  Json out;
  out["description"] = carried(words_of(finding));
  out["check_name"] = carried(finding.code);
  out["fingerprint"] = fingerprint;
  out["severity"] = grades[static_cast<std::size_t>(finding.severity)];
  out["location"] = place_of(finding, findings);
  return out;
}

}  // namespace

std::string render_gitlab(const Findings& findings, std::string_view,
                          std::span<const FindingRule>) {
  const std::vector<std::string> fingerprints = fingerprints_of(findings);
  Json out = Json::array();
  for (std::size_t i = 0; i < findings.all.size(); ++i) {
    out.push_back(issue_of(findings.all[i], findings, fingerprints[i]));
  }
  return dumped(out);
}

}  // namespace plume
