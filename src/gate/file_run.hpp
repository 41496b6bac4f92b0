// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/check_file.hpp"

#include <string>
#include <vector>

namespace plume {

/// What a file, and all that was said beside it, come to.
struct FileRun {
  std::string format;
  Run run;
  std::vector<Derivation> derivations;
  std::vector<Document> documents;  ///< the file itself first
  std::vector<Diagnostic> faults;

  /// Faults of the run at their places in the documents.
  std::vector<Diagnostic> located(const Faults& found) const;
};

/// Reads a file and completes it: flags win over the file, variables and settings fill its gaps.
FileRun read_file_run(const std::string& file, const CheckOptions& options,
                      std::span<const FileBudget* const> budgets);

}  // namespace plume
