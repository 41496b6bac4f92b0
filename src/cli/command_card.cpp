// SPDX-License-Identifier: Apache-2.0
#include "cli/amount_flag.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "cli/run_card.hpp"
#include "cli/run_card_write.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <array>

namespace plume {

namespace {

constexpr std::string_view card_examples = R"(Examples:
  plume card README.md
  plume card README.md --downloads 12000 --size "330 MB" --performance 0.91
  plume card README.md --fix --diff
  plume card models/ --format jsonl -o cards.jsonl
  plume card models/ --summary
  plume card README.md --format sarif -o cards.sarif --fail-on warning
  plume card write README.md --report report.json

A card is the README.md of a model's repository: its front matter is found by the rule of the Hub, and
`co2_eq_emissions` is understood in grams. `plume card write --help` says how one is written.
Exit codes: 0 done; 1 a card has findings of --fail-on or graver, or is below --require-level, or --diff
shows a change; 2 bad usage or input, or no card could be read; 74 write failed.)";

constexpr std::string_view write_examples = R"(Examples:
  plume card write README.md --report report.json --training-type pre-training
  plume card write README.md --hours 12 --count 8 --accelerator h100 --region fr --section
  plume card write README.md --report report.json --diff
  plume card write --report report.json --as boamps -o boamps.json
  plume card write --report report.json --as statement

Inserts or replaces `co2_eq_emissions`; every other byte of the card stays.
Exit codes: 0 done; 2 bad usage or input; 74 write failed.)";

constexpr auto grade_group = "Grade";

double score_of(double score) {
  if (score > 1) {
    throw usage(fmt::format("{} is nothing that --performance takes", print_machine(score)),
                "a score is a share of 1: `0.91`");
  }
  return score;
}

class CardCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    writes_ = words.empty() ? false : std::string_view(words.front()) == "write";
    CLI::App* const write = app.add_subcommand("write", "write a footprint into a card, or in the "
                                                        "form of another tool");
    if (writes_) {
      setup_write(*write, words);
    } else {
      setup_read(app, words);
    }
  }

  ExitCode run() override { return writes_ ? run_card_write(write_) : run_card(read_); }

 private:
  void setup_read(CLI::App& app, Words words) {
    app.add_option("FILE", read_.files,
                   "model cards, patterns of them, or folders with README.md files; - is standard "
                   "input")
        ->type_name("");
    app.add_option("--files-from", read_.list, "a file that names more cards, a line each")
        ->type_name("FILE");
    app.add_option("--run", read_.run,
                   "a manifest or a training configuration of the model: its estimate tells which "
                   "unit is plausible")
        ->type_name("FILE");
    add_grading(app);
    add_repair(app);
    add_common(app, read_.common, words);
    add_output(app);
    app.footer(std::string(card_examples));
  }

  void add_grading(CLI::App& app) {
    EfficiencyFacts& given = read_.options.given;
    app.add_option("--metadata", read_.metadata,
                   "what the Hub's interface prints of models: downloads and sizes")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->group(grade_group);
    add_amount(app,
               {"--size", "the weights' file; a bare number is in bytes", "330 MB",
                Information::dimension, 1, true},
               grade_group, [&given](double bytes) { given.size = Information::from_base(bytes); });
    add_amount(app,
               {"--dataset-size", "the training data; a bare number is in bytes", "12 GB",
                Information::dimension, 1, true},
               grade_group,
               [&given](double bytes) { given.dataset = Information::from_base(bytes); });
    add_amount(app, {"--downloads", "as the Hub counts them", "12000", Dim{}, 1, true}, grade_group,
               [&given](double count) { given.downloads = count; });
    add_amount(app,
               {"--performance", "the score of the study, between 0 and 1", "0.91", Dim{}, 1, true},
               grade_group, [&given](double score) { given.performance = score_of(score); });
    add_choice(
        app, "--variant", "how the reference's boundaries are taken", efficiency_variant_names,
        [this](std::size_t i) { read_.options.variant = static_cast<EfficiencyVariant>(i); });
    app.get_option("--variant")->group(grade_group);
  }

  void add_repair(CLI::App& app) {
    constexpr auto group = "Repair";
    app.add_flag("--fix", read_.fix, "repair in the file what can be repaired without guessing")
        ->group(group);
    app.add_flag("--diff", read_.diff, "print what --fix would change, and change nothing")
        ->group(group);
  }

  void add_output(CLI::App& app) {
    if (CLI::Option* const usual = app.get_option_no_throw("--format")) {
      app.remove_option(usual);
    }
    add_choice(app, "--format", "how the answer is written", card_format_names,
               [this](std::size_t i) {
                 read_.format = i;
                 if (is_format(i)) {
                   read_.common.format = static_cast<Format>(i);
                 }
               });
    app.add_flag("--summary", read_.summary, "all cards added up: levels, labels, completeness")
        ->group("Output");
    add_choice(app, "--fail-on", "the least severity at which the answer is no", card_fail_on_names,
               [this](std::size_t i) { fail_on(i); });
    add_choice(app, "--require-level", "the least reporting level that a card must reach",
               level_names,
               [this](std::size_t i) { read_.options.require = static_cast<ReportingLevel>(i); });
  }

  void fail_on(std::size_t choice) {
    read_.options.fail_on = choice < severity_names.size()
                                ? std::optional(static_cast<Severity>(choice))
                                : std::nullopt;
  }

  void setup_write(CLI::App& app, Words words) {
    add_help(app);
    app.add_option("CARD", write_.card, "the model card; - is standard input")->type_name("");
    app.add_option("--report", write_.report,
                   "a report of plume in JSON, or a manifest; - is standard input")
        ->type_name("FILE");
    app.add_flag("--section", write_.section, "write the section Environmental Impact too");
    app.add_flag("--diff", write_.diff, "print what would change, and change nothing");
    add_choice(app, "--as", "write the report in the form of another tool", export_format_names,
               [this](std::size_t i) { write_.as = static_cast<ExportFormat>(i); });
    add_words(app);
    add_export_words(app);
    add_field_flags(app, write_.fields, words);
    add_common(app, write_.common, words);
    app.footer(std::string(write_examples));
  }

  void add_words(CLI::App& app) {
    constexpr auto group = "Card";
    CardWords& out = write_.words;
    app.add_option("--training-type", out.training_type, "pre-training, fine-tuning")
        ->type_name("TEXT")
        ->group(group);
    app.add_option("--source", out.source, "in the place of plume's own words")
        ->type_name("TEXT")
        ->group(group);
    app.add_option("--location", out.location, "in the place of the region's name")
        ->type_name("TEXT")
        ->group(group);
    app.add_option("--hardware", out.hardware, "in the place of the accelerator's name")
        ->type_name("TEXT")
        ->group(group);
    app.add_flag("--with-embodied", out.with_embodied,
                 "count the making of the hardware too; cards usually say the operation alone")
        ->group(group);
  }

  void add_export_words(CLI::App& app) {
    constexpr auto group = "Other tools";
    ExportWords& out = write_.export_words;
    app.get_option("--as")->group(group);
    app.add_option("--time", out.time, "of writing, in UTC; without the flag now")
        ->type_name("2026-11-22T09:30:00Z")
        ->group(group);
    app.add_option("--project", out.project, "that the run is part of")
        ->type_name("TEXT")
        ->group(group);
    app.add_option("--author", out.author, "who states it: a person or an organisation")
        ->type_name("TEXT")
        ->group(group);
  }

  static constexpr std::array<std::string_view, 6> level_names{"0", "1", "2", "3", "4", "5"};

  bool writes_ = false;
  CardFlags read_;
  CardWriteFlags write_;
};

}  // namespace

std::unique_ptr<Command> make_card_command() {
  return std::make_unique<CardCommand>();
}

}  // namespace plume
