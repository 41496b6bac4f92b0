// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/smi_table.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/log_time.hpp"
#include "formats/logs/log_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace plume::logs {

namespace {

enum Column : std::uint8_t {
  stamp,
  instant,
  draw,
  average,
  uuid,
  bus,
  serial,
  module_id,
  index,
  name,
  unused
};

struct Query {
  std::string_view name;
  Column column;
};

constexpr std::array<Query, 16> queries{{
    {"timestamp", stamp},
    {"power.draw.instant", instant},
    {"power.draw", draw},
    {"power.draw.average", average},
    {"uuid", uuid},
    {"gpu_uuid", uuid},
    {"pci.bus_id", bus},
    {"gpu_bus_id", bus},
    {"bus_id", bus},
    {"serial", serial},
    {"gpu_serial", serial},
    {"module_id", module_id},
    {"index", index},
    {"gpu", index},
    {"name", name},
    {"gpu_name", name},
}};

/// Powers by preference: a mean over a second hides what short steps draw.
constexpr std::array<Column, 3> powers{instant, draw, average};
constexpr std::array<std::string_view, 3> power_names{"power.draw.instant", "power.draw",
                                                      "power.draw.average"};
/// What tells a device from others, by how long it holds.
constexpr std::array<Column, 5> identities{uuid, bus, serial, module_id, index};

Column column_of(std::string_view cell) {
  const std::string query = small_letters(query_of(cell));
  const auto* const found = std::find_if(queries.begin(), queries.end(),
                                         [&](const Query& known) { return known.name == query; });
  return found == queries.end() ? unused : found->column;
}

/// Where each column stands, and how many there are.
struct Layout {
  std::array<std::optional<std::size_t>, unused> places{};
  std::size_t size = 0;

  bool has(Column column) const { return places[column].has_value(); }
  bool has_power() const {
    return std::any_of(powers.begin(), powers.end(), [&](Column one) { return has(one); });
  }
  bool has_identity() const {
    return std::any_of(identities.begin(), identities.end(), [&](Column one) { return has(one); });
  }
};

template <class Cells>
Layout layout_of(const Cells& cells) {
  Layout out;
  for (const auto& cell : cells) {
    const Column column = column_of(cell);
    if (column != unused && !out.has(column)) {
      out.places[column] = out.size;
    }
    ++out.size;
  }
  return out;
}

/// Commas within a name divide it into several cells, which are put together again.
void join_name(std::vector<std::string_view>& cells, const Layout& layout) {
  if (!layout.has(name) || cells.size() <= layout.size) {
    return;
  }
  const std::size_t first = *layout.places[name];
  const std::size_t last = first + cells.size() - layout.size;
  const char* const begin = cells[first].data();
  cells[first] = {begin, static_cast<std::size_t>(cells[last].data() + cells[last].size() - begin)};
  cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(first) + 1,
              cells.begin() + static_cast<std::ptrdiff_t>(last) + 1);
}

double share(const std::vector<double>& sorted, double part) {
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

/// Whether readings come in bunches, as those of several devices do.
bool comes_in_bunches(const std::vector<Reading>& readings) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < readings.size(); ++i) {
    steps.push_back(std::abs(readings[i].time - readings[i - 1].time));
  }
  std::sort(steps.begin(), steps.end());
  return steps.size() >= 3 && share(steps, 0.1) < 0.1 * share(steps, 0.95);
}

class SmiReader {
 public:
  SmiReader(const SmiDialect& dialect, std::span<const LogFile> files, const LogOptions& options)
      : dialect_(dialect), file_(files.front()), options_(options), times_(options),
        draft_(dialect.format, files, options) {}

  EnergyLog read() {
    if (!options_.columns.empty()) {
      take_layout(layout_of(options_.columns), 0);
    }
    Lines lines(file_.text);
    std::string_view line;
    while (lines.next(line)) {
      take(line, lines.number());
    }
    draft_.log.clock = layout_.has(stamp) ? times_.clock() : LogClock::relative;
    for (Meter& meter : draft_.log.meters) {
      straighten(meter.readings, options_.utc_offset ? LogClock::local : draft_.log.clock,
                 draft_.notes);
    }
    require_one_device();
    return draft_.finish();
  }

