// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/own_log.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume::logs {

namespace {

using Cells = std::vector<std::string_view>;

constexpr std::size_t columns = 9;
constexpr std::string_view head = "# plume-log/";

/// A number that is there, from 0 to `largest`; nothing otherwise.
std::optional<double> amount(std::string_view text, double largest) {
  const CellNumber number = read_plain(text);
  return number.is_number() && number.value >= 0 && number.value <= largest
             ? std::optional(number.value)
             : std::nullopt;
}

/// The same, and 0 for an empty cell.
std::optional<double> amount_or_zero(std::string_view text, double largest) {
  return text.empty() ? std::optional(0.0) : amount(text, largest);
}

template <class Kind, std::size_t n>
std::optional<Kind> named(std::string_view word, const std::array<std::string_view, n>& names) {
  const auto* const found = std::find(names.begin(), names.end(), word);
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<Kind>(found - names.begin()));
}

/// Reads a log of ours, line by line.
class Reader {
 public:
  explicit Reader(const LogFile& file) : file_(file), lines_(file.text) {}

  EnergyLog read() {
    require_version();
    std::string_view line;
    while (lines_.next(line)) {
      if (line.starts_with('#')) {
        read_remark(line.substr(1));
      } else if (!trimmed(line).empty() && !line.starts_with("time_s,")) {
        ++log_.rows.read;
        read_row(line);
      }
    }
    for (Meter& meter : log_.meters) {
      describe(meter);
    }
    log_.clock = LogClock::utc;
    return finish({&file_, 1}, std::move(log_), notes_);
  }

 private:
  void require_version() {
    std::string_view line;
    lines_.next(line);
    const std::string_view version = trimmed(line.substr(std::min<std::size_t>(2, line.size())));
    if (version.substr(0, version.find(' ')) != own_log_version) {
      refuse(file_, "log-version", 1, 1,
             fmt::format("the log is of `{}`, and {} is read", shown(version), own_log_version),
             "read it with the plume that wrote it, or a newer one");
    }
  }

  bool split(std::string_view line) { return split_cells(line, ',', cells_, room_); }

  void read_remark(std::string_view text) {
    room_.clear();
    if (text.starts_with(" note ")) {
      read_note(trimmed(text.substr(6)));
    } else if (text.starts_with(" device,") && split(text) && cells_.size() == 5) {
      devices_.emplace(cells_[1], Cells(cells_.begin() + 2, cells_.end()));
      for (std::string_view& cell : devices_.find(cells_[1])->second) {
        cell = kept_.emplace_back(cell);
      }
    } else if (text.starts_with(" mark,") && !(split(text) && read_mark())) {
      notes_.add("log-bad-mark", lines_.number(), "the mark can not be read, and is left out",
                 "write it as `# mark,train,BEGIN,END,STEPS`");
    }
  }

  void read_note(std::string_view text) {
    if (!text.empty()) {
      notes_.add("log-note", lines_.number(), printable(text), "", text);
    }
  }

  bool read_mark() {
    if (cells_.size() < 5 || cells_.size() > 6) {
      return false;
    }
    const auto kind = named<StepKind>(cells_[1], step_kind_names);
    const auto begin = amount(cells_[2], largest_seconds);
    const auto end = amount(cells_[3], largest_seconds);
    const auto steps = amount(cells_[4], 1e15);
    const auto joules =
        cells_.size() == 6 ? amount(cells_[5], largest_energy) : std::optional<double>();
    if (!kind || !begin || !end || !steps || *end < *begin || (cells_.size() == 6 && !joules)) {
      return false;
    }
    log_.steps.push_back({*kind, *begin, *end, *steps, joules});
    return true;
  }

  void read_row(std::string_view line) {
    room_.clear();
    if (lines_.unfinished()) {
      reject("log-torn-line", "the last line has no end",
             "nothing is wrong if the run was broken off");
    } else if (!split(line) || cells_.size() != columns) {
      reject("log-wrong-cells", fmt::format("the row has not {} cells", columns),
             "give the log as plume wrote it");
    } else if (!enter_row()) {
      reject("log-bad-value", "the row has a value that is none", "give the log as plume wrote it");
    } else {
      ++log_.rows.used;
    }
  }

  void reject(std::string_view code, std::string message, std::string cure) {
    ++log_.rows.rejected;
    notes_.add(code, lines_.number(), std::move(message) + ", and is left out", std::move(cure));
  }

  bool enter_row() {
    const auto kind = named<ReadingKind>(cells_[4], reading_kind_names);
    const auto scope = named<MeterScope>(cells_[2], meter_scope_names);
    const auto time = amount(cells_[0], largest_seconds);
    const bool power = kind == ReadingKind::power;
    const double largest = power ? largest_power : largest_energy;
    const auto value =
        cells_[5].empty() ? std::optional(CellNumber{}.value) : amount(cells_[5], largest);
    const auto range = amount_or_zero(cells_[7], largest_energy);
    const auto span = amount_or_zero(cells_[8], largest_seconds);
    if (!kind || !scope || !time || !value || !range || !span || cells_[6] != (power ? "W" : "J")) {
      return false;
    }
    Meter meter = make_meter(*scope, *kind, cells_[1], cells_[3]);
    meter.range = *range;
    const std::string key =
        fmt::format("{}\n{}\n{}\n{}\n{}", cells_[1], cells_[2], cells_[3], cells_[4], cells_[7]);
    index_.find_or_add(key, meter).readings.push_back({*time, *value, *span});
    return true;
  }

  /// Enters what the line of the device says: host, name, time between changes.
  void describe(Meter& meter) const {
    const auto found = devices_.find(meter.device);
    if (found != devices_.end()) {
      meter.host = found->second[0];
      meter.name = found->second[1];
      meter.update = amount_or_zero(found->second[2], largest_seconds).value_or(0);
    }
  }

  const LogFile& file_;
  Lines lines_;
  EnergyLog log_;
  Notes notes_;
  MeterIndex index_{log_.meters};
  Cells cells_;
  std::deque<std::string> room_;
  std::deque<std::string> kept_;
  std::map<std::string, Cells, std::less<>> devices_;
};

}  // namespace

bool recognises_own_log(std::string_view text) {
  return first_line(text).starts_with(head);
}

EnergyLog read_own_log(std::span<const LogFile> files, const LogOptions&) {
  return Reader(files.front()).read();
}

}  // namespace plume::logs
