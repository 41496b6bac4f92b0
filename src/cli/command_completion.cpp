// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::string_view completion_examples = R"(Examples:
  source <(plume completion bash)
  plume completion bash > ~/.local/share/bash-completion/completions/plume
  plume completion zsh > "${fpath[1]}/_plume"
  plume completion fish > ~/.config/fish/completions/plume.fish

Exit codes: 0 done; 2 bad usage; 74 write failed.)";

class CompletionCommand final : public Command {
 public:
  void setup(CLI::App& app, Words /*words*/) override {
    constexpr std::array output_alone{"--output"};
    app.add_option("SHELL", shell_, "the shell that reads the script")
        ->type_name(joined(shell_names))
        ->required();
    add_common(app, common_, output_alone);
    app.footer(std::string(completion_examples));
  }

  ExitCode run() override {
    const auto found = std::find(shell_names.begin(), shell_names.end(), shell_);
    if (found == shell_names.end()) {
      throw usage("there is no completion for `" + shell_ + "`",
                  "give one of " + joined(shell_names));
    }
    const auto shell = static_cast<Shell>(found - shell_names.begin());
    deliver(common_, write_completion(shell, described_commands()));
    return ExitCode::done;
  }

 private:
  CommonFlags common_;
  std::string shell_;
};

}  // namespace

std::unique_ptr<Command> make_completion_command() {
  return std::make_unique<CompletionCommand>();
}

}  // namespace plume
