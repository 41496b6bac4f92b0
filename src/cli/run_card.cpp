// SPDX-License-Identifier: Apache-2.0
#include "cli/run_card.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "plume/formats/card_edit.hpp"
#include "plume/gate/budget.hpp"
#include "plume/gate/card_repair.hpp"
#include "plume/gate/card_summary.hpp"
#include "plume/gate/check_file.hpp"
#include "plume/report/card.hpp"
#include "plume/support/file.hpp"
#include "plume/support/glob.hpp"
#include "plume/support/output_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <unistd.h>

namespace plume {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece = std::size_t{64} << 10;

/// The name of a card in a repository of the Hub.
constexpr std::string_view card_pattern = "**/README.md";

/// The lines of a list of files, without those that are empty.
std::vector<std::string> listed_in(const std::string& list) {
  std::vector<std::string> out;
  const std::string text = list.empty() ? std::string() : read_file(list);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    if (!line.empty()) {
      out.push_back(std::move(line));
    }
    at = end + 1;
  }
  return out;
}

/// Adds the cards of a folder, or those that fit a pattern; says so where there is none.
void add_cards(const std::string& word, bool is_folder, std::vector<std::string>& out) {
  const auto found = is_folder ? files_matching(word, card_pattern) : files_matching("", word);
  if (found.empty()) {
    throw Failure(Diagnostic{
        .code = "nothing-matched",
        .message = fmt::format("`{}` holds no model card", word),
        .cure = "of a folder every README.md is one; name others, or a pattern: `cards/**/*.md`"});
  }
  out.insert(out.end(), found.begin(), found.end());
}

std::vector<std::string> files_of(const CardFlags& flags) {
  std::vector<std::string> words = flags.files;
  const auto listed = listed_in(flags.list);
  words.insert(words.end(), listed.begin(), listed.end());
  std::vector<std::string> out;
  for (const std::string& word : words) {
    std::error_code unreadable;
    const bool is_folder = fs::is_directory(word, unreadable);
    if (is_folder || (is_glob(word) && !fs::exists(word, unreadable))) {
      add_cards(word, is_folder, out);
    } else {
      out.push_back(word);
    }
  }
  if (out.empty()) {
    throw usage("no model card is given", "name files, folders, or a list of them by --files-from");
  }
  return out;
}

bool names_one_card(const CardFlags& flags) {
  std::error_code unreadable;
  return flags.files.size() == 1 && flags.list.empty() &&
         !fs::is_directory(flags.files.front(), unreadable) && !is_glob(flags.files.front());
}

std::vector<HubRecord> records_of(const CardFlags& flags) {
  std::vector<HubRecord> out;
  for (const std::string& file : flags.metadata) {
    auto records = read_hub_records(file, read_file(file));
    std::move(records.begin(), records.end(), std::back_inserter(out));
  }
  return out;
}

/// What the training should have emitted by plume's own estimate: of the operation, as cards count.
std::optional<ExpectedEmissions> estimated(const CardFlags& flags) {
  if (flags.run.empty()) {
    return std::nullopt;
  }
  CheckedRun run = check_file(flags.run, {});
  if (!run.report) {
    throw Failure(ExitCode::bad_input, std::move(run.faults));
  }
  const Report& report = *run.report;
  return ExpectedEmissions{report.operational.value,
                           report.operational.low(),
                           report.operational.high(),
                           report.facility_energy.value,
                           fmt::format("the estimate of {}", flags.run),
                           false};
}

/// Hands on what is written piece by piece: to standard output, or into the file of `-o`.
class Sink {
 public:
  explicit Sink(const CommonFlags& flags) {
    if (!flags.output.empty() && flags.output != "-") {
      file_.emplace(flags.output);
    }
  }

  void write(std::string_view text) {
    waiting_ += text;
    if (waiting_.size() >= piece) {
      flush();
    }
  }

  void finish() {
    flush();
    if (file_) {
      file_->finish();
    }
  }

 private:
  void flush() {
    if (file_) {
      file_->write(waiting_);
    } else {
      write_standard_output(waiting_);
    }
    waiting_.clear();
  }

  std::optional<OutputFile> file_;
  std::string waiting_;
};

