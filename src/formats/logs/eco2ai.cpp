// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace plume::logs {

namespace {

using Column = std::optional<std::size_t>;

struct Columns {
  std::size_t start;
  std::size_t duration;
  std::size_t energy;
  Column id, project, epoch, emissions, gpu, region;
};

Columns columns_of(const Table& table) {
  return {.start = table.need({"start_time"}),
          .duration = table.need({"duration"}),
          .energy = table.need({"power_consumption"}),
          .id = table.find({"id"}),
          .project = table.find({"project_name"}),
          .epoch = table.find({"epoch"}),
          .emissions = table.find({"co2_emissions"}),
          .gpu = table.find({"gpu_name"}),
          .region = table.find({"region/country"})};
}

/// Reads the table: its energies are of the stretch that begins at the row's start.
class Reader {
 public:
  Reader(const LogFile& file, const LogOptions& options)
      : file_(file), options_(options), times_(options) {}

  EnergyLog read() {
    Table table(file_, notes_, log_.rows);
    const Columns columns = columns_of(table);
    for (Row row; table.next(row);) {
      const bool chosen = is_chosen(row, columns);
      ++(chosen && enter(row, columns) ? log_.rows.used : log_.rows.rejected);
    }
    require_chosen();
    keep_apart(meter_.readings);
    log_.meters.push_back(std::move(meter_));
    log_.clock = times_.clock();
    log_.hours = seconds_ / 3600;
    notes_.add("log-pue-unknown", table.header_line(),
               "eco2AI multiplies its energies by a PUE, 1 unless told otherwise, that the log "
               "does not say: 1 is taken",
               "if the tracker was given a PUE, divide the energies by it, or give --pue 1");
    return finish({&file_, 1}, std::move(log_), notes_);
  }

 private:
  bool is_chosen(const Row& row, const Columns& columns) {
    const std::string& job = options_.job;
    const bool chosen = job.empty() || Table::cell(row, columns.id) == job ||
                        Table::cell(row, columns.project) == job;
    any_chosen_ = any_chosen_ || chosen;
    return chosen;
  }

  void require_chosen() const {
    if (!options_.job.empty() && !any_chosen_) {
      refuse(file_, "log-no-such-job", 0, 0,
             fmt::format("no row has `{}` as its id or its project", shown(options_.job)),
             "give a value of the columns id or project_name");
    }
  }

  bool enter(const Row& row, const Columns& columns) {
    const auto start = times_.read(row[columns.start]);
    const CellNumber duration = read_amount(row[columns.duration], largest_seconds);
    const CellNumber energy =
        read_amount(row[columns.energy], largest_energy / joules_per_kilowatt_hour);
    if (!start || !duration.is_number() || !energy.is_number()) {
      notes_.add("log-bad-row", row.line,
                 "the row is left out: its start, duration or energy can not be read",
                 "give the file as eco2AI wrote it, and not encoded");
      return false;
    }
    const double begin = begin_of(row, columns, *start, duration.value);
    const double joules_here = energy.value * joules_per_kilowatt_hour;
    meter_.readings.push_back({begin + duration.value, joules_here, duration.value});
    if (Table::cell(row, columns.epoch).starts_with("epoch")) {
      log_.steps.push_back({StepKind::train, begin, begin + duration.value, 1, joules_here});
    }
    seconds_ += duration.value;
    enter_facts(row, columns, begin);
    return true;
  }

  /// Epochs of one run stand one behind the other, also where each has the start of the run.
  double begin_of(const Row& row, const Columns& columns, double start, double duration) {
    const std::string_view id = Table::cell(row, columns.id);
    if (id.empty()) {
      return start;
    }
    double& end = ends_.emplace(id, start).first->second;
    const double begin = std::max(start, end);
    end = begin + duration;
    return begin;
  }

  void enter_facts(const Row& row, const Columns& columns, double begin) {
    const CellNumber kilograms = read_amount(Table::cell(row, columns.emissions), 1e15);
    if (kilograms.is_number()) {
      log_.emissions = log_.emissions.value_or(0) + kilograms.value;
    }
    enter_region(log_, Table::cell(row, columns.region), row.line, notes_);
    const CountedName gpu = counted_name(Table::cell(row, columns.gpu));
    if (log_.accelerator.empty() && gpu.count > 0) {
      log_.accelerator = gpu.name;
      log_.accelerators = gpu.count;
    }
    log_.year = std::max(log_.year.value_or(0), year_of(begin));
  }

  const LogFile& file_;
  const LogOptions& options_;
  Times times_;
  EnergyLog log_;
  Notes notes_;
  Meter meter_ = make_meter(MeterScope::node, ReadingKind::energy, "all", "power_consumption");
  std::unordered_map<std::string, double> ends_;
  double seconds_ = 0;
  bool any_chosen_ = false;
};

}  // namespace

bool recognises_eco2ai(std::string_view text) {
  const std::string head = small_letters(first_line(text));
  return head.find("power_consumption(kw") != std::string::npos &&
         head.find("start_time") != std::string::npos;
}

EnergyLog read_eco2ai(std::span<const LogFile> files, const LogOptions& options) {
  return Reader(files.front(), options).read();
}

}  // namespace plume::logs
