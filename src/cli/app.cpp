// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "plume/support/closest_match.hpp"
#include "plume/support/file.hpp"
#include "plume/support/version.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <unistd.h>

namespace plume {

namespace {

constexpr std::string_view estimate_examples = R"(Examples:
  plume estimate --parameters 7B --tokens 2T --accelerator a100-sxm-80gb --count 512 --region us
  plume estimate --hours 355 --count 64 --accelerator h100 --power 850 --region gcp:europe-west9
  plume estimate run.json --region fr --explain
  plume estimate run.json --method all
  plume estimate run.yaml --json | jq .emissions.total.value

A bare number is in the unit that its flag names; "330 W +-5%" and "300..350 W" give a range.
Exit codes: 0 done, 2 bad usage or input, 70 internal error, 74 write failed.)";

constexpr std::string_view data_examples = R"(Examples:
  plume data list accelerators --format csv
  plume data show h100-sxm
  plume data show us-ca
  plume data search iowa
  plume data search a100 80gb --json
  plume data sources
  plume data check my-figures
  plume data diff my-figures

Exit codes: 0 done; 1 nothing found, or the folder of `diff` changes something; 2 bad usage or input.)";

class EstimateCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("MANIFEST", flags_.manifest,
                   "a run in JSON or YAML, or a report of plume; - is standard input")
        ->type_name("");
    add_field_flags(app, flags_.fields, words);
    app.add_flag("--strict", flags_.strict,
                 "refuse assumed figures and figures not confirmed in a published source")
        ->group("Output");
    app.add_flag("--explain", flags_.explain, "the whole sum: formulas with numbers, and sources")
        ->group("Output");
    add_common(app, flags_.common, words);
    app.footer(std::string(estimate_examples));
  }

  ExitCode run() override { return run_estimate(flags_); }

 private:
  EstimateFlags flags_;
};

class DataCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("ACTION", flags_.action,
                   "list a kind of entry; show one by its id or name; search for words; print the "
                   "sources with licence and attribution; check a data folder as the build does; "
                   "diff: what a data folder changes")
        ->type_name("list|show|search|sources|check|diff")
        ->required();
    app.add_option("WORDS", flags_.words, "a kind; an id or a name; words to search for; a folder")
        ->type_name("");
    add_common(app, flags_.common, words);
    app.footer(std::string(data_examples));
  }

  ExitCode run() override { return run_data(flags_); }

 private:
  DataFlags flags_;
};

constexpr std::array<CommandEntry, 11> commands{{
    {"estimate", "the carbon footprint of one training run",
     []() -> std::unique_ptr<Command> { return std::make_unique<EstimateCommand>(); }},
    {"batch", "the footprints of many runs: JSON Lines, JSON or CSV in and out",
     make_batch_command},
    {"check", "a carbon budget for manifests and training configurations", make_check_command},
    {"card", "the carbon part of model cards: read, lint, grade, write", make_card_command},
    {"compare", "why one run emits more than another; tables of what-if", make_compare_command},
    {"measure", "energy and carbon of a command while it runs", make_measure_command},
    {"profile", "energy and carbon from measured logs; from a short profile the whole run",
     make_profile_command},
    {"verify", "published runs estimated again: the tool's own error", make_verify_command},
    {"data", "the catalogue: accelerators, regions, grids, PUE, sources",
     []() -> std::unique_ptr<Command> { return std::make_unique<DataCommand>(); }},
    {"completion", "a script that completes the command line in a shell", make_completion_command},
    {"man", "the manual page", make_man_command},
}};

Failure unknown_command(std::string_view word) {
  std::vector<std::string_view> names;
  for (const CommandEntry& entry : commands) {
    names.push_back(entry.name);
  }
  const auto near = closest_matches(word, names);
  return usage("there is no command `" + std::string(word) + "`",
               near.empty() ? "see `plume --help`" : did_you_mean(near));
}

/// The nearest of an app's long flags to one that it does not have.
Failure unknown_flag(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const Field& field : fields()) {
    names.emplace_back(field.flag);
  }
  for (const std::string_view name : common_flag_names()) {
    names.emplace_back(name);
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = closest_matches(word.substr(0, word.find('=')), views);
  return usage("there is no flag `" + word + "`",
               near.empty() ? "see `" + app.get_name() + " --help`" : did_you_mean(near));
}

