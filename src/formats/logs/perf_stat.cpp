// SPDX-License-Identifier: Apache-2.0
/// `perf stat` of the power PMU: as text, with -x, with -I, in sum or by socket, and anywhere in
/// what a program printed itself.
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_parts.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"
#include "formats/logs/log_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace plume::logs {

namespace {

constexpr std::string_view unit = "Joules";
constexpr std::string_view elapsed_words = "seconds time elapsed";
constexpr std::string_view started_words = "# started on ";
constexpr double nanosecond = 1e-9;

/// A line that says what a counter of energy counted.
struct PerfRow {
  std::string_view zone;           ///< "pkg"
  std::string_view part;           ///< "S0"; empty for the sum of all
  std::optional<double> time;      ///< s since the start, of -I
  std::optional<double> counting;  ///< s, of -x
  CellNumber joules;
  bool mean = false;  ///< over several runs, -r
  bool sound = false;
};

/// "pkg" of "power/energy-pkg/"; empty of other events.
std::string_view zone_of(std::string_view event) {
  constexpr std::string_view mark = "energy-";
  const auto at = event.find(mark);
  if (at == std::string_view::npos || (at > 0 && event[at - 1] != '/')) {
    return {};
  }
  const std::string_view rest = event.substr(at + mark.size());
  const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_letter);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

std::vector<std::string_view> fields_of(std::string_view text, char separator) {
  return separator == ' ' ? words_of(text) : cells_of(text, separator);
}

/// "S0", "S0-D1", "N1", "CPU12"
bool is_part(std::string_view field) {
  constexpr std::string_view beginnings = "SNDC";
  return beginnings.find(field.front()) != std::string_view::npos && is_digit(field.back());
}

/// Takes what stands before the value: time, part, number of parts. False where more does.
bool read_front(const std::vector<std::string_view>& fields, PerfRow& row) {
  const std::size_t value = fields.size() - 1;
  std::size_t at = 0;
  if (at < value && fields[at].find_first_of(".,") != std::string_view::npos) {
    const CellNumber time = read_amount(fields[at++], largest_seconds);
    row.time = time.is_number() ? std::optional(time.value) : std::nullopt;
    if (!row.time) {
      return false;
    }
  }
  if (at < value && is_part(fields[at])) {
    row.part = fields[at++];
    at += at < value ? 1U : 0U;
  }
  return at == value;
}

/// The time of counting behind the event; the spread over several runs may stand before it.
void read_back(const std::vector<std::string_view>& fields, PerfRow& row) {
  for (std::size_t i = 1; i < fields.size() && !row.counting; ++i) {
    row.mean = row.mean || fields[i].ends_with('%');
    const CellNumber number = read_amount(fields[i], largest_seconds / nanosecond);
    if (number.is_number() && number.value > 0 && !fields[i].ends_with('%')) {
      row.counting = number.value * nanosecond;
    }
  }
}

/// What a line says; nothing where it is none of energy.
std::optional<PerfRow> read_row(std::string_view line) {
  const auto at = line.find(unit);
  if (at == std::string_view::npos || at == 0 || at + unit.size() >= line.size()) {
    return std::nullopt;
  }
  const std::string_view before = line.substr(0, at);
  const std::string_view behind = line.substr(at + unit.size() + 1);
  const char separator = before.back();
  const auto events = fields_of(behind, separator);
  PerfRow row;
  row.zone = events.empty() ? std::string_view() : zone_of(events.front());
  if (row.zone.empty() || line[at + unit.size()] != separator) {
    return std::nullopt;
  }
  if (before.find("<not ") != std::string_view::npos) {
    row.sound = true;
    return row;
  }
  const auto fields = fields_of(before.substr(0, before.size() - 1), separator);
  if (!fields.empty() && std::none_of(fields.begin(), fields.end(),
                                      [](std::string_view field) { return field.empty(); })) {
    row.sound = read_front(fields, row);
    row.joules = read_value(fields.back(), ReadingKind::energy);
  }
  if (separator != ' ') {
    read_back(events, row);
  }
  row.mean = row.mean || behind.find("+-") != std::string_view::npos;
  return row;
}

std::optional<double> elapsed_of(std::string_view line) {
  const auto at = line.find(elapsed_words);
  const auto words =
      at == std::string_view::npos ? std::vector<std::string_view>() : words_of(line.substr(0, at));
  const CellNumber seconds =
      words.empty() ? CellNumber{} : read_amount(words.front(), largest_seconds);
  return seconds.is_number() && seconds.value > 0 ? std::optional(seconds.value) : std::nullopt;
}

class PerfReader {
 public:
  PerfReader(std::span<const LogFile> files, const LogOptions& options)
      : file_(files.front()), options_(options), times_(options),
        draft_("perf-stat", files, options) {}