/// Looks at one card after another and keeps none, however many there are.
template <class Take>
ExitCode each_card(const CardFlags& flags, Take take) {
  ExitCode outcome = ExitCode::done;
  for (const std::string& file : files_of(flags)) {
    const CheckedCard card = check_card(file, flags.options);
    tell(card.faults, flags.common);
    take(card);
    outcome = graver(outcome, outcome_of(card, flags.options));
  }
  return outcome;
}

ExitCode write_lines(const CardFlags& flags) {
  Sink sink(flags.common);
  const ExitCode outcome = each_card(
      flags, [&](const CheckedCard& card) { sink.write(render_card_line(card, flags.options)); });
  sink.finish();
  return outcome;
}

ExitCode summarise(const CardFlags& flags) {
  CardSummary summary;
  const ExitCode outcome =
      each_card(flags, [&](const CheckedCard& card) { summary.add(card, flags.options); });
  deliver_answer(flags.common,
                 render_card_summary(summary, flags.options, render_options(flags.common)));
  return outcome;
}

ExitCode write_cards(const CardFlags& flags) {
  std::vector<CheckedCard> cards;
  for (const std::string& file : files_of(flags)) {
    cards.push_back(check_card(file, flags.options));
    tell(cards.back().faults, flags.common);
  }
  if (flags.format && !is_format(*flags.format)) {
    deliver(flags.common,
            render_findings(findings_of(cards, flags.options), finding_format(*flags.format),
                            "plume card", card_rules()));
  } else {
    deliver_answer(flags.common, render_cards(cards, flags.options, render_options(flags.common)));
  }
  return outcome_of(cards, flags.options);
}

std::string difference_of(const CheckedCard& card) {
  return card.card == nullptr
             ? std::string()
             : unified_difference(card.file, card.card->text, repair_card(card).text);
}

/// What a repair would change; the answer is no where that is something.
ExitCode show_repairs(const CardFlags& flags) {
  std::string text;
  ExitCode outcome = ExitCode::done;
  for (const std::string& file : files_of(flags)) {
    const CheckedCard card = check_card(file, flags.options);
    tell(card.faults, flags.common);
    const std::string difference = difference_of(card);
    outcome = graver(outcome, card.card == nullptr ? ExitCode::bad_input
                              : difference.empty() ? ExitCode::done
                                                   : ExitCode::no);
    text += difference;
  }
  deliver(flags.common, text);
  return outcome;
}

void repair_files(const CardFlags& flags) {
  for (const std::string& file : files_of(flags)) {
    const CheckedCard card = check_card(file, flags.options);
    if (card.card == nullptr) {
      continue;
    }
    const CardRepair repair = repair_card(card);
    if (repair.text == card.card->text) {
      continue;
    }
    write_file(fs::canonical(file).string(), repair.text);  // not in the place of a link
    if (!flags.common.quiet) {
      fmt::print(stderr, "plume: repaired {}: {}\n", file, fmt::join(repair.done, ", "));
    }
  }
}

void check_usage(const CardFlags& flags) {
  const bool of_lines = flags.format == lines_format;
  if (flags.summary && flags.format && !is_format(*flags.format)) {
    throw usage("a summary has no findings, and no lines", "give text, json, csv or markdown");
  }
  if (flags.diff && (flags.summary || flags.format)) {
    throw usage("--diff prints what --fix would change, and nothing else",
                "leave out --summary and --format");
  }
  const bool from_input =
      std::find(flags.files.begin(), flags.files.end(), "-") != flags.files.end();
  if (from_input && (flags.list == "-" || (flags.fix && !flags.diff))) {
    throw usage("standard input is one card, and cannot be repaired in place",
                "name the file, or print the difference with --diff");
  }
  if (of_lines && flags.common.quiet) {
    throw usage("--quiet prints the first line of a text, and jsonl is none", "leave out --quiet");
  }
}

}  // namespace

ExitCode run_card(CardFlags& flags) {
  lay_over(flags.common);
  check_usage(flags);
  const std::vector<HubRecord> records = records_of(flags);
  flags.options.records = records;
  flags.options.estimated = estimated(flags);
  flags.options.lone = names_one_card(flags);
  if (flags.diff) {
    return show_repairs(flags);
  }
  if (flags.fix) {
    repair_files(flags);
  }
  if (flags.summary) {
    return summarise(flags);
  }
  return flags.format == lines_format ? write_lines(flags) : write_cards(flags);
}

}  // namespace plume
