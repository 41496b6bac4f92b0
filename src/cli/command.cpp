// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"

#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// Seldom given, so that it is only declared where it is.
constexpr std::string_view data_flag = "--data";

/// Whether a flag of one letter may be among the words: "-q", "-qv", "-oFILE".
bool has_letters(Words words) {
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word.size() > 1 && word[0] == '-' && word[1] != '-';
  });
}

/// A flag of every command. `declare` enters it into the tree.
struct CommonFlag {
  std::string_view name;
  bool has_letter;
  void (*declare)(CLI::App& app, CommonFlags& flags);
};

constexpr std::array<CommonFlag, 7> common_flags{{
    {data_flag, false,
     [](CLI::App& app, CommonFlags& flags) {
       app.add_option(std::string(data_flag), flags.data,
                      "a folder of figures that replace or join those of the catalogue")
           ->type_name("DIR")
           ->group("Catalogue");
     }},
    {"--format", false,
     [](CLI::App& app, CommonFlags& flags) {
       add_choice(app, "--format", "how the answer is written", format_names,
                  [&flags](std::size_t i) { flags.format = static_cast<Format>(i); });
     }},
    {"--json", false,
     [](CLI::App& app, CommonFlags& flags) {
       app.add_flag_callback(
              "--json", [&flags] { flags.format = Format::json; }, "the same as --format json")
           ->group("Output");
     }},
    {"--output", true,
     [](CLI::App& app, CommonFlags& flags) {
       app.add_option("-o,--output", flags.output, "write to FILE, whole or not at all")
           ->type_name("FILE")
           ->group("Output");
     }},
    {"--color", false,
     [](CLI::App& app, CommonFlags& flags) {
       add_choice(app, "--color", "when to colour", colour_names,
                  [&flags](std::size_t i) { flags.colour = static_cast<ColourChoice>(i); });
     }},
    {"--quiet", true,
     [](CLI::App& app, CommonFlags& flags) {
       app.add_flag("-q,--quiet", flags.quiet, "the answer's first line only")->group("Output");
     }},
    {"--verbose", true,
     [](CLI::App& app, CommonFlags& flags) {
       app.add_flag("-v,--verbose", flags.verbose, "say on standard error what is looked up")
           ->group("Output");
     }},
}};

}  // namespace

void add_help(CLI::App& app) {
  app.set_help_flag("-h,--help", "this text");
}

bool wants_help(Words words) {
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return word == "-h" || word == "--help"; });
}

bool is_among(Words words, std::string_view flag) {
  return std::any_of(words.begin(), words.end(),
                     [flag](std::string_view word) { return word.starts_with(flag); });
}

Failure usage(std::string message, std::string cure) {
  return Failure(
      Diagnostic{.code = "usage", .message = std::move(message), .cure = std::move(cure)});
}

std::string joined(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) {
    out.append(out.empty() ? "" : "|").append(name);
  }
  return out;
}

void add_choice(CLI::App& app, const std::string& flag, std::string_view what,
                std::span<const std::string_view> names,
                const std::function<void(std::size_t)>& set) {
  const auto read = [flag, names, set](const std::string& word) {
    const auto found = std::find(names.begin(), names.end(), word);
    if (found == names.end()) {
      const auto near = closest_matches(word, names);
      throw usage("`" + word + "` is no " + flag,
                  near.empty() ? "give one of " + joined(names) : did_you_mean(near));
    }
    set(static_cast<std::size_t>(found - names.begin()));
  };
  app.add_option_function<std::string>(flag, read, std::string(what))
      ->type_name(joined(names))
      ->group("Output");
}

void add_common(CLI::App& app, CommonFlags& flags, Words words) {
  const bool all = wants_help(words);
  const bool letters = has_letters(words);
  for (const CommonFlag& flag : common_flags) {
    if (all || (letters && flag.has_letter) || is_among(words, flag.name)) {
      flag.declare(app, flags);
    }
  }
}

std::vector<std::string_view> common_flag_names() {
  std::vector<std::string_view> names;
  for (const CommonFlag& flag : common_flags) {
    names.push_back(flag.name);
  }
  return names;
}

}  // namespace plume