  EnergyLog read() {
    Lines lines(file_.text);
    std::string_view line;
    while (lines.next(line)) {
      const auto turn = line.rfind('\r');
      take(turn == std::string_view::npos ? line : line.substr(turn + 1), lines.number());
    }
    close(std::nullopt);
    keep_widest(draft_, parts_left_out_, file_);
    return draft_.finish();
  }

 private:
  /// A count whose length of time is not known yet.
  struct Waiting {
    PerfRow row;
    std::size_t line;
  };

  void take(std::string_view line, std::size_t number) {
    if (line.starts_with(started_words)) {
      close(std::nullopt);
      begin(line.substr(started_words.size()));
    } else if (const auto elapsed = elapsed_of(line)) {
      close(elapsed);
    } else if (const auto row = read_row(line)) {
      take_row(*row, number);
    }
  }

  void begin(std::string_view stamp) {
    if (const auto time = times_.read(trimmed(stamp))) {
      base_ = *time;
      draft_.log.clock = times_.clock();
    }
  }

  void take_row(const PerfRow& row, std::size_t line) {
    ++draft_.log.rows.read;
    if (!row.sound) {
      draft_.reject("perf-bad-row", line,
                    "the line has a count of energy, and what stands before it is no time, socket "
                    "and number",
                    "run perf with LC_ALL=C, or with -x ';' where numbers have a decimal comma");
    } else if (row.joules.kind == CellKind::missing) {
      draft_.reject("perf-not-counted", line,
                    fmt::format("energy-{} was not counted", shown(row.zone)),
                    "leave the event out, or run as root: the processor may not have it");
    } else if (is_inside_package(row.zone)) {
      ++draft_.log.rows.merged;
      ++parts_left_out_;
    } else if (row.time) {
      add(row, line, *row.time, *row.time - last_time(row));
    } else {
      wait(row, line);
    }
  }

  void wait(const PerfRow& row, std::size_t line) {
    if (std::any_of(waiting_.begin(), waiting_.end(), [&](const Waiting& other) {
          return other.row.zone == row.zone && other.row.part == row.part;
        })) {
      close(std::nullopt);
    }
    waiting_.push_back({row, line});
  }

  Meter& meter_of(const PerfRow& row) {
    return draft_.meter({}, zone_device(row.zone, row.part),
                        {.scope = scope_of_zone(row.zone),
                         .kind = ReadingKind::energy,
                         .sensor = fmt::format("power/energy-{}/", row.zone)});
  }

  /// Of a run that begins anew the time falls, and counts from its beginning.
  double last_time(const PerfRow& row) {
    const Meter& meter = meter_of(row);
    const double last = meter.readings.empty() ? 0 : meter.readings.back().time - base_;
    if (*row.time < last) {
      base_ += last;
      return 0;
    }
    return last;
  }

  void add(const PerfRow& row, std::size_t line, double time, double span) {
    if (row.mean) {
      draft_.notes.add("perf-mean-of-runs", line,
                       "energy and time are the means of several runs (perf stat -r)",
                       "multiply by the number of runs where all of them count");
    }
    Meter& meter = meter_of(row);
    draft_.add(meter, line, {base_ + time, row.joules.value, span}, row.joules.kind);
  }

  /// Ends one output of perf: its counts are of `elapsed`.
  void close(std::optional<double> elapsed) {
    double longest = 0;
    for (const Waiting& one : waiting_) {
      const double span = elapsed ? *elapsed : span_of(one);
      add(one.row, one.line, span, span);
      longest = std::max(longest, span);
    }
    base_ += longest;
    waiting_.clear();
  }

  double span_of(const Waiting& one) {
    if (options_.interval) {
      return *options_.interval;
    }
    if (one.row.counting) {
      draft_.notes.add(
          "perf-counting-time", one.line,
          "how long perf ran is taken from its time of counting, which is the sum over "
          "all processors",
          "say it with --interval where there are several");
      return *one.row.counting;
    }
    refuse(file_, "perf-no-elapsed", one.line, 1, "nothing says how long perf counted",
           "give its whole output, with the line `seconds time elapsed`, or --interval");
  }

  const LogFile& file_;
  const LogOptions& options_;
  Times times_;
  LogDraft draft_;
  std::vector<Waiting> waiting_;
  double base_ = 0;
  std::size_t parts_left_out_ = 0;
};

}  // namespace

bool recognises_perf_stat(std::string_view text) {
  Lines lines(text.substr(0, std::size_t{1} << 20));
  std::string_view line;
  while (lines.next(line)) {
    if (line.find("energy-") != std::string_view::npos && read_row(line)) {
      return true;
    }
  }
  return false;
}

EnergyLog read_perf_stat(std::span<const LogFile> files, const LogOptions& options) {
  return PerfReader(files, options).read();
}

}  // namespace plume::logs
