// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "cli/run_batch.hpp"

#include <algorithm>
#include <thread>

namespace plume {

namespace {

constexpr std::string_view batch_examples = R"(Examples:
  plume batch runs.jsonl -o footprints.jsonl
  plume batch runs.csv --format csv --region fr --pue 1.2
  zcat runs.jsonl.gz | plume batch | jq 'select(.kgco2e > 1000)'
  plume batch runs.jsonl --summary --group-by site.region
  plume batch runs.jsonl --shard 3/8 -o part-3.jsonl
  plume batch runs.jsonl -o footprints.jsonl --resume
  plume batch --from sacct jobs.txt --region de --summary --group-by account

A flag of a run is a default for records that do not say it. Files that end in .gz or .zst are unpacked.
Exit codes: 0 done; 2 bad usage, a bad record (the others are written), or no record; 74 write failed;
130 interrupted.)";

constexpr std::size_t most_jobs = 256;

class BatchCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("FILE", flags_.files,
                   "records: JSON Lines, a JSON array or CSV with dotted keys; none or - is "
                   "standard input")
        ->type_name("");
    add_field_flags(app, flags_.fields, words);
    add_input(app);
    add_output(app);
    add_common(app, flags_.common, words);
    describe_common(app);
    app.footer(std::string(batch_examples));
  }

  ExitCode run() override { return run_batch_command(flags_); }

 private:
  /// What flags of every command mean here.
  static void describe_common(CLI::App& app) {
    if (CLI::Option* const format = app.get_option_no_throw("--format")) {
      format->description("JSON Lines, without the flag, or CSV")->type_name("json|csv");
    }
    if (CLI::Option* const quiet = app.get_option_no_throw("--quiet")) {
      quiet->description("tell bad records by their number alone");
    }
    if (CLI::Option* const verbose = app.get_option_no_throw("--verbose")) {
      verbose->group("");  // nothing of a single run is said
    }
  }

  void add_input(CLI::App& app) {
    constexpr auto group = "Records";
    app.add_option("--defaults", flags_.defaults, "a manifest of what records do not say")
        ->type_name("FILE")
        ->group(group);
    add_choice(app, "--from", "how records are written; without it by name and content",
               record_format_names,
               [this](std::size_t i) { flags_.from = static_cast<RecordFormat>(i); });
    app.get_option("--from")->group(group);
    app.add_option_function<std::string>(
           "--shard", [this](const std::string& word) { read_shard(word); },
           "only part K of N of the input; the parts' outputs make up the whole")
        ->type_name("K/N")
        ->group(group);
    app.add_option_function<std::string>(
           "--jobs", [this](const std::string& word) { read_jobs(word); },
           "threads; as many as cores without it")
        ->type_name("N")
        ->group(group);
    app.add_flag("--fail-fast", flags_.fail_fast, "stop at the first bad record")->group(group);
    app.add_flag("--strict", flags_.strict,
                 "a record with assumed figures, or figures not confirmed in a published source, "
                 "is bad")
        ->group(group);
    flags_.jobs = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_jobs);
  }

  void add_output(CLI::App& app) {
    constexpr auto group = "Output";
    app.add_flag("--full", flags_.full, "whole reports rather than a line of figures")
        ->group(group);
    app.add_flag("--summary", flags_.summary, "totals rather than records")->group(group);
    app.add_option("--group-by", flags_.group_by,
                   "totals by a key (site.region), or by user, account, cluster, state of Slurm")
        ->type_name("KEY")
        ->group(group);
    app.add_flag("--merge-summaries", flags_.merge_summaries,
                 "add up the files, which are summaries of parts")
        ->group(group);
    app.add_flag("--resume", flags_.resume,
                 "go on with the file of -o where an interrupted run left it")
        ->group(group);
    app.add_flag("--without-line", flags_.without_line,
                 "leave the line number out: a part then need not read what stands before it")
        ->group(group);
  }

  void read_shard(const std::string& word) {
    flags_.shard = parse_shard(word);
    if (!flags_.shard) {
      throw usage("`" + word + "` is no part of a whole",
                  "write it as `3/8`, the parts counted from 1");
    }
  }

  void read_jobs(const std::string& word) {
    const bool digits = !word.empty() && word.size() <= 3 &&
                        word.find_first_not_of("0123456789") == std::string::npos;
    flags_.jobs = digits ? std::stoul(word) : 0;
    if (flags_.jobs == 0 || flags_.jobs > most_jobs) {
      throw usage("`" + word + "` is no number of threads",
                  "give a whole number from 1 to " + std::to_string(most_jobs));
    }
  }

  BatchFlags flags_;
};

}  // namespace

std::unique_ptr<Command> make_batch_command() {
  return std::make_unique<BatchCommand>();
}

}  // namespace plume
