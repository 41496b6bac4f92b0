// SPDX-License-Identifier: Apache-2.0
#include "cli/read_run.hpp"

#include "plume/formats/model_config.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/support/file.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

namespace plume {

namespace {

Diagnostic locate(const Fault& fault, const Manifest& manifest) {
  Diagnostic out{.code = fault.code, .message = fault.message, .cure = fault.cure};
  if (fault.origin.where == Origin::Where::manifest) {
    out.file = manifest.name;
    out.position = position_at(manifest.text, fault.origin.offset);
    out.line = line_at(manifest.text, fault.origin.offset);
    out.width = fault.origin.width;
  } else if (fault.origin.where == Origin::Where::flag) {
    out.file = find_field(fault.key)->flag;
  }
  return out;
}

/// In the order of the file; what has no place comes last.
bool comes_first(const Diagnostic& a, const Diagnostic& b) {
  if (a.position.line == 0 || b.position.line == 0) {
    return a.position.line != 0 && b.position.line == 0;
  }
  return std::tie(a.position.line, a.position.column) <
         std::tie(b.position.line, b.position.column);
}

}  // namespace

std::vector<Diagnostic> locate(const Faults& faults, const Manifest& manifest) {
  std::vector<Diagnostic> diagnostics;
  diagnostics.reserve(faults.size());
  for (const Fault& fault : faults) {
    diagnostics.push_back(locate(fault, manifest));
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return comes_first(a, b); });
  return diagnostics;
}

void refuse(const Faults& faults, const Manifest& manifest) {
  if (!faults.empty()) {
    throw Failure(ExitCode::bad_input, locate(faults, manifest));
  }
}

Manifest open_manifest(const std::string& path) {
  if (path.empty()) {
    return {};
  }
  return {path, path == "-" ? "<stdin>" : path, read_file(path)};
}

Run read_run(const Manifest& manifest, std::span<const FieldFlag> flags) {
  Run run;
  Faults faults;
  if (!manifest.path.empty()) {
    read_manifest(manifest.text, manifest.name, run, faults);
  }
  for (const FieldFlag& flag : flags) {
    read_flag(*flag.field, flag.text, run, faults);
  }
  const auto folder = std::filesystem::path(manifest.path).parent_path().string();
  load_model_config(run, folder, faults);
  if (!faults.empty()) {
    check_names(run, faults);
  }
  refuse(faults, manifest);
  return run;
}

}  // namespace plume