/// What CLI11 found wrong, in our words.
Failure translate(const CLI::App& app, const CLI::ParseError& error) {
  const auto extras = app.remaining();
  if (!extras.empty() && extras.front().starts_with('-')) {
    return unknown_flag(app, extras.front());
  }
  if (!extras.empty()) {
    return usage("`" + extras.front() + "` is one argument too many",
                 "see `" + app.get_name() + " --help`");
  }
  const std::string what = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string flag = what.substr(0, what.find(':'));
    return usage("`" + flag + "` takes one value, and is given once",
                 "see `" + app.get_name() + " --help`");
  }
  return usage(what, "see `" + app.get_name() + " --help`");
}

std::string overview() {
  std::string out = "plume estimates the carbon footprint of machine-learning models.\n\n"
                    "Usage: plume COMMAND [ARGUMENTS]\n\nCommands:\n";
  for (const CommandEntry& entry : commands) {
    out.append("  ").append(entry.name).append(12 - entry.name.size(), ' ');
    out.append(entry.description).append("\n");
  }
  return out +
         "\n`plume COMMAND --help` says more of each. `plume --version` says which this is.\n";
}

ExitCode run_entry(const CommandEntry& entry, int argc, const char* const* argv) {
  CLI::App app{std::string(entry.description), "plume " + std::string(entry.name)};
  add_help(app);
  app.get_formatter()->column_width(38);
  const auto command = entry.make();
  command->setup(app, Words(argv + 1, static_cast<std::size_t>(argc - 1)));
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    write_standard_output(app.help());
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    throw translate(app, error);
  }
  return command->run();
}

}  // namespace

std::span<const CommandEntry> command_entries() {
  return commands;
}

ExitCode run_command_line(int argc, const char* const* argv) {
  const std::string_view word = argc > 1 ? argv[1] : "";
  if (word == "--version") {
    write_standard_output("plume " + std::string(version()) + "\n");
    return ExitCode::done;
  }
  if (word == "--help" || word == "-h" || word == "help") {
    write_standard_output(overview());
    return ExitCode::done;
  }
  for (const CommandEntry& entry : commands) {
    if (entry.name == word) {
      return run_entry(entry, argc - 1, argv + 1);
    }
  }
  throw word.empty() ? usage("no command is given", "see `plume --help`") : unknown_command(word);
}

ColourChoice colour_asked_for(int argc, const char* const* argv) {
  constexpr std::string_view flag = "--color";
  for (int i = 1; i < argc; ++i) {
    std::string_view word = argv[i];
    if (word == flag && i + 1 < argc) {
      word = argv[i + 1];
    } else if (word.starts_with("--color=")) {
      word.remove_prefix(flag.size() + 1);
    }
    const auto found = std::find(colour_names.begin(), colour_names.end(), word);
    if (found != colour_names.end()) {
      return static_cast<ColourChoice>(found - colour_names.begin());
    }
  }
  return ColourChoice::automatic;
}

void tell(std::span<const Diagnostic> diagnostics, const CommonFlags& flags) {
  const bool colour = use_colour(flags.colour, STDERR_FILENO);
  for (const Diagnostic& diagnostic : diagnostics) {
    std::fputs(print_diagnostic(diagnostic, colour).c_str(), stderr);
  }
}

void deliver(const CommonFlags& flags, std::string_view text) {
  if (flags.output.empty() || flags.output == "-") {
    write_standard_output(text);
  } else {
    write_file(flags.output, text);
  }
}

void deliver_answer(const CommonFlags& flags, const std::string& text) {
  const bool answer_only = flags.quiet && flags.format == Format::text;
  deliver(flags, answer_only ? text.substr(0, text.find('\n') + 1) : text);
}

RenderOptions render_options(const CommonFlags& flags) {
  return {.format = flags.format,
          .colour = flags.output.empty() && use_colour(flags.colour, STDOUT_FILENO),
          .unicode = speaks_unicode()};
}

}  // namespace plume
