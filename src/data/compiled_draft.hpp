// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"

namespace plume {

/// The catalogue in force as a draft, for an overlay to amend and for audits to compare with. Its
/// entries stand in no file.
generate::Draft compiled_draft();

}  // namespace plume
