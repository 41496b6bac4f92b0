// SPDX-License-Identifier: Apache-2.0
/// Writes the awkward findings in a format: awkward_findings sarif. For validate.sh.
#include "support/awkward_findings.hpp"

#include "plume/report/findings.hpp"

#include <algorithm>
#include <cstdio>

using namespace plume;

int main(int argc, char** argv) {
  const auto name = std::find(finding_format_names.begin(), finding_format_names.end(),
                              std::string_view(argc == 2 ? argv[1] : ""));
  if (name == finding_format_names.end()) {
    std::fputs("usage: awkward_findings github|gitlab|sarif|junit\n", stderr);
    return 2;
  }
  const auto format = static_cast<FindingFormat>(name - finding_format_names.begin());
  const std::string text =
      render_findings(awkward::findings(), format, "plume \"check\" & <co>", awkward::rules);
  return std::fputs(text.c_str(), stdout) == EOF ? 74 : 0;
}