 private:
  void take(std::string_view line, std::size_t number) {
    if (trimmed(line).empty()) {
      return;
    }
    auto cells = cells_of(line, ',');
    const bool may_name = layout_.size == 0 || line.find("power.draw") != std::string_view::npos;
    if (may_name && is_smi_header(line)) {
      return take_layout(layout_of(cells), number);
    }
    if (layout_.size == 0) {
      refuse(file_, "log-no-columns", number, 1, "the table has no header",
             "name its columns, as they were queried: --columns timestamp,index,power.draw");
    }
    ++draft_.log.rows.read;
    join_name(cells, layout_);
    if (cells.size() != layout_.size) {
      return draft_.reject("log-wrong-cells", number,
                           fmt::format("the row has {} cells and the header {}, and is left out",
                                       cells.size(), layout_.size),
                           "see whether a cell is missing or holds a comma, and mend the row");
    }
    take_row(cells, number);
  }

  void take_layout(const Layout& layout, std::size_t line) {
    if (!layout.has_power()) {
      refuse(file_, "log-missing-column", line, 1, "there is no column `power.draw`",
             "query timestamp, index, uuid, name and power.draw");
    }
    if (!layout.has(stamp) && !options_.interval) {
      refuse(file_, "log-no-times", line, 1, "there is no column `timestamp`",
             "query it too, or say with --interval how far apart the rows of a device are");
    }
    layout_ = layout;
  }

  std::string_view cell(const std::vector<std::string_view>& cells, Column column) const {
    return layout_.has(column) ? cells[*layout_.places[column]] : std::string_view();
  }

  std::string device_of(const std::vector<std::string_view>& cells) const {
    for (const Column column : identities) {
      const std::string_view text = cell(cells, column);
      if (!text.empty() && text.find("N/A") == std::string_view::npos && text.front() != '[') {
        return column == index ? fmt::format("gpu {}", text) : std::string(text);
      }
    }
    return "gpu";
  }

  std::optional<double> time_of(const std::vector<std::string_view>& cells, const Meter& meter) {
    return layout_.has(stamp)
               ? times_.read(cell(cells, stamp))
               : std::optional(static_cast<double>(meter.readings.size()) * *options_.interval);
  }

  /// The first power with a value, else what the first that is queried says.
  std::pair<std::size_t, CellNumber> power_of(const std::vector<std::string_view>& cells) const {
    std::optional<std::pair<std::size_t, CellNumber>> out;
    for (std::size_t i = 0; i < powers.size(); ++i) {
      if (layout_.has(powers[i]) && (!out || !out->second.is_number())) {
        const CellNumber number = read_value(cell(cells, powers[i]), ReadingKind::power, 1, "W");
        out = !out || number.is_number() ? std::pair(i, number) : *out;
      }
    }
    return *out;
  }

  void take_row(const std::vector<std::string_view>& cells, std::size_t line) {
    const auto [power, watts] = power_of(cells);
    Meter& meter = draft_.meter({}, device_of(cells),
                                {.sensor = power_names[power], .update = dialect_.update});
    const auto time = time_of(cells, meter);
    if (!time) {
      return draft_.reject("log-bad-time", line,
                           fmt::format("`{}` is no time", shown(cell(cells, stamp))),
                           "give the log as it was written, with UTC or no zone in its times");
    }
    note_name(meter, cell(cells, name));
    draft_.add(meter, line, {*time, watts.value}, watts.kind);
  }

  void note_name(Meter& meter, std::string_view written) {
    const std::string_view text = written.find("N/A") == std::string_view::npos ? written : "";
    several_names_ = several_names_ || (!meter.name.empty() && !text.empty() && meter.name != text);
    if (meter.name.empty()) {
      meter.name = text;
    }
  }

  /// Without anything that tells devices apart, several would be taken for one.
  void require_one_device() const {
    if (layout_.has_identity() || draft_.log.meters.empty()) {
      return;
    }
    if (several_names_ || comes_in_bunches(draft_.log.meters.front().readings)) {
      refuse(file_, "log-ambiguous-device", 1, 1,
             "the rows are of several devices, and no column tells which",
             "query index or uuid too");
    }
  }

  const SmiDialect& dialect_;
  const LogFile& file_;
  const LogOptions& options_;
  Times times_;
  LogDraft draft_;
  Layout layout_;
  bool several_names_ = false;
};

}  // namespace

std::string_view query_of(std::string_view cell) {
  const auto unit = cell.find('[');
  return trimmed(unit == 0 ? cell : cell.substr(0, unit));
}

bool is_smi_header(std::string_view line) {
  const auto cells = cells_of(line.substr(0, 4096), ',');
  return std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
    const Column column = column_of(cell);
    return column == stamp || std::find(powers.begin(), powers.end(), column) != powers.end();
  });
}

EnergyLog read_smi_table(const SmiDialect& dialect, std::span<const LogFile> files,
                         const LogOptions& options) {
  return SmiReader(dialect, files, options).read();
}

}  // namespace plume::logs
