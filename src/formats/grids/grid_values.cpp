// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/grid_format.hpp"
#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace plume::grids {

namespace {

constexpr std::size_t listed_zones = 20;

}  // namespace

void refuse(const GridReading& reading, std::string_view code, std::size_t line,
            std::string message, std::string cure) {
  logs::refuse(reading.file, code, line, line == 0 ? 0 : 1, std::move(message), std::move(cure));
}

double read_time(const GridReading& reading, std::string_view text, bool is_utc, std::size_t line) {
  const auto stamp = read_time_stamp(text);
  if (!stamp || !(stamp->seconds >= 0 && stamp->seconds <= logs::largest_seconds)) {
    refuse(reading, "grid-bad-time", line, fmt::format("`{}` is no time", logs::shown(text)),
           "write times as 2026-03-07T09:00Z");
  }
  if (stamp->has_zone || is_utc) {
    return stamp->seconds;
  }
  if (!reading.options.utc_offset) {
    refuse(reading, "grid-local-time", line,
           fmt::format("`{}` does not say in which time zone it is", logs::shown(text)),
           "say how far the times are ahead of UTC, --tz +00:00 for UTC itself");
  }
  return stamp->seconds - *reading.options.utc_offset;
}

namespace {

double sound_intensity(const GridReading& reading, double intensity, std::size_t line) {
  if (!(intensity >= 0 && intensity <= largest_intensity)) {
    refuse(reading, "grid-bad-value", line,
           fmt::format("{:.6g} g/kWh is no intensity of a grid: it must be from 0 to {:.0f}",
                       intensity, largest_intensity),
           "see that the values are of carbon in the unit that the format has");
  }
  return intensity;
}

}  // namespace

std::optional<double> read_intensity(const GridReading& reading, std::string_view text,
                                     double factor, std::size_t line) {
  const logs::CellNumber cell = logs::read_cell(text);
  if (cell.kind == logs::CellKind::missing) {
    return std::nullopt;
  }
  if (!cell.is_number()) {
    refuse(reading, "grid-bad-value", line, fmt::format("`{}` is no number", logs::shown(text)),
           "write the intensity as a number, and nothing where there is none");
  }
  return sound_intensity(reading, cell.value * factor, line);
}

std::string time_text(double seconds) {
  using namespace std::chrono;
  const sys_seconds time{std::chrono::seconds(static_cast<long long>(std::floor(seconds)))};
  const auto day = floor<std::chrono::days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()}, clock.hours().count(), clock.minutes().count());
}

std::string plain_name(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c)) {
      out.push_back(small_letter(c));
    }
  }
  return out;
}

std::size_t need_column(const GridReading& reading, std::optional<std::size_t> column,
                        std::size_t line, std::string_view name) {
  if (!column) {
    refuse(reading, "grid-missing-column", line, fmt::format("there is no column `{}`", name),
           "give the table with all its columns, as it was published");
  }
  return *column;
}

bool ZoneChoice::takes(std::string_view zone, std::span<const std::string_view> other_names) {
  const bool first = seen_.empty();
  if (seen_.size() <= listed_zones && seen_.find(zone) == seen_.end()) {
    seen_.emplace(zone);
  }
  bool taken = wanted_.empty() ? first || zone == chosen_ : plain_name(zone) == wanted_;
  for (const std::string_view name : other_names) {
    taken = taken || (!wanted_.empty() && plain_name(name) == wanted_);
  }
  if (taken && !found_) {
    chosen_ = zone;
    found_ = true;
  }
  return taken && zone == chosen_;
}

std::string ZoneChoice::chosen() const {
  const bool asked = !reading_.options.zone.empty();
  if (asked ? found_ : seen_.size() <= 1) {
    return chosen_;
  }
  std::string list;
  std::size_t count = 0;
  for (const std::string& zone : seen_) {
    list += count == listed_zones ? ", ..."
            : count < listed_zones
                ? fmt::format("{}`{}`", count == 0 ? "" : ", ", logs::shown(zone))
                : "";
    ++count;
  }
  refuse(reading_, asked ? "grid-unknown-zone" : "grid-several-zones", 0,
         asked ? fmt::format("the log has no zone `{}`", logs::shown(reading_.options.zone))
               : "the log has several zones",
         list.empty() ? "leave --zone out" : fmt::format("give --zone, one of {}", list));
}

}  // namespace plume::grids
