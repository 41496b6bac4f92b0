// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/json_lines.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace plume::logs {

namespace {

using simdjson::dom::object;

constexpr std::string_view prefix = ":::MLLOG";

/// Events that begin a stretch of training or evaluation, and those that end it.
struct Stretch {
  std::string_view begin;
  std::string_view end;
  StepKind kind;
};
constexpr std::array<Stretch, 4> stretches{{
    {"block_start", "block_stop", StepKind::train},
    {"epoch_start", "epoch_stop", StepKind::train},
    {"eval_start", "eval_stop", StepKind::evaluation},
    {"init_start", "init_stop", StepKind::setup},
}};

/// Reads the power logs of one run's nodes, and its training log where it is given too.
class Reader {
 public:
  explicit Reader(std::span<const LogFile> files) : files_(files) {}

  EnergyLog read() {
    for (const LogFile& file : files_) {
      read_file(file);
    }
    const auto earlier = [](const StepMark& a, const StepMark& b) {
      return std::tuple(a.begin, -a.end) < std::tuple(b.begin, -b.end);
    };
    std::stable_sort(log_.steps.begin(), log_.steps.end(), earlier);
    leave_inner_epochs();
    log_.clock = LogClock::utc;
    log_.year = last_ > 0 ? std::optional(year_of(last_)) : std::nullopt;
    return finish(files_, std::move(log_), notes_);
  }

 private:
  void read_file(const LogFile& file) {
    Lines lines(file.text);
    std::string_view line;
    begins_ = {};
    while (lines.next(line)) {
      const auto at = line.find(prefix);
      if (at == std::string_view::npos) {
        continue;
      }
      line_ = lines.number();
      if (const auto event = json_.read(trimmed(line.substr(at + prefix.size())))) {
        read_event(file, *event);
      } else {
        ++log_.rows.read;
        reject("log-bad-row", "what stands behind :::MLLOG is no object of JSON");
      }
    }
  }

  void reject(std::string_view code, std::string message) {
    ++log_.rows.rejected;
    notes_.add(code, line_, std::move(message) + ", and is left out", "mend the line");
  }

  void read_event(const LogFile& file, const object& event) {
    const std::string_view key = text_at(event, "key");
    const auto milliseconds = number_at(event, "time_ms");
    const bool timed =
        milliseconds && *milliseconds >= 0 && *milliseconds / 1000 <= largest_seconds;
    if (key == "power_reading") {
      read_power(file, event, timed ? std::optional(*milliseconds / 1000) : std::nullopt);
    } else if (key == "conversion_eff") {
      note_conversion(event);
    } else if (timed) {
      read_stretch(key, *milliseconds / 1000);
    }
  }

  void read_power(const LogFile& file, const object& event, std::optional<double> time) {
    ++log_.rows.read;
    const auto watts = number_at(event, "value");
    if (!time || !watts || *watts < 0 || *watts > largest_power) {
      return reject("log-bad-row", "the reading has no time, or no power in W");
    }
    const auto metadata = object_at(event, "metadata");
    const std::string_view said = metadata ? text_at(*metadata, "host") : std::string_view();
    const std::string host(said.empty() ? std::string_view(file.name) : said);
    Meter meter = make_meter(MeterScope::node, ReadingKind::power, "node", "power_reading");
    meter.host = host;
    index_.find_or_add(host, meter).readings.push_back({*time, *watts, 0});
    ++log_.rows.used;
    last_ = std::max(last_, *time);
  }

  void note_conversion(const object& event) {
    const auto efficiency = number_at(event, "value");
    const auto metadata = object_at(event, "metadata");
    const std::string_view type =
        metadata ? text_at(*metadata, "measurement_type") : std::string_view();
    notes_.add(
        "log-conversion-efficiency", line_,
        fmt::format("the log states a conversion efficiency of {} ({}), which is not applied",
                    efficiency.value_or(0), type.empty() ? "of no type" : shown(type)),
        "where the readings are of direct current, divide by it");
  }

  void read_stretch(std::string_view key, double time) {
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      std::optional<double>& begin = begins_[i];
      if (key == stretches[i].begin) {
        begin = time;
      } else if (key == stretches[i].end && begin && *begin <= time) {
        log_.steps.push_back({stretches[i].kind, *begin, time, 1, std::nullopt});
        begin.reset();
      }
    }
  }

  /// Blocks hold epochs, or epochs blocks: only the outer ones are steps.
  void leave_inner_epochs() {
    double end = -1;
    const auto is_inner = [&end](const StepMark& mark) {
      if (mark.kind != StepKind::train) {
        return false;
      }
      const bool inner = mark.begin < end;
      end = std::max(end, mark.end);
      return inner;
    };
    std::vector<StepMark> kept;
    for (const StepMark& mark : log_.steps) {
      if (!is_inner(mark)) {
        kept.push_back(mark);
      }
    }
    log_.steps = std::move(kept);
  }

  std::span<const LogFile> files_;
  EnergyLog log_;
  Notes notes_;
  MeterIndex index_{log_.meters};
  JsonLine json_;
  std::array<std::optional<double>, stretches.size()> begins_{};
  std::size_t line_ = 0;
  double last_ = 0;
};

}  // namespace

bool recognises_mlperf(std::string_view text) {
  return first_lines(text, 500).find(prefix) != std::string_view::npos;
}

EnergyLog read_mlperf(std::span<const LogFile> files, const LogOptions&) {
  return Reader(files).read();
}

}  // namespace plume::logs
