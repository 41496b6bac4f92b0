// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <string_view>

namespace plume {

/// Reads a manifest of one run, JSON or YAML, and enters what it says into `run`. Everything that
/// is wrong with it is added to `faults`, each with its place in `text`: faults of syntax, unknown
/// and duplicate keys, values of the wrong type, unit or range. A report of `plume` is read as the
/// run it reports. A text is YAML when the name ends so, or when it does not begin with `{`.
void read_manifest(std::string_view text, std::string_view name, Run& run, Faults& faults);

}  // namespace plume
