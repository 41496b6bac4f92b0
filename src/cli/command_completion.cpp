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

/// A flag whose value is known by more than the type that --help shows: ids of the catalogue, of
/// some kinds of entry.
struct KnownFlag {
  std::string_view name;
  Completed::Kind kind;
  std::string_view words{};
};
constexpr std::array<KnownFlag, 5> known_flags{
    {{"accelerator", Completed::Kind::entries, "accelerators"},
     {"architecture", Completed::Kind::entries, "architectures"},
     {"config", Completed::Kind::file},
     {"instance", Completed::Kind::entries, "instances"},
     {"region", Completed::Kind::entries, "countries|grids|regions"}}};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto bar = std::min(text.find('|'), text.size());
    out.emplace_back(text.substr(0, bar));
    text.remove_prefix(std::min(bar + 1, text.size()));
  }
  return out;
}

Completed value_of(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) {
    return {};
  }
  for (const KnownFlag& flag : known_flags) {
    if (option.check_lname(std::string(flag.name))) {
      return {flag.kind, split(flag.words)};
    }
  }
  const std::string type = option.get_type_name();
  return type.find('|') != std::string::npos ? Completed{Completed::Kind::words, split(type)}
         : type == "FILE"                    ? Completed{Completed::Kind::file}
         : type == "DIR"                     ? Completed{Completed::Kind::folder}
                                             : Completed{Completed::Kind::free};
}

CompletedFlag flag_of(const CLI::Option& option) {
  CompletedFlag out{{}, option.get_description(), value_of(option)};
  for (const std::string& letter : option.get_snames()) {
    out.names.push_back("-" + letter);
  }
  for (const std::string& name : option.get_lnames()) {
    out.names.push_back("--" + name);
  }
  return out;
}

/// Arguments are names of files, unless their first is one of some words.
CompletedCommand described(const CLI::App& app, std::string name) {
  CompletedCommand out{std::move(name), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) {
      out.flags.push_back(flag_of(*option));
    } else if (out.arguments.kind == Completed::Kind::nothing) {
      const Completed value = value_of(*option);
      out.arguments =
          value.kind == Completed::Kind::words ? value : Completed{Completed::Kind::file};
    }
  }
  return out;
}

/// What a command declares when these words are on its line.
void describe(const CommandEntry& entry, std::vector<const char*> words,
              const std::function<void(CLI::App&)>& see) {
  CLI::App app{std::string(entry.description), std::string(entry.name)};
  app.set_help_flag("-h,--help", "this text");
  const auto command = entry.make();
  words.push_back("--help");
  command->setup(app, words);
  see(app);
}

std::vector<CompletedCommand> all_commands() {
  std::vector<CompletedCommand> out;
  for (const CommandEntry& entry : command_entries()) {
    std::vector<std::string> below;
    describe(entry, {}, [&](CLI::App& app) {
      out.push_back(described(app, app.get_name()));
      for (const CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) {
        below.push_back(sub->get_name());
      }
    });
    for (const std::string& word : below) {
      describe(entry, {word.c_str()}, [&](CLI::App& app) {
        out.push_back(described(*app.get_subcommand(word), app.get_name() + " " + word));
      });
    }
  }
  return out;
}

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
    deliver(common_, write_completion(shell, all_commands()));
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
