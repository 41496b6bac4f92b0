// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What the parser is told of the command line, for those that tell it on.
namespace plume {

/// What can stand where a value is wanted.
struct DescribedValue {
  enum class Kind : std::uint8_t {
    nothing,  ///< no value: a flag that is given or not
    free,     ///< a number, a name
    words,    ///< one of `words`
    entries,  ///< an id of the catalogue; `words` are the kinds of entry
    file,
    folder,
  };
  Kind kind = Kind::nothing;
  std::vector<std::string> words{};
  std::string type{};  ///< as --help shows it: "FILE", "W", "text|json"
};

struct DescribedFlag {
  std::vector<std::string> names;  ///< "-o", "--output"
  std::string what;
  DescribedValue value;
};

/// A word without a flag.
struct DescribedArgument {
  std::string name;  ///< "MANIFEST"
  std::string what;
  DescribedValue value;  ///< a file, unless it is one of some words
  bool is_required = false;
  bool is_list = false;
};

struct DescribedCommand {
  std::string name;  ///< "estimate", "card write"
  std::string what;
  std::vector<DescribedFlag> flags;
  std::vector<DescribedArgument> arguments;
  std::string examples;  ///< what --help ends with, exit codes among it
};

/// Every command with every flag.
std::vector<DescribedCommand> described_commands();

}  // namespace plume
