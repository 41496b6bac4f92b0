// SPDX-License-Identifier: Apache-2.0
#include "cli/read_run.hpp"

#include "plume/formats/model_config.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/support/file.hpp"

#include <filesystem>

namespace plume {

void refuse(const Faults& faults, const Manifest& manifest) {
  if (!faults.empty()) {
    throw Failure(ExitCode::bad_input, locate(faults, manifest.name, manifest.text));
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
