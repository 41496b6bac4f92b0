// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/manual.hpp"
#include "plume/support/version.hpp"

#include <array>

namespace plume {

namespace {

constexpr std::string_view man_examples = R"(Examples:
  plume man | man -l -
  plume man -o ~/.local/share/man/man1/plume.1

Exit codes: 0 done; 2 bad usage; 74 write failed.)";

class ManCommand final : public Command {
 public:
  void setup(CLI::App& app, Words /*words*/) override {
    constexpr std::array output_alone{"--output"};
    add_common(app, common_, output_alone);
    app.footer(std::string(man_examples));
  }

  ExitCode run() override {
    deliver(common_, write_manual(described_commands(), version()));
    return ExitCode::done;
  }

 private:
  CommonFlags common_;
};

}  // namespace

std::unique_ptr<Command> make_man_command() {
  return std::make_unique<ManCommand>();
}

}  // namespace plume
