// SPDX-License-Identifier: Apache-2.0
#include "cli/run_card_write.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/read_run.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/support/file.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>

namespace plume {

namespace {

Report estimated(const CardWriteFlags& flags) {
  const Manifest manifest = open_manifest(flags.report);
  const Run run = read_run(manifest, flags.fields);
  Faults faults;
  Report report = estimate(run, faults);
  refuse(faults, manifest);
  return report;
}

void tell_warnings(const Report& report, const CommonFlags& flags) {
  for (const Warning& warning : report.warnings) {
    if (!flags.quiet) {
      fmt::print(stderr, "plume: {} [{}]\n  {}\n", warning.message, warning.code, warning.cure);
    }
  }
}

std::string edited(const Card& card, const Report& report, const CardWriteFlags& flags) {
  const std::string text = with_block(card, block_of(report, flags.words, card));
  return flags.section ? with_section(read_card(card.file, text), section_of(report, flags.words))
                       : text;
}

/// The card goes back into its file, unless it came from standard input, or `-o` names another.
void deliver_card(const Card& card, const std::string& text, const CardWriteFlags& flags) {
  if (flags.diff) {
    deliver(flags.common, unified_difference(card.file, card.text, text));
  } else if (!flags.common.output.empty() || flags.card == "-") {
    deliver(flags.common, text);
  } else if (text != card.text) {
    write_file(std::filesystem::canonical(flags.card).string(), text);  // not in place of a link
  }
}

/// The time of writing in UTC, unless one is given.
ExportWords with_time(ExportWords words) {
  if (words.time.empty()) {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    words.time = text.data();
  }
  return words;
}

void check_usage(const CardWriteFlags& flags) {
  if (flags.card.empty() && !flags.as) {
    throw usage("no model card is given",
                "name its file, or say by --as which other form is wanted");
  }
  if (!flags.card.empty() && flags.as) {
    throw usage("--as writes a report in another form, and takes no model card",
                "leave out the card, or --as");
  }
  if (flags.card == "-" && flags.report == "-") {
    throw usage("standard input holds one thing", "give a file for the other");
  }
  if (flags.as && (flags.section || flags.diff)) {
    throw usage("--section and --diff are of a model card", "leave them out, or --as");
  }
}

}  // namespace

ExitCode run_card_write(const CardWriteFlags& flags) {
  lay_over(flags.common);
  check_usage(flags);
  const Report report = estimated(flags);
  tell_warnings(report, flags.common);
  if (flags.as) {
    deliver(flags.common, render_export(report, *flags.as, with_time(flags.export_words)));
    return ExitCode::done;
  }
  const Card card = read_card(flags.card == "-" ? "<stdin>" : flags.card, read_file(flags.card));
  deliver_card(card, edited(card, report, flags), flags);
  return ExitCode::done;
}

}  // namespace plume
