// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// The form in which names are compared: lower-case letters and digits only, Latin letters without
/// their accents ("Zürich" and "zurich" are one name).
std::string normalised(std::string_view name);

}  // namespace plume
