// SPDX-License-Identifier: Apache-2.0
#include "cli/run_batch.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_line.hpp"
#include "cli/read_run.hpp"
#include "plume/batch/batch.hpp"
#include "plume/batch/resume.hpp"
#include "plume/data/overlay.hpp"
#include "plume/report/record.hpp"
#include "plume/support/file.hpp"
#include "plume/support/output_file.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace plume {

namespace {

bool is_to_file(const BatchFlags& flags) {
  return !flags.common.output.empty() && flags.common.output != "-";
}

/// Whether an output can be gone on with: a line a record, in a file.
bool can_be_resumed(const BatchFlags& flags) {
  return is_to_file(flags) && flags.common.format != Format::csv && !flags.summary &&
         flags.from != RecordFormat::sacct;
}

/// An output must not take the place of its input.
void check_output(const BatchFlags& flags) {
  for (const std::string& file : flags.files) {
    std::error_code none;
    if (is_to_file(flags) && std::filesystem::equivalent(file, flags.common.output, none)) {
      throw usage("`" + file + "` is the input and the output", "give another -o");
    }
  }
}

/// What cannot be asked for together, and what takes no part in a batch.
void check(const BatchFlags& flags) {
  const bool csv = flags.common.format == Format::csv;
  if (flags.merge_summaries &&
      (flags.summary || flags.full || flags.shard || flags.resume || !flags.group_by.empty() ||
       !flags.defaults.empty() || !flags.fields.empty())) {
    throw usage("summaries are added up as they are",
                "give --merge-summaries, the files, and at most --format and -o");
  }
  if (!flags.group_by.empty() && !can_group_by(flags.group_by)) {
    throw usage("there is nothing to group by called `" + flags.group_by + "`",
                "give a key as manifests write it (site.region), or user, account, cluster, state");
  }
  if (!flags.group_by.empty() && !flags.summary) {
    throw usage("only a summary has groups", "give --summary, or leave --group-by out");
  }
  if (flags.full && (csv || flags.summary)) {
    throw usage("whole reports are written as JSON, one a line",
                "leave --full or the other flag out");
  }
  if (flags.resume && !can_be_resumed(flags)) {
    throw usage("only JSON Lines of records in a file can be gone on with",
                "give -o FILE, without --summary, --format csv and --from sacct");
  }
  for (const FieldFlag& flag : flags.fields) {
    if (flag.field->key == Key::method && flag.text == every_method) {
      throw usage("a batch is estimated by one method", "name the method");
    }
  }
}

WalkOptions walk_options(const BatchFlags& flags, std::size_t files) {
  const bool in_full = flags.full || flags.strict || has_overlay();
  return {.defaults = read_run(open_manifest(flags.defaults), flags.fields),
          .detail = in_full ? Detail::result : Detail::footprint,
          .strict = flags.strict,
          .several_files = files > 1,
          .group_by = flags.group_by};
}

WriteRecord writer_of(const BatchFlags& flags) {
  const auto write = flags.full                           ? write_record_report
                     : flags.common.format == Format::csv ? write_record_csv
                                                          : write_record_json;
  return [write, with_line = !flags.without_line](std::string& out, const RecordResult& result) {
    write(out, result, with_line);
  };
}

/// Where results go: standard output, or a file that becomes whole at the end.
class Output {
 public:
  Output(const std::string& path, std::optional<std::uint64_t> keep) {
    if (!path.empty() && path != "-") {
      file_.emplace(path, keep);
    }
  }

  void write(std::string_view text) {
    if (file_) {
      file_->write(text);
    } else {
      write_standard_output(text);
    }
  }

  void finish() {
    if (file_) {
      file_->finish();
    }
  }

