// SPDX-License-Identifier: Apache-2.0
/// The energy of one job in Slurm's accounting: what `sacct -P` or `sacct --json` prints.
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_json.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_words.hpp"
#include "plume/formats/sacct.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume::logs {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t named_jobs = 8;
constexpr std::array<std::string_view, 2> id_columns{"jobid", "jobidraw"};

bool is_header(std::string_view line) {
  const auto cells = cells_of(line.substr(0, 4096), '|');
  return cells.size() > 1 && std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
           return is_one_of(small_letters(cell), id_columns);
         });
}

/// Enters the job that is asked for, or the only one with an energy.
class JobChoice {
 public:
  JobChoice(const LogFile& file, const LogOptions& options, LogDraft& draft)
      : file_(file), options_(options), draft_(draft) {}

  /// A job, or nothing and why.
  void take(std::optional<SacctJob> job, const Faults& faults, std::size_t line) {
    if (!job && faults.empty()) {
      return;
    }
    ++draft_.log.rows.read;
    if (!job) {
      const Fault& fault = faults.front();
      return draft_.reject("sacct-row-left-out", line, fault.message, fault.cure);
    }
    const bool wanted = options_.job.empty() ? job->energy.has_value() : job->id == options_.job;
    if (!wanted) {
      ++draft_.log.rows.rejected;
      ++others_;
      return;
    }
    ++draft_.log.rows.used;
    if (measured_.size() < named_jobs) {
      measured_.push_back(*job);
    }
    ++found_;
  }

  SacctJob chosen() {
    if (found_ == 0 && !options_.job.empty()) {
      refuse(file_, "sacct-unknown-job", 0, 0,
             fmt::format("there is no job {} in it", shown(options_.job)),
             "name one of its jobs as sacct writes it: 481516, or 481522_7 of an array");
    }
    if (found_ == 0) {
      refuse(file_, "sacct-no-energy", 0, 0, "Slurm measured the energy of no job in it",
             "see AcctGatherEnergyType in `scontrol show config`, or estimate it with plume batch");
    }
    if (found_ > 1) {
      refuse_several();
    }
    note_others();
    return measured_.front();
  }

 private:
  [[noreturn]] void refuse_several() const {
    std::string ids;
    for (const SacctJob& job : measured_) {
      ids += fmt::format("{}{}", ids.empty() ? "" : ", ", shown(job.id));
    }
    refuse(file_, "sacct-several-jobs", 0, 0,
           fmt::format("it has the energy of {} jobs: {}{}", found_, ids,
                       found_ > measured_.size() ? " and others" : ""),
           fmt::format("choose one: --job {}; or estimate all of them with plume batch",
                       shown(measured_.front().id)));
  }

  void note_others() {
    if (others_ > 0) {
      draft_.notes.add("sacct-jobs-left-out", 0,
                       fmt::format("job {} is read, and {} others are not",
                                   shown(measured_.front().id), others_),
                       "choose another with --job");
    }
  }

  const LogFile& file_;
  const LogOptions& options_;
  LogDraft& draft_;
  std::vector<SacctJob> measured_;
  std::size_t found_ = 0;
  std::size_t others_ = 0;
};

SacctTable table_of(std::string_view header, const LogFile& file, std::size_t line) {
  try {
    return SacctTable(header);
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().front();
    refuse(file, "sacct-missing-column", line, 1, fault.message, fault.cure);
  }
}

void read_table(const LogFile& file, JobChoice& choice) {
  Lines lines(file.text);
  std::string_view line;
  while (lines.next(line) && !is_header(line)) {
  }
  const SacctTable table = table_of(line, file, lines.number());
  while (lines.next(line)) {
    Faults faults;
    auto job = trimmed(line).empty() ? std::nullopt : table.read(line, faults);
    choice.take(std::move(job), faults, lines.number());
  }
}

void read_json(const LogFile& file, JobChoice& choice) {
  JsonReader reader;
  const dom::element root = reader.need(file, from_brace(file.text));
  dom::array jobs;
  if (root["jobs"].get(jobs) != simdjson::SUCCESS) {
    refuse(file, "sacct-no-jobs", 0, 0, "there is no list `jobs`", "give what sacct --json prints");
  }
  for (const dom::element one : jobs) {
    Faults faults;
    auto job = read_sacct_job(simdjson::minify(one), faults);
    choice.take(std::move(job), faults, 0);
  }
}

void enter_job(const SacctJob& job, const LogFile& file, LogDraft& draft) {
  if (!job.energy || !(job.elapsed > 0)) {
    refuse(file, "sacct-no-energy", 0, 0,
           fmt::format("Slurm measured no energy of job {}", shown(job.id)),
           "see AcctGatherEnergyType in `scontrol show config`, or estimate it with plume batch");
  }
  Meter& meter = draft.meter(
      {}, fmt::format("job {}", job.id),
      {.scope = MeterScope::node, .kind = ReadingKind::energy, .sensor = "ConsumedEnergy"});
  meter.readings.push_back({job.elapsed, *job.energy, job.elapsed});
  draft.log.hours = job.elapsed / 3600;
  for (const ConfigNote& note : job.notes) {
    draft.notes.add(note.code, 0, note.message, note.cure);
  }
}

/// What the job had, which the meter of its nodes does not tell.
void describe(const SacctJob& job, EnergyLog& log) {
  log.accelerator = job.gpu_type;
  log.accelerators = job.gpus > 0 ? std::optional(job.gpus) : std::nullopt;
  log.year = job.year;
}

bool is_json(std::string_view text) {
  const auto brace = text.find('{');
  return brace != std::string_view::npos &&
         text.substr(brace, 4096).find("\"jobs\"") != std::string_view::npos;
}

bool is_table(std::string_view text) {
  Lines lines(first_lines(text, 20));
  std::string_view line;
  while (lines.next(line)) {
    if (is_header(line)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool recognises_sacct(std::string_view text) {
  return is_table(text) || is_json(text.substr(0, std::size_t{64} << 10));
}

EnergyLog read_sacct(std::span<const LogFile> files, const LogOptions& options) {
  const LogFile& file = files.front();
  LogDraft draft("sacct", files, options);
  JobChoice choice(file, options, draft);
  if (is_table(file.text)) {
    read_table(file, choice);
  } else {
    read_json(file, choice);
  }
  const SacctJob job = choice.chosen();
  enter_job(job, file, draft);
  EnergyLog log = draft.finish();
  describe(job, log);
  return log;
}

}  // namespace plume::logs
