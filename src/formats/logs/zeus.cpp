// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"
#include "plume/support/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace plume::logs {

namespace {

constexpr double least_unix_time = 1e9;  ///< s; 2001, and 31 years of a machine that is up
constexpr double tolerance = 0.01;       ///< s

/// A device's column, "gpu0_energy".
struct Column {
  std::size_t place;
  MeterScope scope;
  std::string device;
};

/// One window that was measured.
struct Window {
  std::size_t line = 0;
  double begin = 0;
  double seconds = 0;
  std::string name;
  std::vector<double> energies;  ///< J, by column; not a number where there is none
  double end() const { return begin + seconds; }
};

/// "gpu12_energy" is column 12 of a GPU.
std::optional<Column> column_of(std::string_view name, std::size_t place) {
  constexpr std::array<std::pair<std::string_view, MeterScope>, 3> kinds{
      {{"gpu", MeterScope::board}, {"cpu", MeterScope::package}, {"dram", MeterScope::memory}}};
  constexpr std::string_view end = "_energy";
  for (const auto& [kind, scope] : kinds) {
    const bool fits =
        name.starts_with(kind) && name.ends_with(end) && name.size() > kind.size() + end.size();
    const std::string_view number =
        fits ? name.substr(kind.size(), name.size() - kind.size() - end.size())
             : std::string_view();
    if (fits && std::all_of(number.begin(), number.end(), is_digit)) {
      return Column{place, scope, fmt::format("{} {}", kind, shown(number))};
    }
  }
  return std::nullopt;
}

StepKind kind_of(std::string_view window) {
  const std::string name = small_letters(window);
  const auto says = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  if (says("eval") || says("valid") || says("test")) {
    return StepKind::evaluation;
  }
  return says("checkpoint") || says("save") ? StepKind::checkpoint : StepKind::train;
}

/// Reads the monitor's log. Windows nest: only those that lie in no other count.
class Reader {
 public:
  Reader(const LogFile& file, const LogOptions& options) : file_(file), options_(options) {}

  EnergyLog read() {
    Table table(file_, notes_, log_.rows);
    const auto windows = outermost(read_windows(table));
    const bool absolute = !windows.empty() && windows.front().begin >= least_unix_time;
    log_.clock = absolute ? LogClock::utc : LogClock::relative;
    for (const Column& column : columns_) {
      log_.meters.push_back(
          make_meter(column.scope, ReadingKind::energy, column.device, "Zeus energy"));
    }
    for (const Window& window : windows) {
      enter(window);
    }
    for (Meter& meter : log_.meters) {
      keep_apart(meter.readings);
    }
    log_.rows.used = windows.size();
    log_.year = absolute ? std::optional(year_of(windows.back().end())) : std::nullopt;
    return finish({&file_, 1}, std::move(log_), notes_);
  }

 private:
  void find_columns(const Table& table) {
    for (std::size_t i = 0; i < table.names().size(); ++i) {
      if (auto column = column_of(table.names()[i], i)) {
        columns_.push_back(std::move(*column));
      }
    }
    if (columns_.empty()) {
      table.need({"gpu0_energy"});
    }
  }

  std::vector<Window> read_windows(Table& table) {
    find_columns(table);
    const std::size_t start = table.need({"start_time"});
    const std::size_t elapsed = table.need({"elapsed_time"});
    const auto name = table.find({"window_name"});
    std::vector<Window> out;
    std::size_t others = 0;
    for (Row row; table.next(row);) {
      const std::string_view window = Table::cell(row, name);
      if (!options_.window.empty() && !matches_glob(options_.window, window)) {
        ++others;
      } else if (auto read = read_window(row, start, elapsed)) {
        read->name = window;
        out.push_back(std::move(*read));
      } else {
        ++log_.rows.rejected;
      }
    }
    log_.rows.merged += others;
    if (out.empty() && others > 0) {
      refuse(file_, "log-no-such-window", 0, 0,
             fmt::format("no window that can be read fits `{}`", shown(options_.window)),
             "give --window a name of the column window_name, or a pattern: \"step_*\"");
    }
    return out;
  }

  std::optional<Window> read_window(const Row& row, std::size_t start, std::size_t elapsed) {
    const CellNumber begin = read_amount(row[start], largest_seconds);
    const CellNumber seconds = read_amount(row[elapsed], largest_seconds);
    bool any = false;
    Window out{row.line, begin.value, seconds.value, {}, {}};
    for (const Column& column : columns_) {
      const CellNumber energy = read_amount(row[column.place], largest_energy);
      any = any || energy.is_number();
      out.energies.push_back(energy.value);
    }
    if (begin.is_number() && seconds.is_number() && any) {
      return out;
    }
    notes_.add("log-bad-row", row.line,
               "the row is left out: its start, its time or its energies can not be read",
               "mend the row");
    return std::nullopt;
  }

  /// Of windows within each other the outer ones. Throws where they overlap otherwise.
  std::vector<Window> outermost(std::vector<Window> windows) {
    std::stable_sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) {
      return std::tuple(a.begin, -a.seconds) < std::tuple(b.begin, -b.seconds);
    });
    std::vector<Window> out;
    for (Window& window : windows) {
      if (out.empty() || window.begin >= out.back().end() - tolerance) {
        out.push_back(std::move(window));
      } else if (window.end() <= out.back().end() + tolerance) {
        note_inner(window, out.back());
      } else {
        refuse_overlap(window, out.back());
      }
    }
    return out;
  }

  void note_inner(const Window& window, const Window& outer) {
    ++log_.rows.merged;
    notes_.add("log-nested-windows", window.line,
               fmt::format("the window `{}` lies within `{}`, whose energy holds its own",
                           shown(window.name), shown(outer.name)),
               "give --window NAME or a pattern for the windows that shall count");
  }

  [[noreturn]] void refuse_overlap(const Window& window, const Window& other) const {
    refuse(file_, "log-overlapping-windows", window.line, 1,
           fmt::format("the window `{}` overlaps `{}`: their sum counts something twice",
                       shown(window.name), shown(other.name)),
           "give --window NAME or a pattern for windows that do not overlap");
  }

  void enter(const Window& window) {
    double sum = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      log_.meters[i].readings.push_back({window.end(), window.energies[i], window.seconds});
      sum += window.energies[i];
    }
    log_.steps.push_back({kind_of(window.name), window.begin, window.end(), 1,
                          sum >= 0 ? std::optional(sum) : std::nullopt});
  }

  const LogFile& file_;
  const LogOptions& options_;
  EnergyLog log_;
  Notes notes_;
  std::vector<Column> columns_;
};

}  // namespace

bool recognises_zeus(std::string_view text) {
  const std::string head = small_letters(first_line(text));
  return head.find("window_name") != std::string::npos &&
         head.find("elapsed_time") != std::string::npos;
}

EnergyLog read_zeus(std::span<const LogFile> files, const LogOptions& options) {
  return Reader(files.front(), options).read();
}

}  // namespace plume::logs