 private:
  std::optional<OutputFile> file_;
};

bool begins_with_header(const BatchFlags& flags) {
  const bool first = !flags.shard || flags.shard->number == 1;
  return first && !flags.summary && flags.common.format == Format::csv;
}

/// What standard error is told at the end.
void tell_rest(const Progress& progress, std::size_t told) {
  if (progress.bad > told) {
    const auto count = [](std::uint64_t n) { return print_human(static_cast<double>(n), 15); };
    fmt::print(stderr, "plume: {}{} of {} records are bad\n",
               told == 0 ? std::string() : count(progress.bad - told) + " more not told: ",
               count(progress.bad), count(progress.records));
  }
}

[[noreturn]] void no_records() {
  throw Failure(Diagnostic{.code = "no-records",
                           .message = "there is no record in the input: nothing was estimated",
                           .cure = "give a file of records, or write them to standard input"});
}

ExitCode interrupted(const BatchFlags& flags, const Progress& progress) {
  fmt::print(stderr, "plume: interrupted after {} records{}\n",
             print_human(static_cast<double>(progress.records), 15),
             can_be_resumed(flags) ? "; --resume goes on from there" : "");
  return ExitCode::interrupted;
}

DoneLines pass_over_done(const BatchFlags& flags, RecordSource& source, const WalkOptions& walk,
                         const WriteRecord& write) {
  if (!flags.resume) {
    return {};
  }
  const DoneLines done = read_done(resumable(flags.common.output));
  pass_over(source, done, walk, write);
  return done;
}

ExitCode estimate_records(const BatchFlags& flags) {
  const Interrupt interrupt;
  SourceOptions input{.files = flags.files,
                      .format = flags.from,
                      .shard = flags.shard,
                      .count_lines = !flags.without_line,
                      .wake = interrupt.wake()};
  if (input.files.empty()) {
    input.files.emplace_back("-");
  }
  const WalkOptions walk = walk_options(flags, input.files.size());
  const WriteRecord write = writer_of(flags);
  RecordSource source(std::move(input));
  const DoneLines done = pass_over_done(flags, source, walk, write);
  if (source.woken()) {
    return interrupted(flags, {});
  }
  Output output(flags.common.output,
                flags.resume ? std::optional(done.bytes) : std::optional<std::uint64_t>());
  if (begins_with_header(flags)) {
    output.write(record_header(walk.several_files, !flags.without_line));
  }

  ProgressLine progress_line(source.size());
  const bool colour = use_colour(flags.common.colour, STDERR_FILENO);
  const BatchEvents events{
      .deliver = [&](std::string_view text) { output.write(text); },
      .tell_bad =
          [&](const Diagnostic& bad) {
            progress_line.clear();
            std::fputs(print_diagnostic(bad, colour).c_str(), stderr);
          },
      .progress = [&](const Progress& progress) { progress_line.show(progress); }};
  const BatchOptions options{.jobs = flags.jobs,
                             .fail_fast = flags.fail_fast,
                             .told = flags.common.quiet ? 0U : BatchOptions{}.told,
                             .summarise = flags.summary};
  const BatchOutcome outcome = run_batch(source, walk, write, events, options);
  progress_line.clear();
  tell_rest(outcome.progress, options.told);
  if (source.woken()) {
    return interrupted(flags, outcome.progress);
  }
  if (outcome.progress.records + done.lines == 0 && !flags.shard) {
    no_records();
  }
  if (flags.summary) {
    output.write(render_summary(outcome.summary, flags.group_by, flags.common.format));
  }
  const bool bad = outcome.progress.bad + done.bad > 0;
  if (!(bad && flags.fail_fast)) {
    output.finish();
  }
  return bad ? ExitCode::bad_input : ExitCode::done;
}

ExitCode merge(const BatchFlags& flags) {
  if (flags.files.empty()) {
    throw usage("there are no summaries to add up", "name the files that `--summary` wrote");
  }
  std::optional<PrintedSummary> whole;
  for (const std::string& file : flags.files) {
    PrintedSummary part = read_summary(read_file(file), file);
    if (whole) {
      add_part(*whole, part, file);
    } else {
      whole = std::move(part);
    }
  }
  deliver(flags.common, render_summary(whole->summary, whole->group_by, flags.common.format));
  return whole->summary.total.bad > 0 ? ExitCode::bad_input : ExitCode::done;
}

}  // namespace

ExitCode run_batch_command(const BatchFlags& flags) {
  if (flags.common.format == Format::markdown) {
    throw usage("a batch is written as JSON or as CSV", "give --format json or csv");
  }
  check(flags);
  check_output(flags);
  if (flags.merge_summaries) {
    return merge(flags);
  }
  lay_over(flags.common);
  return estimate_records(flags);
}

}  // namespace plume
