// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/sacct.hpp"

#include "formats/logs/sacct_values.hpp"
#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::string_view command =
    "run sacct -P --format=JobID,JobName,User,Account,Cluster,State,Start,ElapsedRaw,NNodes,"
    "AllocTRES,ConsumedEnergyRaw";

enum Column : std::uint8_t {
  job_id,
  job_id_raw,
  job_name,
  user,
  account,
  cluster,
  state,
  start,
  elapsed_raw,
  elapsed,
  nodes,
  resources,
  energy_raw,
  energy,
  unused,
};

constexpr std::array<std::string_view, unused> column_names{
    "JobID", "JobIDRaw",   "JobName", "User",   "Account",   "Cluster",           "State",
    "Start", "ElapsedRaw", "Elapsed", "NNodes", "AllocTRES", "ConsumedEnergyRaw", "ConsumedEnergy"};

/// The fields of one row that are used, by column; the last is where all others go.
using Cells = std::array<std::string_view, column_names.size() + 1>;

/// Calls `take` with the place and the trimmed text of every field.
template <class Take>
std::size_t for_each_field(std::string_view row, Take take) {
  std::size_t place = 0;
  while (true) {
    const auto pipe = row.find('|');
    take(place++, sacct::trimmed(row.substr(0, pipe)));
    if (pipe == std::string_view::npos) {
      return place;
    }
    row.remove_prefix(pipe + 1);
  }
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : int{c}; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::uint8_t column_of(std::string_view name) {
  const auto* const found =
      std::find_if(column_names.begin(), column_names.end(),
                   [&](std::string_view known) { return same_word(known, name); });
  return static_cast<std::uint8_t>(found - column_names.begin());
}

std::string_view without_mark(std::string_view header) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  return sacct::trimmed(header.starts_with(byte_order_mark) ? header.substr(3) : header);
}

/// Throws unless one of the two columns is there.
void require_column(const std::vector<std::uint8_t>& columns, Column column, Column otherwise) {
  if (std::none_of(columns.begin(), columns.end(),
                   [&](std::uint8_t c) { return c == column || c == otherwise; })) {
    throw Failure(Diagnostic{
        .code = "sacct-missing-column",
        .message = fmt::format("the first line names no column `{}`", column_names[column]),
        .cure = std::string(command)});
  }
}

/// The fields of a row; nothing and a fault when there are more or fewer than columns.
std::optional<Cells> divide(std::string_view row, const std::vector<std::uint8_t>& columns,
                            bool trailing_pipe, Faults& faults) {
  Cells cells{};
  std::string_view last;
  const std::size_t pieces = for_each_field(row, [&](std::size_t place, std::string_view field) {
    cells[place < columns.size() ? columns[place] : std::uint8_t{unused}] = field;
    last = field;
  });
  const std::size_t count = pieces - (trailing_pipe && last.empty() ? 1 : 0);
  if (count == columns.size()) {
    return cells;
  }
  faults.push_back(
      {"sacct-columns",
       fmt::format("the row has {} fields, and the header names {} columns", count, columns.size()),
       "a `|` or a line break in the name of a job divides it: leave JobName out of "
       "--format, or give what sacct --json prints"});
  return std::nullopt;
}

/// The first text that is not empty.
std::string_view first_of(const Cells& cells, Column column, Column otherwise) {
  return cells[column].empty() ? cells[otherwise] : cells[column];
}

bool begins_with_digit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

bool is_step(std::string_view id) {
  return begins_with_digit(id) && id.find('.') != std::string_view::npos;
}

/// "481516", "481522_7", "481522_[8-20%4]", "481530+1"
bool is_job(std::string_view id) {
  return begins_with_digit(id) &&
         id.find_first_not_of("0123456789_+[]-,%:") == std::string_view::npos;
}

/// Reads a text that may be empty; false and a fault when it is no value.
template <class Read>
bool read_cell(std::string_view text, std::string_view what, std::string_view id, Read read,
               Faults& faults) {
  const bool sound = text.empty() || read(text);
  if (!sound) {
    faults.push_back(sacct::bad_value(id, what, text));
  }
  return sound;
}

/// Calls `enter` with the number that `read` makes of a text, if it makes one.
template <class Read, class Enter>
auto number_by(Read read, Enter enter) {
  return [=](std::string_view text) {
    const auto number = read(text);
    if (number) {
      enter(*number);
    }
    return number.has_value();
  };
}

