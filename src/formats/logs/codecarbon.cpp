// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/codecarbon_runs.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume::logs {

namespace {

using codecarbon::Part;
using codecarbon::Record;
using Column = std::optional<std::size_t>;

constexpr double largest_pue = 5;
constexpr double largest_kilowatt_hours = largest_energy / joules_per_kilowatt_hour;

/// The columns that are used, wherever they stand.
struct Columns {
  std::size_t time;
  std::size_t duration;
  std::size_t total;
  std::array<Column, codecarbon::part_count> parts;
  Column run, task, project, emissions, pue, country, country_name, cloud, on_cloud, gpus, gpu,
      machine, memory, mode;
};

Columns columns_of(const Table& table) {
  return {
      .time = table.need({"timestamp"}),
      .duration = table.need({"duration"}),
      .total = table.need({"energy_consumed"}),
      .parts = {table.find({"gpu_energy"}), table.find({"cpu_energy"}), table.find({"ram_energy"})},
      .run = table.find({"run_id"}),
      .task = table.find({"task_name"}),
      .project = table.find({"project_name"}),
      .emissions = table.find({"emissions"}),
      .pue = table.find({"pue"}),
      .country = table.find({"country_iso_code"}),
      .country_name = table.find({"country_name"}),
      .cloud = table.find({"cloud_region"}),
      .on_cloud = table.find({"on_cloud"}),
      .gpus = table.find({"gpu_count"}),
      .gpu = table.find({"gpu_model"}),
      .machine = table.find({"cpu_model"}),
      .memory = table.find({"ram_total_size"}),
      .mode = table.find({"tracking_mode"})};
}

/// Whether texts stand where they belong: a row to which a column lacks may have the right width.
bool is_in_place(const Row& row, const Columns& columns) {
  const std::string_view cloud = Table::cell(row, columns.on_cloud);
  const std::string_view country = Table::cell(row, columns.country);
  return (cloud.empty() || cloud == "Y" || cloud == "N") && country.size() <= 3;
}

/// A number that may be missing; 0 then, and where it is none.
double amount_of(const Row& row, Column column, double largest) {
  const CellNumber number = read_amount(Table::cell(row, column), largest);
  return number.is_number() ? number.value : 0;
}

Record texts_of(const Row& row, const Columns& columns) {
  const auto text = [&](Column column) { return std::string(Table::cell(row, column)); };
  Record out;
  out.line = row.line;
  out.run = text(columns.run);
  out.project = text(columns.project);
  out.is_task = columns.task.has_value();
  out.shares_machine = text(columns.mode) != "process";
  out.machine = text(columns.machine) + '\n' + text(columns.gpu) + '\n' + text(columns.memory);
  out.accelerator = text(columns.gpu);
  for (const Column column : {columns.cloud, columns.country, columns.country_name}) {
    out.region = out.region.empty() ? text(column) : out.region;
  }
  return out;
}

/// The row's total, and its parts where there are columns of them.
void enter_energies(const Row& row, const Columns& columns, double total, Record& out) {
  double sum = 0;
  for (std::size_t i = 0; i < columns.parts.size(); ++i) {
    out.joules[i] =
        amount_of(row, columns.parts[i], largest_kilowatt_hours) * joules_per_kilowatt_hour;
    sum += out.joules[i];
  }
  const double all = total * joules_per_kilowatt_hour;
  out.joules[codecarbon::all] = all;
  out.has_parts = sum > 0 || all == 0;
  out.parts_differ = sum > 0 && std::abs(sum - all) > 0.01 * all;
}

/// What a row says; nothing where it can not be used, and why in `reason`.
std::optional<Record> record_of(const Row& row, const Columns& columns, Times& times,
                                std::string& reason) {
  const auto time = times.read(row[columns.time]);
  const CellNumber duration = read_amount(row[columns.duration], largest_seconds);
  const CellNumber total = read_amount(row[columns.total], largest_kilowatt_hours);
  if (!time || !duration.is_number() || !total.is_number() || !is_in_place(row, columns)) {
    reason = !time                   ? "its time stamp is none"
             : !duration.is_number() ? "its duration is no number"
             : !total.is_number()    ? "its energy is no number"
                                     : "its values do not stand under their columns";
    return std::nullopt;
  }
  Record out = texts_of(row, columns);
  out.end = *time;
  out.seconds = duration.value;
  enter_energies(row, columns, total.value, out);
  const double pue = amount_of(row, columns.pue, largest_pue);
  out.pue = pue >= 1 ? pue : 1;
  out.accelerators = amount_of(row, columns.gpus, 1e6);
  const CellNumber kilograms = read_amount(Table::cell(row, columns.emissions), 1e15);
  out.emissions = kilograms.is_number() ? std::optional(kilograms.value) : std::nullopt;
  return out;
}

std::vector<Record> read_records(const LogFile& file, Times& times, Notes& notes, LogRows& rows) {
  Table table(file, notes, rows);
  const Columns columns = columns_of(table);
  std::vector<Record> out;
  std::string reason;
  for (Row row; table.next(row);) {
    if (auto record = record_of(row, columns, times, reason)) {
      out.push_back(std::move(*record));
    } else {
      ++rows.rejected;
      notes.add("log-bad-row", row.line, "the row is left out: " + reason,
                "mend the row, or leave it out of the file", reason);
    }
  }
  return out;
}

/// The rows of one run, or of one project.
void choose(const LogFile& file, const std::string& job, std::vector<Record>& records,
            LogRows& rows) {
  const auto is_other = [&](const Record& record) {
    return record.run != job && record.project != job;
  };
  if (!job.empty()) {
    rows.rejected += std::erase_if(records, is_other);
  }
  if (!job.empty() && records.empty()) {
    refuse(file, "log-no-such-job", 0, 0,
           fmt::format("no row has `{}` as its run or its project", shown(job)),
           "give a value of the columns run_id or project_name");
  }
}

void note_record(const Record& record, Notes& notes) {
  if (record.parts_differ) {
    notes.add("log-parts-do-not-add-up", record.line,
              "the energies of the row's parts are not its total, which is taken",
              "see whether the row was mended by hand");
  }
  if (record.accelerators > 0 && record.has_parts && record.joules[codecarbon::gpu] == 0) {
    notes.add("log-accelerator-without-energy", record.line,
              fmt::format("the row has {:.0f} GPU and no energy of one, as of cards without a "
                          "counter of energy",
                          record.accelerators),
              "measure the GPU by nvidia-smi, and give that log too");
  }
}

/// What all runs of a log say of it together.
void enter_facts(const std::vector<Record>& records, EnergyLog& log, Notes& notes) {
  double seconds = 0;
  for (const Record& record : records) {
    seconds += record.seconds;
    if (record.emissions) {
      log.emissions = log.emissions.value_or(0) + *record.emissions;
    }
    enter_region(log, record.region, record.line, notes);
    if (log.accelerator.empty() && !record.accelerator.empty()) {
      const CountedName counted = counted_name(record.accelerator);
      log.accelerator = counted.name;
      const double count = record.accelerators > 0 ? record.accelerators : counted.count;
      log.accelerators = count > 0 ? std::optional(count) : std::nullopt;
    }
    log.year = std::max(log.year.value_or(0), year_of(record.end));
    note_record(record, notes);
  }
  log.hours = seconds / 3600;
}

/// Whether the parts of every row are all of it: else only totals can be compared.
bool have_parts(const std::vector<Record>& records) {
  return std::all_of(records.begin(), records.end(),
                     [](const Record& record) { return record.has_parts && !record.parts_differ; });
}

/// What all runs drew in one part. A part that none has drawn in has no readings.
Meter meter_of(const std::vector<Record>& records, std::size_t place, double pue) {
  const Part& part = codecarbon::parts[place];
  Meter meter = make_meter(part.scope, ReadingKind::energy, part.device, part.column);
  for (const Record& record : records) {
    if (record.joules[place] > 0 || place == codecarbon::all) {
      meter.readings.push_back(
          {record.end, record.joules[place] / record.pue * pue, record.seconds});
    }
  }
  keep_apart(meter.readings);
  return meter;
}

/// One meter of each part, or of all. Energies of runs at several PUEs are put to that of the
/// first.
void enter_meters(const std::vector<Record>& records, EnergyLog& log, Notes& notes) {
  log.pue_inside = records.empty() ? 1 : records.front().pue;
  const bool by_part = have_parts(records);
  const std::size_t first = by_part ? 0 : codecarbon::all;
  for (std::size_t i = first; i < (by_part ? codecarbon::part_count : codecarbon::parts.size());
       ++i) {
    log.meters.push_back(meter_of(records, i, log.pue_inside));
  }
  if (log.pue_inside > 1) {
    notes.add(
        "log-pue-inside", records.front().line,
        fmt::format("the energies hold a PUE of {}, which is taken out of them", log.pue_inside),
        "give --pue for that of the site");
  }
}

}  // namespace

bool recognises_codecarbon(std::string_view text) {
  const std::string head = small_letters(first_line(text));
  return head.find("energy_consumed") != std::string::npos &&
         head.find("duration") != std::string::npos && head.find("emissions") != std::string::npos;
}

EnergyLog read_codecarbon(std::span<const LogFile> files, const LogOptions& options) {
  EnergyLog log;
  Notes notes;
  Times times(options);
  std::vector<Record> records = read_records(files.front(), times, notes, log.rows);
  choose(files.front(), options.job, records, log.rows);
  codecarbon::keep_last_flush(records, log.rows);
  codecarbon::drop_shared(records, log.rows, notes);
  codecarbon::put_tasks_in_order(records);
  log.rows.used = records.size();
  log.clock = times.clock();
  enter_facts(records, log, notes);
  enter_meters(records, log, notes);
  return finish(files, std::move(log), notes);
}

}  // namespace plume::logs
