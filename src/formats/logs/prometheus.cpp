// SPDX-License-Identifier: Apache-2.0
/// The text that DCGM's exporter and Kepler show to Prometheus, once a scrape: one scrape in a
/// file, or several one after another.
#include "formats/letters.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_words.hpp"
#include "formats/logs/metric_meters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace plume::logs {

namespace {

constexpr std::size_t longest_head = std::size_t{1} << 20;
constexpr double millisecond = 1e-3;

/// A line of a scrape: `name{label="value",...} value [ms]`.
struct Sample {
  std::string_view series;  ///< name and labels as written
  std::string_view name;
  Labels labels{};
  std::string_view value;
  std::string_view stamp;
};

std::string_view name_of(std::string_view line) {
  const auto* const end =
      std::find_if_not(line.begin(), line.end(), [](char c) { return is_in_name(c) || c == ':'; });
  return line.substr(0, static_cast<std::size_t>(end - line.begin()));
}

/// Takes a text in quotes from the front, with `\\`, `\"` and `\n` as what they stand for; nothing
/// where the quotes do not close.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string out;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return out;
    }
    const bool escaped = text[i] == '\\' && i + 1 < text.size();
    i += escaped ? 1U : 0U;
    out += escaped && text[i] == 'n' ? '\n' : text[i];
  }
  return std::nullopt;
}

/// Takes `{label="value",...}` from the front; false where it is none.
bool take_labels(std::string_view& text, Labels& labels) {
  text.remove_prefix(1);
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" ,\t"), text.size()));
    if (text.starts_with('}')) {
      text.remove_prefix(1);
      return true;
    }
    const std::string_view name = name_of(text);
    text.remove_prefix(name.size());
    text = trimmed(text);
    if (name.empty() || !text.starts_with('=')) {
      return false;
    }
    text = trimmed(text.substr(1));
    auto value = text.starts_with('"') ? take_quoted(text) : std::nullopt;
    if (!value) {
      return false;
    }
    labels.emplace_back(name, *std::move(value));
  }
}

/// Nothing where the line has not the form of a sample.
std::optional<Sample> read_sample(std::string_view line) {
  Sample out;
  out.name = name_of(line);
  std::string_view rest = trimmed(line.substr(out.name.size()));
  if (out.name.empty() || (rest.starts_with('{') && !take_labels(rest, out.labels))) {
    return std::nullopt;
  }
  out.series = trimmed(line.substr(0, line.size() - rest.size()));
  const auto words = words_of(rest);
  if (words.empty() || words.size() > 2) {
    return std::nullopt;
  }
  out.value = words[0];
  out.stamp = words.size() == 2 ? words[1] : std::string_view();
  return out;
}

class ScrapeReader {
 public:
  ScrapeReader(std::span<const LogFile> files, const LogOptions& options)
      : files_(files), options_(options), meters_("prometheus", files, options) {}

  EnergyLog read() {
    for (const LogFile& file : files_) {
      begin_scrape();
      Lines lines(file.text);
      std::string_view line;
      while (lines.next(line)) {
        take(trimmed(line), lines.number(), file);
      }
    }
    note_shares();
    meters_.draft.log.clock = stamped_ ? LogClock::utc : LogClock::relative;
    return meters_.finish();
  }

 private:
  void begin_scrape() {
    scrape_ += seen_.empty() ? 0U : 1U;
    seen_.clear();
  }

  void take(std::string_view line, std::size_t number, const LogFile& file) {
    if (line.empty() || line.starts_with('#') || !MetricMeters::knows(name_of(line))) {
      return;
    }
    auto& draft = meters_.draft;
    const auto sample = read_sample(line);
    if (!sample) {
      ++draft.log.rows.read;
      return draft.reject("prometheus-bad-sample", number,
                          "the line has not the form `name{label=\"value\"} value`",
                          "give what the exporter's /metrics answered, unchanged");
    }
    const auto use = meters_.open(sample->name, sample->labels);
    if (use != MetricMeters::Use::meter) {
      return leave_out(use, number);
    }
    if (!seen_.emplace(sample->series).second) {
      begin_scrape();
      seen_.emplace(sample->series);
    }
    if (const auto time = time_of(*sample, number, file)) {
      meters_.add(number, *time, sample->value);
    } else {
      ++draft.log.rows.read;
      draft.reject("log-bad-time", number, "the sample has no time as others have",
                   "give what the exporter's /metrics answered, unchanged");
    }
  }

  void leave_out(MetricMeters::Use use, std::size_t line) {
    auto& draft = meters_.draft;
    ++draft.log.rows.read;
    if (use == MetricMeters::Use::unknown) {
      return draft.reject("prometheus-unknown-zone", line,
                          "the sample is of a zone of the processor that is not known",
                          "nothing, where package and dram are there too");
    }
    ++draft.log.rows.merged;
    ++shares_;
  }

  std::optional<double> time_of(const Sample& sample, std::size_t line, const LogFile& file) {
    if (!sample.stamp.empty() || stamped_) {
      const CellNumber number = read_amount(sample.stamp, largest_seconds / millisecond);
      stamped_ = stamped_ || number.is_number();
      return number.is_number() ? std::optional(number.value * millisecond) : std::nullopt;
    }
    if (scrape_ > 0 && !options_.interval) {
      refuse(file, "log-no-times", line, 1,
             "two scrapes have no times, and nobody says how far they are apart",
             "give --interval, the time from one scrape to the next: --interval 60s");
    }
    return static_cast<double>(scrape_) * options_.interval.value_or(0);
  }

  void note_shares() {
    if (shares_ > 0) {
      meters_.draft.notes.add("log-shares-left-out", 0,
                              fmt::format("{} samples are of parts of what others count (cores, "
                                          "containers), and are not added",
                                          shares_),
                              "nothing: the energy is that of the whole node");
    }
  }

  std::span<const LogFile> files_;
  const LogOptions& options_;
  MetricMeters meters_;
  std::unordered_set<std::string_view> seen_;
  std::size_t scrape_ = 0;
  std::size_t shares_ = 0;
  bool stamped_ = false;
};

}  // namespace

bool recognises_prometheus(std::string_view text) {
  Lines lines(text.substr(0, longest_head));
  std::string_view line;
  while (lines.next(line)) {
    const std::string_view name = name_of(line);
    if (MetricMeters::knows(name) && line.substr(name.size()).find_first_of("{ ") == 0) {
      return true;
    }
  }
  return false;
}

EnergyLog read_prometheus(std::span<const LogFile> files, const LogOptions& options) {
  return ScrapeReader(files, options).read();
}

}  // namespace plume::logs
