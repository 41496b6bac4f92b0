// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/described.hpp"

#include <span>
#include <string>
#include <string_view>

namespace plume {

/// The manual page of plume, for man: every command with its flags, arguments and examples. Flags
/// that several commands take stand there once.
std::string write_manual(std::span<const DescribedCommand> commands, std::string_view version);

}  // namespace plume
