// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/flags.hpp"
#include "plume/support/diagnostic.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// The words behind a command's name.
using Words = std::span<const char* const>;

/// A command's part of the tree: `setup` declares its options, `run` does the work. Declaring a
/// flag costs more than the estimate itself, so of the many that set a value of a run only those
/// among `words` are declared, or all when help is wanted.
class Command {
 public:
  virtual ~Command() = default;
  virtual void setup(CLI::App& app, Words words) = 0;
  virtual ExitCode run() = 0;
};

/// Declares the flag that asks for the help text.
void add_help(CLI::App& app);

/// Whether the words ask for the help text.
bool wants_help(Words words);

/// Whether one of the words begins with `flag`.
bool is_among(Words words, std::string_view flag);

/// The failure of a command line that cannot be understood.
Failure usage(std::string message, std::string cure);

/// "text|json|csv|markdown"
std::string joined(std::span<const std::string_view> names);

/// Declares a flag that takes one of `names`; `set` receives the place of the one given.
void add_choice(CLI::App& app, const std::string& flag, std::string_view what,
                std::span<const std::string_view> names,
                const std::function<void(std::size_t)>& set);

/// Declares those flags of every command that are among `words`, or all when help is wanted.
void add_common(CLI::App& app, CommonFlags& flags, Words words);

/// The long names of the flags of every command.
std::vector<std::string_view> common_flag_names();

}  // namespace plume
