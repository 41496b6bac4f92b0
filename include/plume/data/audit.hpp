// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/vocabulary.hpp"
#include "plume/support/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What auditors ask of a data folder before it is used.
namespace plume {

/// Everything that is wrong with a data folder: read and checked by itself, as the build does, when
/// it holds a catalogue.json, else as an overlay on the catalogue in force.
std::vector<Diagnostic> check_folder(const std::string& folder);

/// What a figure says.
struct Statement {
  double value = 0;
  double low = 0;
  double high = 0;
  std::string unit;  ///< of an instance, the accelerator that `value` counts
  std::string source;
  Confirmation confirmation = Confirmation::unverified;

  bool operator==(const Statement&) const = default;
};

/// A figure that two catalogues do not agree on.
struct Difference {
  std::string
      id;  ///< "accelerator/h100-sxm/tdp", "grid/fr/life-cycle/2024", "instance/aws:p5.48xlarge"
  std::optional<Statement> before;
  std::optional<Statement> after;

  /// "added", "removed" or "changed".
  std::string_view kind() const;
};

/// What the catalogue of a data folder changes in the one in force, sorted by id. An overlay
/// changes what it holds; a whole catalogue also removes what it does not hold. Throws `Failure`
/// with all faults of the folder.
std::vector<Difference> compare_folder(const std::string& folder);

}  // namespace plume
