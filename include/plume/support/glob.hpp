// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Whether a path fits a pattern: `*` and `?` stand for anything but `/`, `**` for any number of
/// folders, none included, `[a-c]` and `[!a-c]` for one of some characters.
bool matches_glob(std::string_view pattern, std::string_view path);

/// Whether a text has any of the characters that make a pattern.
bool is_glob(std::string_view text);

/// The files below `folder` whose path from there fits the pattern, sorted, each with the folder
/// before it. What stands before the first name with a wildcard is gone to straight: it may lead
/// upwards or out. Hidden folders, such as .git, are entered only where the pattern names them.
std::vector<std::string> files_matching(const std::string& folder, std::string_view pattern);

}  // namespace plume
