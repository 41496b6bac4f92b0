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

void check_action(const std::string& action) {
  constexpr std::array<std::string_view, 2> actions{"show", "search"};
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) {
    const auto near = closest_matches(action, actions);
    refuse(fmt::format("`plume data` cannot `{}`", action),
           near.empty() ? "give show or search" : did_you_mean(near));
  }
}

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

}  // namespace

ExitCode run_data(const DataFlags& flags) {
  const Format format = flags.common.format;
  check_action(flags.action);
  if (format != Format::text && format != Format::json) {
    refuse("the catalogue is written as text or JSON", "give --format text or --format json");
  }
  const bool to_file = !flags.common.output.empty();
  const RenderOptions options{.format = format,
                              .colour = !to_file && use_colour(flags.common.colour, STDOUT_FILENO)};
  if (flags.action == "show") {
    const std::string name = fmt::format("{}", fmt::join(flags.words, " "));
    deliver(flags.common, render_entries(shown(name), options));
    return ExitCode::done;
  }
  const auto entries = search_entries(flags.words);
  if (entries.empty() && format == Format::text) {
    throw Failure(ExitCode::no, {Diagnostic{.code = "no-match",
                                            .message = "nothing in the catalogue holds these words",
                                            .cure = "give fewer words, or parts of words"}});
  }
  deliver(flags.common, render_listing(entries, options));
  return entries.empty() ? ExitCode::no : ExitCode::done;
}

}  // namespace plume
