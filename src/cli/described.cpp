// SPDX-License-Identifier: Apache-2.0
#include "cli/described.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// A flag whose value is known by more than the type that --help shows: ids of the catalogue, of
/// some kinds of entry.
struct KnownFlag {
  std::string_view name;
  DescribedValue::Kind kind;
  std::string_view words{};
};
constexpr std::array<KnownFlag, 5> known_flags{
    {{"accelerator", DescribedValue::Kind::entries, "accelerators"},
     {"architecture", DescribedValue::Kind::entries, "architectures"},
     {"config", DescribedValue::Kind::file},
     {"instance", DescribedValue::Kind::entries, "instances"},
     {"region", DescribedValue::Kind::entries, "countries|grids|regions"}}};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto bar = std::min(text.find('|'), text.size());
    out.emplace_back(text.substr(0, bar));
    text.remove_prefix(std::min(bar + 1, text.size()));
  }
  return out;
}

DescribedValue value_of(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) {
    return {};
  }
  for (const KnownFlag& flag : known_flags) {
    if (option.check_lname(std::string(flag.name))) {
      return {flag.kind, split(flag.words), option.get_type_name()};
    }
  }
  const std::string type = option.get_type_name();
  using Kind = DescribedValue::Kind;
  const bool is_choice = type.find('|') != std::string::npos;
  const Kind kind = is_choice        ? Kind::words
                    : type == "FILE" ? Kind::file
                    : type == "DIR"  ? Kind::folder
                                     : Kind::free;
  return {kind, is_choice ? split(type) : std::vector<std::string>(), type};
}

DescribedFlag flag_of(const CLI::Option& option) {
  DescribedFlag out{{}, option.get_description(), value_of(option)};
  for (const std::string& letter : option.get_snames()) {
    out.names.push_back("-" + letter);
  }
  for (const std::string& name : option.get_lnames()) {
    out.names.push_back("--" + name);
  }
  return out;
}

/// Names of files, where it is none of some words.
DescribedArgument argument_of(const CLI::Option& option) {
  DescribedValue value = value_of(option);
  if (value.kind != DescribedValue::Kind::words) {
    value.kind = DescribedValue::Kind::file;
  }
  return {option.get_name(), option.get_description(), std::move(value), option.get_required(),
          option.get_expected_max() > 1};
}

DescribedCommand described(const CLI::App& app, std::string name) {
  DescribedCommand out{std::move(name), app.get_description(), {}, {}, app.get_footer()};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      out.arguments.push_back(argument_of(*option));
    } else {
      out.flags.push_back(flag_of(*option));
    }
  }
  return out;
}

/// What a command declares when these words are on its line.
void describe(const CommandEntry& entry, std::vector<const char*> words,
              const std::function<void(CLI::App&)>& see) {
  CLI::App app{std::string(entry.description), std::string(entry.name)};
  add_help(app);
  const auto command = entry.make();
  words.push_back("--help");
  command->setup(app, words);
  see(app);
}

}  // namespace

std::vector<DescribedCommand> described_commands() {
  std::vector<DescribedCommand> out;
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

}  // namespace plume
