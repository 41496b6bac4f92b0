// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "plume/report/catalogue.hpp"
#include "plume/support/closest_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace plume {

namespace {

[[noreturn]] void refuse(std::string message, std::string cure) {
  throw Failure(
      Diagnostic{.code = "usage", .message = std::move(message), .cure = std::move(cure)});
}

/// What an action gives: the text, and whether the answer was yes.
struct Answer {
  std::string text;
  ExitCode code = ExitCode::done;
};

using Words = std::vector<std::string>;

std::vector<Entry> shown(const std::string& name) {
  auto entries = find_entries(name);
  if (entries.empty()) {
    const auto near = suggest_entries(name);
    throw Failure(
        Diagnostic{.code = "unknown-entry",
                   .message = fmt::format("the catalogue has no `{}`", name),
                   .cure = near.empty() ? "see `plume data search`" : did_you_mean(near)});
  }
  return entries;
}

Answer show(const Words& words, const RenderOptions& options) {
  return {render_entries(shown(fmt::format("{}", fmt::join(words, " "))), options)};
}

Answer search(const Words& words, const RenderOptions& options) {
  const auto entries = search_entries(words);
  if (entries.empty() && options.format == Format::text) {
    throw Failure(ExitCode::no, {Diagnostic{.code = "no-match",
                                            .message = "nothing in the catalogue holds these words",
                                            .cure = "give fewer words, or parts of words"}});
  }
  return {render_listing(entries, options), entries.empty() ? ExitCode::no : ExitCode::done};
}

Answer list(const Words& words, const RenderOptions& options) {
  std::vector<std::string_view> names;
  for (const EntryKind& kind : entry_kinds()) {
    if (kind.name == words.front()) {
      return {render_listing(kind.entries(), options)};
    }
    names.push_back(kind.name);
  }
  const auto near = closest_matches(words.front(), names);
  refuse(fmt::format("the catalogue has no kind `{}`", words.front()),
         near.empty() ? fmt::format("give one of {}", fmt::join(names, ", ")) : did_you_mean(near));
}

Answer list_sources(const Words&, const RenderOptions& options) {
  return {render_sources(options)};
}

Answer check(const Words& words, const RenderOptions& options) {
  auto faults = check_folder(words.front());
  if (!faults.empty()) {
    throw Failure(ExitCode::bad_input, std::move(faults));
  }
  return {render_checked(words.front(), options)};
}

Answer diff(const Words& words, const RenderOptions& options) {
  const auto differences = compare_folder(words.front());
  return {render_differences(differences, options),
          differences.empty() ? ExitCode::done : ExitCode::no};
}

struct Action {
  std::string_view name;
  std::string_view takes;  ///< what it wants behind it; empty for nothing
  bool one_word = false;
  bool own_catalogue = false;  ///< compares with the compiled catalogue, whatever is laid over it
  bool tabular = false;        ///< can be written as CSV
  Answer (*run)(const Words& words, const RenderOptions& options) = nullptr;
};

constexpr std::array<Action, 6> actions{{
    {"list", "a kind", true, false, true, list},
    {"show", "an id or a name", false, false, false, show},
    {"search", "words", false, false, true, search},
    {"sources", "", false, false, true, list_sources},
    {"check", "a folder", true, true, false, check},
    {"diff", "a folder", true, true, true, diff},
}};

const Action& find_action(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Action& action : actions) {
    if (action.name == name) {
      return action;
    }
    names.push_back(action.name);
  }
  const auto near = closest_matches(name, names);
  refuse(fmt::format("`plume data` cannot `{}`", name),
         near.empty() ? fmt::format("give one of {}", fmt::join(names, ", ")) : did_you_mean(near));
}

void check_words(const Action& action, const Words& words) {
  if (words.empty() && !action.takes.empty()) {
    refuse(fmt::format("`plume data {}` wants {}", action.name, action.takes),
           "see `plume data --help`");
  }
  const std::size_t most = action.takes.empty() ? 0 : action.one_word ? 1 : words.size();
  if (words.size() > most) {
    refuse(fmt::format("`{}` is one argument too many", words[most]), "see `plume data --help`");
  }
}

void check_format(const Action& action, Format format) {
  if (format == Format::markdown || (format == Format::csv && !action.tabular)) {
    refuse(fmt::format("`plume data {}` is not written in that format", action.name),
           action.tabular ? "give --format text, json or csv" : "give --format text or json");
  }
}

}  // namespace

ExitCode run_data(const DataFlags& flags) {
  const Action& action = find_action(flags.action);
  check_words(action, flags.words);
  check_format(action, flags.common.format);
  if (!action.own_catalogue) {
    lay_over(flags.common);
  }
  const bool to_file = !flags.common.output.empty();
  const RenderOptions options{.format = flags.common.format,
                              .colour = !to_file && use_colour(flags.common.colour, STDOUT_FILENO)};
  const Answer answer = action.run(flags.words, options);
  deliver(flags.common, answer.text);
  return answer.code;
}

}  // namespace plume
