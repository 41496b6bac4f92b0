// SPDX-License-Identifier: Apache-2.0
/// What the readers of grid logs share: the table of them, times, values and zones.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "plume/formats/grid_log.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume::grids {

/// A log that is being read.
struct GridReading {
  const LogFile& file;
  const GridLogOptions& options;
  GridLog log{};
  logs::Notes notes{};
  LogRows rows{};
};

/// A layout of a format: one row of a table. Several rows may have the same id.
struct GridReader {
  std::string_view id;      ///< "electricity-maps"
  std::string_view layout;  ///< for people: "Electricity Maps (CSV)"
  bool (*recognises)(std::string_view text);
  /// Fills the log, but for format, file and notes. Throws `Failure` (bad input).
  void (*read)(GridReading& reading);
};

/// The intensity of a stretch of time as a log writes it, in any order.
struct GridSample {
  double begin = 0;                                 ///< s since 1970-01-01 UTC
  std::optional<double> end{};                      ///< nothing where the log does not say it
  std::optional<double> grams_per_kilowatt_hour{};  ///< nothing where the log has the time alone
  bool estimated = false;
  bool forecast = false;
  std::size_t line = 0;
};

/// Puts the samples in order and makes hours of them: each ends where the next begins, unless the
/// log says where, or the next is far off; then after `length` seconds, the usual distance where
/// nothing is known. Notes gaps (`grid-gap`) and repeated rows; throws `Failure` for overlaps and
/// where no hour has a figure.
void complete_hours(GridReading& reading, std::vector<GridSample> samples,
                    std::optional<double> length = std::nullopt);

/// Throws `Failure` that names the file and the place; 0 where there is none.
[[noreturn]] void refuse(const GridReading& reading, std::string_view code, std::size_t line,
                         std::string message, std::string cure);

/// Seconds since 1970-01-01 UTC. A time without zone is UTC where `is_utc`, else by `--tz`; throws
/// `Failure` where that is not given, and for what is no time from 1970 on.
double read_time(const GridReading& reading, std::string_view text, bool is_utc, std::size_t line);

/// An intensity in g/kWh that is `factor` g/kWh for each one written; nothing for an empty cell.
/// Throws `Failure` for what is no number and for what no grid has.
std::optional<double> read_intensity(const GridReading& reading, std::string_view text,
                                     double factor, std::size_t line);

/// The largest intensity that is taken for one, in g/kWh, as that of a manifest.
inline constexpr double largest_intensity = 2000;

/// "2026-03-07 09:00 UTC"
std::string time_text(double seconds);

/// Small letters and digits of a name, without all else: "Zone id" is "zoneid".
std::string plain_name(std::string_view text);

/// The column whose plain name the predicate takes; nothing where none does.
template <class Takes>
std::optional<std::size_t> find_column(std::span<const std::string> names, Takes takes) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (takes(plain_name(names[i]))) {
      return i;
    }
  }
  return std::nullopt;
}

/// A column that must be there; throws `Failure` (`grid-missing-column`) where it is not.
std::size_t need_column(const GridReading& reading, std::optional<std::size_t> column,
                        std::size_t line, std::string_view name);

/// Keeps to one zone of a log: that of `--zone`, or the only one.
class ZoneChoice {
 public:
  explicit ZoneChoice(const GridReading& reading)
      : reading_(reading), wanted_(plain_name(reading.options.zone)) {}

  /// Whether a row of this zone counts; it goes by each of its names.
  bool takes(std::string_view zone, std::span<const std::string_view> other_names = {});
  /// The zone whose rows counted, as written. Throws `Failure` where there are several and none
  /// was asked for, or not the one that was.
  std::string chosen() const;

 private:
  const GridReading& reading_;
  std::string wanted_;
  std::set<std::string, std::less<>> seen_;
  std::string chosen_;
  bool found_ = false;
};

// The layouts, one file each.
extern const GridReader electricity_maps_table;
extern const GridReader electricity_maps_json;
extern const GridReader neso_json;
extern const GridReader neso_table;
extern const GridReader watttime_json;
extern const GridReader watttime_table;
extern const GridReader entso_e_xml;
extern const GridReader entso_e_page;
extern const GridReader entso_e_library;
extern const GridReader plain_table;

}  // namespace plume::grids
