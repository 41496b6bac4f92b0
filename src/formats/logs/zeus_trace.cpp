// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

namespace plume::logs {

namespace {

/// One epoch of one configuration.
struct Trial {
  std::size_t line = 0;
  double seconds = 0;
  double watts = 0;
};

std::vector<Trial> read_trials(const LogFile& file, Notes& notes, LogRows& rows) {
  Table table(file, notes, rows);
  const std::size_t time = table.need({"time_per_epoch"});
  const std::size_t power = table.need({"average_power"});
  std::vector<Trial> out;
  for (Row row; table.next(row);) {
    const CellNumber seconds = read_amount(row[time], largest_seconds);
    const CellNumber watts = read_amount(row[power], largest_power);
    if (seconds.is_number() && watts.is_number()) {
      out.push_back({row.line, seconds.value, watts.value});
    } else {
      ++rows.rejected;
      notes.add("log-bad-row", row.line,
                "the row is left out: its time or its power can not be read", "mend the row");
    }
  }
  return out;
}

/// Rows are of different runs: one must be chosen, by its number.
const Trial& choose(const LogFile& file, const std::vector<Trial>& trials, const std::string& job) {
  const CellNumber number = job.empty() ? CellNumber{CellKind::number, 1} : read_plain(job);
  const auto place = number.is_number() && number.value >= 1 && number.value <= 1e9
                         ? static_cast<std::size_t>(number.value)
                         : 0;
  if (job.empty() && trials.size() > 1) {
    refuse(file, "log-several-runs", trials[1].line, 1,
           "each row of the trace is a run of its own, and their sum means nothing",
           "choose one by its number: --job 1");
  }
  if (place == 0 || place > trials.size()) {
    refuse(file, "log-no-such-job", 0, 0,
           fmt::format("there is no row {} among {} that can be read", shown(job), trials.size()),
           "give the number of a row: --job 1");
  }
  return trials[place - 1];
}

}  // namespace

bool recognises_zeus_trace(std::string_view text) {
  const std::string head = small_letters(first_line(text));
  return head.find("time_per_epoch") != std::string::npos &&
         head.find("average_power") != std::string::npos;
}

EnergyLog read_zeus_trace(std::span<const LogFile> files, const LogOptions& options) {
  const LogFile& file = files.front();
  EnergyLog log;
  Notes notes;
  const std::vector<Trial> trials = read_trials(file, notes, log.rows);
  if (trials.empty()) {
    return finish(files, std::move(log), notes);
  }
  const Trial& trial = choose(file, trials, options.job);
  const double energy = trial.seconds * trial.watts;
  Meter meter = make_meter(MeterScope::board, ReadingKind::energy, "gpu", "average_power");
  meter.readings.push_back({trial.seconds, energy, trial.seconds});
  log.meters.push_back(std::move(meter));
  log.steps.push_back({StepKind::train, 0, trial.seconds, 1, energy});
  log.rows.used = 1;
  log.rows.rejected += trials.size() - 1;
  return finish(files, std::move(log), notes);
}

}  // namespace plume::logs
