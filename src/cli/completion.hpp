// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

enum class Shell : std::uint8_t { bash, zsh, fish };
inline constexpr std::array<std::string_view, 3> shell_names{"bash", "zsh", "fish"};

/// What can stand where a value is wanted.
struct Completed {
  enum class Kind : std::uint8_t {
    nothing,  ///< no value: a flag that is given or not
    free,     ///< a number, a name: nothing to propose
    words,    ///< one of `words`
    entries,  ///< an id of the catalogue; `words` are the kinds of entry
    file,
    folder,
  };
  Kind kind = Kind::nothing;
  std::vector<std::string> words{};
};

struct CompletedFlag {
  std::vector<std::string> names;  ///< "-o", "--output"
  std::string what;
  Completed value;
};

struct CompletedCommand {
  std::string name;  ///< "estimate", "card write"
  std::string what;
  std::vector<CompletedFlag> flags;
  Completed arguments;
};

/// The script that completes the command line of plume in a shell. Ids of the catalogue are asked
/// of the program when they are wanted; everything else stands in the script.
std::string write_completion(Shell shell, std::span<const CompletedCommand> commands);

}  // namespace plume
