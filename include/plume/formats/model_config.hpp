// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <string>

namespace plume {

/// Reads the model's architecture from a run's `model.config`, which is the path of a Hugging Face
/// config.json or of weights (taken from `folder` when it is relative), the name of a listed model
/// where nothing lies at that path, or the object itself, and enters it into the run. Does nothing
/// when the run names none. An architecture or a name that is not known, or a key that is missing,
/// is a fault.
void load_model_config(Run& run, const std::string& folder, Faults& faults);

}  // namespace plume
