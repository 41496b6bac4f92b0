// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace plume {

/// When to write in colour.
enum class ColourChoice { automatic, always, never };
inline constexpr std::array<std::string_view, 3> colour_names{"auto", "always", "never"};

/// Whether to colour what goes to a stream: on a terminal, unless NO_COLOR is set or TERM is dumb;
/// CLICOLOR_FORCE colours a pipe too; an explicit choice wins over all.
bool use_colour(ColourChoice choice, int descriptor);

/// Whether the locale's characters are UTF-8.
bool speaks_unicode();

}  // namespace plume
