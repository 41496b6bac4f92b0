// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/described.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plume {

enum class Shell : std::uint8_t { bash, zsh, fish };
inline constexpr std::array<std::string_view, 3> shell_names{"bash", "zsh", "fish"};

/// The script that completes the command line of plume in a shell. Ids of the catalogue are asked
/// of the program when they are wanted; everything else stands in the script.
std::string write_completion(Shell shell, std::span<const DescribedCommand> commands);

}  // namespace plume
