// SPDX-License-Identifier: Apache-2.0
/// turbostat: the summary rows of its tables, in watts or joules. CorWatt and GFXWatt lie inside of
/// PkgWatt, and rows of packages, cores and processors inside of the summary.
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace plume::logs {

namespace {

constexpr double default_interval = 5;  ///< s, of turbostat without -i
constexpr std::string_view stamp_column = "Time_Of_Day_Seconds";
constexpr std::array<std::string_view, 6> topology{"Package", "Die", "L3", "Node", "Core", "CPU"};

struct Quantity {
  std::string_view column;
  MeterScope scope;
  std::string_view device;
  bool joules;
};

constexpr std::array<Quantity, 6> quantities{{
    {"PkgWatt", MeterScope::package, "package", false},
    {"Pkg_J", MeterScope::package, "package", true},
    {"RAMWatt", MeterScope::memory, "memory", false},
    {"RAM_J", MeterScope::memory, "memory", true},
    {"SysWatt", MeterScope::node, "platform", false},
    {"Sys_J", MeterScope::node, "platform", true},
}};

using Cells = std::vector<std::string_view>;

std::optional<std::size_t> place_of(const Cells& cells, std::string_view name) {
  const auto found = std::find(cells.begin(), cells.end(), name);
  return found == cells.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - cells.begin()));
}

Cells cells_in(std::string_view line) {
  return line.find('\t') == std::string_view::npos ? words_of(line) : cells_of(line, '\t');
}

bool is_header(const Cells& cells) {
  return std::any_of(quantities.begin(), quantities.end(), [&](const Quantity& quantity) {
    return place_of(cells, quantity.column).has_value();
  });
}

/// Where the columns of a header stand.
struct Layout {
  std::size_t size = 0;
  std::optional<std::size_t> stamp;
  std::vector<std::size_t> topology_places;
  std::array<std::optional<std::size_t>, quantities.size()> values;
};

Layout layout_of(const Cells& header) {
  Layout out;
  out.size = header.size();
  out.stamp = place_of(header, stamp_column);
  for (const std::string_view name : topology) {
    if (const auto place = place_of(header, name)) {
      out.topology_places.push_back(*place);
    }
  }
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    out.values[i] = place_of(header, quantities[i].column);
  }
  if (out.values[0] || out.values[1]) {
    out.values[4] = out.values[5] = std::nullopt;
  }
  return out;
}

/// "5.003210 sec", which one run over a command prints.
std::optional<double> seconds_of(std::string_view line) {
  const auto words = words_of(line.substr(0, 64));
  const CellNumber number = words.size() == 2 && words[1] == "sec"
                                ? read_amount(words[0], largest_seconds)
                                : CellNumber{};
  return number.is_number() && number.value > 0 ? std::optional(number.value) : std::nullopt;
}

/// One summary of an interval.
struct Summary {
  std::size_t line = 0;
  std::optional<double> stamp;
  std::array<std::optional<CellNumber>, quantities.size()> values;
};

class TurbostatReader {
 public:
  TurbostatReader(std::span<const LogFile> files, const LogOptions& options)
      : file_(files.front()), options_(options), draft_("turbostat", files, options) {}

  EnergyLog read() {
    Lines lines(file_.text);
    std::string_view line;
    while (lines.next(line)) {
      take(line, lines.number());
    }
    for (std::size_t i = 0; i < summaries_.size(); ++i) {
      add(summaries_[i], span_of(i));
    }
    draft_.log.clock = stamped_ ? LogClock::utc : LogClock::relative;
    note_platform();
    return draft_.finish();
  }

 private:
  void take(std::string_view line, std::size_t number) {
    const Cells cells = cells_in(line);
    if (const auto seconds = seconds_of(line)) {
      seconds_ = seconds;
    } else if (is_header(cells)) {
      layout_ = layout_of(cells);
    } else if (layout_.size > 0 && !trimmed(line).empty()) {
      take_row(cells, number);
    }
  }

