// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace plume {

/// Reads a manifest of one run, JSON or YAML, and enters what it says into `run`. Everything that
/// is wrong with it is added to `faults`, each with its place in `text`: faults of syntax, unknown
/// and duplicate keys, values of the wrong type, unit or range. A report of `plume`, and a line of
/// its ledgers, is read as the run in it. A text is YAML when the name ends so, or when it does not
/// begin with `{`.
void read_manifest(std::string_view text, std::string_view name, Run& run, Faults& faults);

/// Reads manifests in JSON, one after another, by the rules of `read_manifest`.
class ManifestReader {
 public:
  ManifestReader();
  ~ManifestReader();
  ManifestReader(const ManifestReader&) = delete;
  ManifestReader& operator=(const ManifestReader&) = delete;

  /// As many bytes behind the text must be readable, whatever they are.
  static constexpr std::size_t padding = 64;

  void read(std::string_view text, Run& run, Faults& faults);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace plume
