// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace plume {

/// "0.1.0", as the build's project version says.
std::string_view version();

}  // namespace plume
