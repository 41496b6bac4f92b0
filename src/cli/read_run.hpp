// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/flags.hpp"
#include "plume/pipeline/fault.hpp"
#include "plume/pipeline/run.hpp"
#include "plume/support/diagnostic.hpp"

#include <span>
#include <string>

namespace plume {

/// A manifest as read, kept so that faults can point into it. All is empty when there is none.
struct Manifest {
  std::string path;
  std::string name;  ///< as diagnostics call it
  std::string text;
};

/// Reads the text of a manifest; "-" is standard input. Throws `Failure`.
Manifest open_manifest(const std::string& path);

/// The run that a manifest and the flags over it describe, with the model's config read. Throws
/// `Failure` with all that is wrong.
Run read_run(const Manifest& manifest, std::span<const FieldFlag> flags);

/// Throws `Failure` when there are faults, each at its place in the manifest.
void refuse(const Faults& faults, const Manifest& manifest);

}  // namespace plume
