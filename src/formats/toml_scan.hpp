// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/document.hpp"

namespace plume {

/// Refuses what toml++ must not see: what is nested too deep, which it would follow until the stack
/// ends, and letters beyond ASCII where they may stand outside of quotes, for which its behaviour
/// is not defined. Throws `Failure`.
void scan_toml(const Document& document);

}  // namespace plume
