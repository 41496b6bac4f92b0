// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/flags.hpp"
#include "plume/support/diagnostic.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace plume {

class Command;

/// One word of the command line, and what makes its command.
struct CommandEntry {
  std::string_view name;
  std::string_view description;
  std::unique_ptr<Command> (*make)();
};
std::span<const CommandEntry> command_entries();

ExitCode run_estimate(const EstimateFlags& flags);
ExitCode run_data(const DataFlags& flags);

std::unique_ptr<Command> make_batch_command();
std::unique_ptr<Command> make_card_command();
std::unique_ptr<Command> make_check_command();
std::unique_ptr<Command> make_compare_command();
std::unique_ptr<Command> make_completion_command();
std::unique_ptr<Command> make_man_command();
std::unique_ptr<Command> make_measure_command();
std::unique_ptr<Command> make_profile_command();
std::unique_ptr<Command> make_verify_command();

/// Lays the data folders over the catalogue: that of the user's data folder, then PLUME_DATA, then
/// `--data`. Reads nothing when there is none of them.
void lay_over(const CommonFlags& flags);

/// Parses the command line and runs the command that it names. Throws `Failure`.
ExitCode run_command_line(int argc, const char* const* argv);

/// The choice of `--color`, for what is told before the command line is understood.
ColourChoice colour_asked_for(int argc, const char* const* argv);

/// Says on standard error what is wrong.
void tell(std::span<const Diagnostic> diagnostics, const CommonFlags& flags);

/// The answer of a command: to standard output, or to the file of `-o`.
void deliver(const CommonFlags& flags, std::string_view text);

/// The same, or its first line alone where `--quiet` asks for that of a text.
void deliver_answer(const CommonFlags& flags, const std::string& text);

/// How the answer is to be written: no colour into files.
RenderOptions render_options(const CommonFlags& flags);

}  // namespace plume
