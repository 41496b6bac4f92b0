// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace plume {

/// The config of a listed model of this name, as JSON; nothing where the name can only be a path.
/// Throws `Unusable` for a name that no listed model has.
std::optional<std::string> config_of_listed(const std::string& name);

}  // namespace plume