  void take_row(const Cells& cells, std::size_t line) {
    auto& rows = draft_.log.rows;
    ++rows.read;
    const auto cell = [&](std::size_t place) {
      return place < cells.size() ? cells[place] : std::string_view();
    };
    const auto& places = layout_.topology_places;
    if (std::any_of(places.begin(), places.end(),
                    [&](std::size_t place) { return cell(place) != "-"; })) {
      ++rows.merged;
      return;
    }
    if (cells.size() != layout_.size) {
      return draft_.reject("log-wrong-cells", line,
                           fmt::format("the row has {} cells and the header {}, and is left out",
                                       cells.size(), layout_.size),
                           "see whether the row is torn, and mend it");
    }
    Summary summary{.line = line, .stamp = std::nullopt, .values = {}};
    for (std::size_t i = 0; i < quantities.size(); ++i) {
      if (layout_.values[i]) {
        summary.values[i] = read_value(cell(*layout_.values[i]), kind_of(i));
      }
    }
    if (layout_.stamp && !read_stamp(cell(*layout_.stamp), summary)) {
      return draft_.reject("log-bad-time", line,
                           fmt::format("`{}` is no time", shown(cell(*layout_.stamp))),
                           "give the log as it was written");
    }
    summaries_.push_back(summary);
  }

  static ReadingKind kind_of(std::size_t quantity) {
    return quantities[quantity].joules ? ReadingKind::energy : ReadingKind::power;
  }

  bool read_stamp(std::string_view text, Summary& summary) {
    const CellNumber number = read_amount(text, largest_seconds);
    stamped_ = stamped_ || number.is_number();
    summary.stamp = number.is_number() ? std::optional(number.value) : std::nullopt;
    return number.is_number();
  }

  /// The length of an interval: to the stamp before it, else as it is given, or turbostat's own.
  double span_of(std::size_t i) {
    if (i > 0 && has_step(i)) {
      return *summaries_[i].stamp - *summaries_[i - 1].stamp;
    }
    if (options_.interval) {
      return *options_.interval;
    }
    if (seconds_ && summaries_.size() == 1) {
      return *seconds_;
    }
    if (i == 0 && summaries_.size() > 1 && has_step(1)) {
      note_interval("the first interval is taken to be as long as the second");
      return *summaries_[1].stamp - *summaries_[0].stamp;
    }
    note_interval("the log does not say how long its intervals are: 5 s is taken, as turbostat "
                  "has it without -i");
    return default_interval;
  }

  bool has_step(std::size_t i) const {
    const auto& now = summaries_[i].stamp;
    const auto& before = summaries_[i - 1].stamp;
    return now && before && *now > *before;
  }

  void note_interval(std::string message) {
    draft_.notes.add("log-assumed-interval", 0, std::move(message),
                     "say it with --interval, or record with --enable Time_Of_Day_Seconds");
  }

  /// Each quantity of a summary counts as a row of its own.
  void add(const Summary& summary, double span) {
    clock_ += span;
    --draft_.log.rows.read;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
      if (summary.values[i]) {
        ++draft_.log.rows.read;
        add(summary, quantities[i], *summary.values[i], span);
      }
    }
  }

  void add(const Summary& summary, const Quantity& quantity, const CellNumber& value, double span) {
    Meter& meter = draft_.meter(
        {}, quantity.device,
        {.scope = quantity.scope, .kind = ReadingKind::energy, .sensor = quantity.column});
    const double joules = value.value * (quantity.joules ? 1 : span);
    draft_.add(meter, summary.line, {summary.stamp.value_or(clock_), joules, span}, value.kind);
  }

  void note_platform() {
    if (std::any_of(draft_.log.meters.begin(), draft_.log.meters.end(),
                    [](const Meter& meter) { return meter.scope == MeterScope::node; })) {
      draft_.notes.add("turbostat-platform", 0,
                       "the power of the whole platform is taken, which turbostat before Linux "
                       "6.17 gets wrong when it starts a command itself",
                       "record PkgWatt and RAMWatt too, or run turbostat beside the command");
    }
  }

  const LogFile& file_;
  const LogOptions& options_;
  LogDraft draft_;
  Layout layout_;
  std::vector<Summary> summaries_;
  std::optional<double> seconds_;
  double clock_ = 0;
  bool stamped_ = false;
};

}  // namespace

bool recognises_turbostat(std::string_view text) {
  Lines lines(text.substr(0, std::size_t{64} << 10));
  std::string_view line;
  while (lines.next(line)) {
    if (is_header(cells_in(line))) {
      return true;
    }
  }
  return false;
}

EnergyLog read_turbostat(std::span<const LogFile> files, const LogOptions& options) {
  return TurbostatReader(files, options).read();
}

}  // namespace plume::logs
