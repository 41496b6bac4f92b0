// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"

#include <algorithm>

namespace plume::logs {

namespace {

/// Names of the columns; ours stands first.
constexpr std::array<std::string_view, 2> time_names{"seconds", "duration_s"};
constexpr std::array<std::string_view, 2> energy_names{"joules", "energy_j"};
constexpr std::size_t least_to_judge = 5;

template <class Kind, std::size_t n>
std::optional<Kind> named(std::string_view word, const std::array<std::string_view, n>& names,
                          Kind otherwise) {
  const auto* const found = std::find(names.begin(), names.end(), small_letters(word));
  return word.empty()           ? std::optional(otherwise)
         : found == names.end() ? std::nullopt
                                : std::optional(static_cast<Kind>(found - names.begin()));
}

/// Reads a table of steps, one behind the other.
class Reader {
 public:
  explicit Reader(const LogFile& file) : file_(file), table_(file, notes_, log_.rows) {}

  EnergyLog read() {
    const std::size_t time = table_.need({time_names[0], time_names[1]});
    const std::size_t energy = table_.need({energy_names[0], energy_names[1]});
    for (Row row; table_.next(row);) {
      ++(enter(row, time, energy) ? log_.rows.used : log_.rows.rejected);
    }
    refuse_cumulative();
    Meter meter = make_meter(scope_, ReadingKind::energy, "all", table_.written_names()[energy]);
    for (const StepMark& step : log_.steps) {
      meter.readings.push_back({step.end, *step.joules, step.end - step.begin});
    }
    keep_apart(meter.readings);
    log_.meters.push_back(std::move(meter));
    return finish({&file_, 1}, std::move(log_), notes_);
  }

 private:
  bool enter(const Row& row, std::size_t time, std::size_t energy) {
    const CellNumber seconds = read_amount(row[time], largest_seconds, "s");
    const CellNumber amount = read_amount(row[energy], largest_energy, "J");
    const auto kind =
        named(Table::cell(row, table_.find({"kind"})), step_kind_names, StepKind::train);
    const std::string_view count = Table::cell(row, table_.find({"steps"}));
    const CellNumber steps =
        count.empty() ? CellNumber{CellKind::number, 1} : read_amount(count, 1e15);
    if (!seconds.is_number() || !amount.is_number() || !kind || !steps.is_number() ||
        !enter_scope(row)) {
      notes_.add("log-bad-row", row.line,
                 "the row is left out: its time, energy, kind, steps or scope can not be read",
                 "write it as step,seconds,joules; kind is train, evaluation, checkpoint or setup");
      return false;
    }
    log_.steps.push_back({*kind, end_, end_ + seconds.value, steps.value, amount.value});
    end_ += seconds.value;
    return true;
  }

  /// All rows are of the scope of the first.
  bool enter_scope(const Row& row) {
    const std::string_view word = Table::cell(row, table_.find({"scope"}));
    const auto scope = named(word, meter_scope_names, MeterScope::board);
    if (scope && log_.steps.empty()) {
      scope_ = *scope;
      if (word.empty()) {
        notes_.add("log-scope-assumed", table_.header_line(),
                   "the table does not say what was measured: accelerators are assumed",
                   "add a column `scope`: board, package, memory or node");
      }
    }
    return scope == scope_;
  }

  /// Energies that only rise, to more than twice the first, are sums of all steps so far.
  void refuse_cumulative() const {
    const auto& steps = log_.steps;
    const bool rising =
        steps.size() >= least_to_judge &&
        std::adjacent_find(steps.begin(), steps.end(), [](const StepMark& a, const StepMark& b) {
          return *b.joules <= *a.joules;
        }) == steps.end();
    if (rising && *steps.back().joules > 2 * *steps.front().joules) {
      refuse(file_, "log-cumulative-steps", table_.header_line(), 1,
             "the energies rise from every step to the next: they are sums, not of single steps",
             "give the energy of each step, the difference of two neighbours");
    }
  }

  const LogFile& file_;
  EnergyLog log_;
  Notes notes_;
  Table table_;
  MeterScope scope_ = MeterScope::board;
  double end_ = 0;
};

}  // namespace

bool recognises_step_profile(std::string_view text) {
  const std::string head = small_letters(first_line(text));
  std::vector<std::string_view> cells;
  std::deque<std::string> room;
  const bool sound = split_cells(head, separator_of(head), cells, room);
  const auto has = [&](std::span<const std::string_view> names) {
    return std::any_of(cells.begin(), cells.end(),
                       [&](std::string_view cell) { return is_one_of(cell, names); });
  };
  return sound && has(time_names) && has(energy_names);
}

EnergyLog read_step_profile(std::span<const LogFile> files, const LogOptions&) {
  return Reader(files.front()).read();
}

}  // namespace plume::logs
