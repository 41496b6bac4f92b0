// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"
#include "report/finding_writers.hpp"
#include "report/json_values.hpp"

#include <fmt/format.h>

#include <algorithm>

/// SARIF 2.1.0, the OASIS standard; section numbers are its own.
namespace plume {

namespace {

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Braces stand for placeholders in messages (3.11.5).
constexpr auto message_escapes = std::to_array<Escape>({{'{', "{{"}, {'}', "}}"}});

Json message(std::string_view text) {
  return {{"text", escaped(carried(text), message_escapes)}};
}

/// RFC 3986: what is neither unreserved nor a slash is written in hexadecimal.
std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out;
  for (const char c : path) {
    out += plain.find(c) != std::string_view::npos
               ? std::string(1, c)
               : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

/// A relative path begins at the root of the sources, an absolute one names a file (3.4.4).
Json artifact_of(const std::string& file) {
  if (file.starts_with('/')) {
    return {{"uri", "file://" + percent_encoded(file)}};
  }
  return {{"uri", percent_encoded(file)}, {"uriBaseId", "%SRCROOT%"}};
}

/// Without columns a region is the whole line (3.30.6, 3.30.8).
Json region_of(const Finding& finding) {
  Json out;
  out["startLine"] = finding.file.empty() ? 1 : std::max<std::size_t>(finding.position.line, 1);
  const auto columns = columns_of(finding);
  if (columns && finding.position.line > 0 && !finding.file.empty()) {
    out["startColumn"] = columns->begin;
    out["endColumn"] = columns->end;
  }
  return out;
}

Json locations_of(const Finding& finding, const Findings& findings) {
  const std::string file = file_of(finding, findings);
  if (file.empty()) {
    return Json::array();
  }
  Json location;
  location["physicalLocation"]["artifactLocation"] = artifact_of(file);
  location["physicalLocation"]["region"] = region_of(finding);
  return Json::array({location});
}

/// The rules, and behind them the codes that explain themselves, once each.
std::vector<FindingRule> all_rules(const Findings& findings, std::span<const FindingRule> rules) {
  std::vector<FindingRule> out(rules.begin(), rules.end());
  for (const Finding& finding : findings.all) {
    if (std::none_of(out.begin(), out.end(),
                     [&](const FindingRule& rule) { return rule.code == finding.code; })) {
      out.push_back({finding.code, finding.code});
    }
  }
  return out;
}

/// All three texts are asked for by collectors that show rules.
Json descriptor_of(const FindingRule& rule) {
  Json out;
  out["id"] = carried(rule.code);
  for (const char* text : {"shortDescription", "fullDescription", "help"}) {
    out[text] = message(rule.summary);
  }
  return out;
}

Json driver_of(std::span<const FindingRule> rules) {
  Json out;
  out["name"] = "plume";
  out["version"] = version();
  out["semanticVersion"] = version();
  out["rules"] = Json::array();
  for (const FindingRule& rule : rules) {
    out["rules"].push_back(descriptor_of(rule));
  }
  return out;
}

std::size_t index_of(std::string_view code, std::span<const FindingRule> rules) {
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [code](const FindingRule& r) { return r.code == code; });
  return static_cast<std::size_t>(rule - rules.begin());
}

Json result_of(const Finding& finding, const Findings& findings, std::span<const FindingRule> rules,
               const std::string& fingerprint) {
  Json out;
  out["ruleId"] = carried(finding.code);
  out["ruleIndex"] = index_of(finding.code, rules);
  out["level"] = severity_names[static_cast<std::size_t>(finding.severity)];
  out["message"] = message(words_of(finding));
  out["locations"] = locations_of(finding, findings);
  out["partialFingerprints"]["plumeFinding/v1"] = fingerprint;
  return out;
}

Json results_of(const Findings& findings, std::span<const FindingRule> rules) {
  const std::vector<std::string> fingerprints = fingerprints_of(findings);
  Json out = Json::array();
  for (std::size_t i = 0; i < findings.all.size(); ++i) {
    out.push_back(result_of(findings.all[i], findings, rules, fingerprints[i]));
  }
  return out;
}

/// Whether the lack of results means that all is well.
bool was_successful(const Findings& findings) {
  return !findings.cases.empty() && std::none_of(findings.cases.begin(), findings.cases.end(),
                                                 [](const Findings::Case& c) { return c.broken; });
}

}  // namespace

std::string render_sarif(const Findings& findings, std::string_view,
                         std::span<const FindingRule> rules) {
  const std::vector<FindingRule> all = all_rules(findings, rules);
  Json run;
  run["tool"]["driver"] = driver_of(all);
  run["invocations"] = Json::array({{{"executionSuccessful", was_successful(findings)}}});
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = results_of(findings, all);
  Json out;
  out["$schema"] = schema;
  out["version"] = "2.1.0";
  out["runs"] = Json::array({run});
  return dumped(out);
}

}  // namespace plume
