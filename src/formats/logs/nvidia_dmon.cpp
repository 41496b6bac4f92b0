// SPDX-License-Identifier: Apache-2.0
/// `nvidia-smi dmon`: columns apart by blanks under two lines of header that come again and again,
/// with a date and a time (-o DT), a time (-o T) or none.
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"
#include "formats/logs/log_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace plume::logs {

namespace {

constexpr double default_interval = 1;  ///< s, of dmon without -d
constexpr double day = 86400;
constexpr MeterFacts facts{.sensor = "dmon pwr", .update = 0.1};

/// The words of a line; the comma of `--format csv` counts as a blank, "#" as nothing.
std::vector<std::string_view> columns_of(std::string_view line, std::string& room) {
  room.assign(line);
  std::replace_if(
      room.begin(), room.end(), [](char c) { return c == ',' || c == '#'; }, ' ');
  return words_of(room);
}

std::optional<std::size_t> place_of(const std::vector<std::string_view>& names,
                                    std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](std::string_view one) { return small_letters(one) == name; });
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - names.begin()));
}

struct Layout {
  std::size_t size = 0;
  std::optional<std::size_t> date;
  std::optional<std::size_t> time;
  std::optional<std::size_t> gpu;
  std::optional<std::size_t> power;
};

Layout layout_of(const std::vector<std::string_view>& names) {
  return {names.size(), place_of(names, "date"), place_of(names, "time"), place_of(names, "gpu"),
          place_of(names, "pwr")};
}

bool is_names(const std::vector<std::string_view>& words) {
  return place_of(words, "gpu").has_value();
}

class DmonReader {
 public:
  DmonReader(std::span<const LogFile> files, const LogOptions& options)
      : file_(files.front()), options_(options), times_(options),
        draft_("nvidia-dmon", files, options) {}

  EnergyLog read() {
    Lines lines(file_.text);
    std::string_view line;
    while (lines.next(line)) {
      if (!trimmed(line).empty()) {
        take(trimmed(line), lines.number());
      }
    }
    draft_.log.clock = layout_.date ? times_.clock() : LogClock::relative;
    for (Meter& meter : draft_.log.meters) {
      straighten(meter.readings, options_.utc_offset ? LogClock::local : draft_.log.clock,
                 draft_.notes);
    }
    return draft_.finish();
  }

 private:
  void take(std::string_view line, std::size_t number) {
    const auto words = columns_of(line, room_);
    if (line.starts_with('#')) {
      if (is_names(words)) {
        take_layout(layout_of(words), number);
      }
      return;
    }
    if (layout_.size == 0) {
      refuse(file_, "log-no-columns", number, 1, "the rows have no header",
             "give what nvidia-smi dmon printed, with its lines that begin with #");
    }
    ++draft_.log.rows.read;
    if (words.size() != layout_.size) {
      return draft_.reject("log-wrong-cells", number,
                           fmt::format("the row has {} cells and the header {}, and is left out",
                                       words.size(), layout_.size),
                           "see whether the row is torn, and mend it");
    }
    take_row(words, number);
  }

  void take_layout(const Layout& layout, std::size_t line) {
    if (!layout.power) {
      refuse(file_, "log-missing-column", line, 1, "there is no column `pwr`",
             "run nvidia-smi dmon with -s p");
    }
    layout_ = layout;
  }

  void take_row(const std::vector<std::string_view>& words, std::size_t line) {
    Meter& meter = draft_.meter({}, fmt::format("gpu {}", words[*layout_.gpu]), facts);
    const auto time = time_of(words, meter);
    if (!time) {
      return draft_.reject("log-bad-time", line, "the row begins with no time",
                           "give the log as it was written");
    }
    const CellNumber watts = read_value(words[*layout_.power], ReadingKind::power);
    draft_.add(meter, line, {*time, watts.value}, watts.kind);
  }

  std::optional<double> time_of(const std::vector<std::string_view>& words, const Meter& meter) {
    if (layout_.date && layout_.time) {
      return times_.read(fmt::format("{} {}", words[*layout_.date], words[*layout_.time]));
    }
    return layout_.time ? time_of_day(words[*layout_.time])
                        : std::optional(static_cast<double>(meter.readings.size()) * interval());
  }

  /// A time without a date goes on behind midnight.
  std::optional<double> time_of_day(std::string_view text) {
    const auto time = read_duration(text);
    if (!time) {
      return std::nullopt;
    }
    days_ += *time + day / 2 < last_ ? day : 0;
    last_ = *time;
    return *time + days_;
  }

  double interval() {
    if (!options_.interval) {
      draft_.notes.add("log-assumed-interval", 1,
                       "the log has no times: its samples are taken as 1 s apart, as dmon writes "
                       "them without -d",
                       "say it with --interval, or record with -o DT");
    }
    return options_.interval.value_or(default_interval);
  }

  const LogFile& file_;
  const LogOptions& options_;
  Times times_;
  LogDraft draft_;
  Layout layout_;
  std::string room_;
  double days_ = 0;
  double last_ = 0;
};

}  // namespace

bool recognises_nvidia_dmon(std::string_view text) {
  const std::string_view line = trimmed(first_line(text));
  std::string room;
  const auto words = columns_of(line.substr(0, 4096), room);
  return line.starts_with('#') && place_of(words, "gpu") &&
         (place_of(words, "pwr") || place_of(words, "sm") || place_of(words, "gtemp"));
}

EnergyLog read_nvidia_dmon(std::span<const LogFile> files, const LogOptions& options) {
  return DmonReader(files, options).read();
}

}  // namespace plume::logs