bool read_time(const Cells& cells, SacctJob& job, Faults& faults) {
  const auto enter = [&job](double seconds) { job.elapsed = sacct::known_seconds(seconds); };
  return cells[elapsed_raw].empty() ? read_cell(cells[elapsed], "elapsed time", job.id,
                                                number_by(sacct::read_elapsed, enter), faults)
                                    : read_cell(cells[elapsed_raw], "elapsed time", job.id,
                                                number_by(sacct::read_number, enter), faults);
}

void read_start(std::string_view text, SacctJob& job) {
  job.year = sacct::read_year(text);
  const bool unknown = text.empty() || same_word(text, "Unknown") || text.starts_with("None");
  if (!job.year && !unknown) {
    job.notes.push_back({"sacct-start-unread",
                         fmt::format("the start, `{}`, begins with no year", sacct::shown(text)),
                         "run sacct without SLURM_TIME_FORMAT, or give --year"});
  }
}

/// The energies of a row that were measured: exact ones go before the rounded one.
bool read_energies(const Cells& cells, const SacctJob& job, std::optional<double>& raw,
                   std::optional<double>& rounded, Faults& faults) {
  const auto into = [](std::optional<double>& out) {
    return number_by(sacct::read_energy, [&out](double joules) { out = sacct::measured(joules); });
  };
  return read_cell(cells[energy_raw], "energy", job.id, into(raw), faults) &&
         read_cell(cells[energy], "energy", job.id, into(rounded), faults);
}

bool read_numbers(const Cells& cells, SacctJob& job, Faults& faults) {
  sacct::Allocation allocation;
  std::optional<double> raw;
  std::optional<double> rounded;
  const auto list = [&](std::string_view text) { return sacct::read_resources(text, allocation); };
  const auto enter_nodes = [&job](double count) { job.nodes = count; };
  const bool sound = read_time(cells, job, faults) &&
                     read_cell(cells[nodes], "number of nodes", job.id,
                               number_by(sacct::read_number, enter_nodes), faults) &&
                     read_cell(cells[resources], "AllocTRES", job.id, list, faults) &&
                     read_energies(cells, job, raw, rounded, faults);
  if (sound) {
    sacct::complete(job, allocation, raw ? raw : allocation.energy ? allocation.energy : rounded);
  }
  return sound;
}

SacctJob texts_of(const Cells& cells) {
  return {.id = std::string(first_of(cells, job_id, job_id_raw)),
          .name = std::string(cells[job_name]),
          .user = std::string(cells[user]),
          .account = std::string(cells[account]),
          .cluster = std::string(cells[cluster]),
          .state = std::string(sacct::state_of(cells[state]))};
}

}  // namespace

SacctTable::SacctTable(std::string_view header)
    : header_(without_mark(header)), trailing_pipe_(header_.ends_with('|')) {
  const auto size = header_.size() - (trailing_pipe_ ? 1 : 0);
  std::array<bool, column_names.size() + 1> known{};
  for_each_field(std::string_view(header_).substr(0, size),
                 [&](std::size_t, std::string_view name) {
                   const std::uint8_t column = column_of(name);
                   columns_.push_back(known[column] ? std::uint8_t{unused} : column);
                   known[column] = true;
                 });
  require_column(columns_, job_id, job_id_raw);
  require_column(columns_, elapsed_raw, elapsed);
  require_column(columns_, resources, resources);
}

std::optional<SacctJob> SacctTable::read(std::string_view row, Faults& faults) const {
  const std::string_view text = without_mark(row);
  const auto cells = text.empty() || text == header_
                         ? std::optional<Cells>()
                         : divide(row, columns_, trailing_pipe_, faults);
  const std::string_view id = cells ? first_of(*cells, job_id, job_id_raw) : std::string_view();
  if (!cells || is_step(id)) {
    return std::nullopt;
  }
  if (!is_job(id)) {
    faults.push_back({"sacct-no-job", fmt::format("`{}` is no job of Slurm", sacct::shown(id)),
                      "give the accounting as sacct -P prints it"});
    return std::nullopt;
  }
  SacctJob job = texts_of(*cells);
  read_start((*cells)[start], job);
  return read_numbers(*cells, job, faults) ? std::optional(std::move(job)) : std::nullopt;
}

}  // namespace plume
