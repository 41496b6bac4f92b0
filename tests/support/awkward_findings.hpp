// SPDX-License-Identifier: Apache-2.0
/// Findings of every kind, with all that files and messages may hold.
#pragma once

#include "plume/gate/finding.hpp"

#include <string>
#include <utility>

namespace plume::awkward {

inline constexpr FindingRule rules[] = {
    {"over-budget", "A run emits more than its budget allows."},
    {"assumed-region", "The region is assumed: {nobody} [said](it)."},
};

inline Finding finding(Severity severity, std::string code, std::string message, std::string file) {
  Finding out;
  out.severity = severity;
  out.code = std::move(code);
  out.message = std::move(message);
  out.file = std::move(file);
  return out;
}

inline Finding at(Finding finding, Position position, std::size_t width, std::string line) {
  finding.position = position;
  finding.width = width;
  finding.line = std::move(line);
  return finding;
}

inline Finding with_cure(Finding finding, std::string cure) {
  finding.cure = std::move(cure);
  return finding;
}

/// Seven findings: of a line with letters of two bytes, of a file with every awkward byte in its
/// name, of no line, of no file, of a code without a rule.
inline Findings findings() {
  Findings out;
  out.all = {
      with_cure(at(finding(Severity::error, "over-budget", "1.2 t over 100 %: \"a\" & <b>, ]]>",
                           "./configs/llama 7b.yaml"),
                   {3, 8}, 3,
                   "gr\xc3\xb6\xc3\x9f"
                   "e: 512 # \xf0\x9f\x94\xa5"),
                "train\nless"),
      finding(Severity::warning, "assumed-region", "line one\r\nline two: {0} \\ '",
              "a,b:c%d.yaml"),
      finding(Severity::note, "of-no-rule",
              "not UTF-8: \xff\xc3, a bell: \a, no character: \xef\xbf\xbf",
              "caf\xc3\xa9/\xff.yaml"),
      at(finding(Severity::note, "of-no-rule", "[a](b)", "/tmp/absolute.json"), {7, 0}, 0, ""),
      at(finding(Severity::warning, "assumed-region", "line text not at hand", "b.yaml"), {2, 5}, 4,
         ""),
      finding(Severity::error, "over-budget", "all runs together: 3 t of 2 t", ""),
      finding(Severity::error, "invalid-yaml", "", "empty.yaml"),
  };
  Findings::Case over{"llama <7b>", "./configs/llama 7b.yaml", 86400.5, false,
                      false,        "1.2 t of 1 t: over",      {0, 1}};
  Findings::Case within{"", "caf\xc3\xa9/\xff.yaml", 0, true, false, "within \x01", {2, 3, 4}};
  Findings::Case broken{"empty", "empty.yaml", 0, false, true, "", {6}};
  out.cases = {over, within, broken, within};
  return out;
}

}  // namespace plume::awkward
