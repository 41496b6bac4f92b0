// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_time.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace plume::logs {

namespace {

constexpr double hour = 3600;
constexpr double day = 24 * hour;
constexpr double least_put_back = 3000;  ///< s; samples of up to ten minutes lie between

/// Takes what stands before `sign` from the front of a text; nothing where the sign is not there.
std::optional<std::string_view> take_before(std::string_view& text, std::string_view sign) {
  const auto at = text.find(sign);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view out = text.substr(0, at);
  text.remove_prefix(at + sign.size());
  return out;
}

/// A number from 0 to `largest`; nothing otherwise.
std::optional<double> part_of(std::string_view text, double largest) {
  const CellNumber number =
      text.empty() || !is_digit(text.front()) ? CellNumber{} : read_plain(text);
  return number.is_number() && number.value <= largest ? std::optional(number.value) : std::nullopt;
}

/// "2 days, ", "1 day, " or "1-" before a duration, in s; 0 of none, nothing of something else.
std::optional<double> take_days(std::string_view& text) {
  for (const std::string_view sign : {" days, ", " day, ", "-"}) {
    if (const auto days = take_before(text, sign)) {
      const auto count = part_of(*days, 1e6);
      return count ? std::optional(*count * day) : std::nullopt;
    }
  }
  return 0;
}

}  // namespace

std::optional<double> seconds_since_1970(int year, int month, int day_of_month, int hours,
                                         int minutes, double seconds) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day_of_month))};
  const bool end_of_day = hours == 24 && minutes == 0 && seconds == 0;
  const bool sound = year >= 1970 && year <= 2999 && date.ok() && hours >= 0 &&
                     (hours < 24 || end_of_day) && minutes >= 0 && minutes < 60 && seconds >= 0 &&
                     seconds < 61;
  if (!sound) {
    return std::nullopt;
  }
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return static_cast<double>(days) * day + hours * hour + minutes * 60.0 + seconds;
}

int year_of(double seconds) {
  const double within = std::isfinite(seconds) ? std::min(std::max(seconds, 0.0), 3e10) : 0;
  const std::chrono::sys_days date{std::chrono::days(static_cast<int>(within / day))};
  return static_cast<int>(std::chrono::year_month_day(date).year());
}

std::optional<double> read_duration(std::string_view text) {
  text = trimmed(text);
  auto total = take_days(text);
  double sum = 0;
  int parts = 0;
  for (auto part = take_before(text, ":"); total && part; part = take_before(text, ":")) {
    const auto count = part_of(*part, 1e9);
    total = count && ++parts <= 2 ? total : std::nullopt;
    sum = (sum + count.value_or(0)) * 60;
  }
  const auto last = part_of(text, 60);
  return total && last && parts > 0 ? std::optional(*total + sum + *last) : std::nullopt;
}

std::optional<double> Times::read(std::string_view text) {
  const auto stamp = read_time_stamp(text);
  if (!stamp || (!utc_offset_ && has_zone_ && *has_zone_ != stamp->has_zone)) {
    return std::nullopt;
  }
  has_zone_ = stamp->has_zone;
  return stamp->has_zone ? stamp->seconds : stamp->seconds - utc_offset_.value_or(0);
}

LogClock Times::clock() const {
  if (!has_zone_ || *has_zone_ || utc_offset_) {
    return LogClock::utc;
  }
  return LogClock::local;
}

void straighten(std::vector<Reading>& readings, LogClock clock, Notes& notes) {
  double later = 0;
  double before = readings.empty() ? 0 : readings.front().time;
  for (Reading& reading : readings) {
    const double back = before - reading.time;
    before = reading.time;
    if (clock == LogClock::local && back >= least_put_back && back <= hour) {
      later += hour;
      notes.add("log-clock-put-back", 0,
                fmt::format("time goes back {:.0f} s, as at the end of summer time: what follows "
                            "is put an hour later",
                            back),
                "let the tool write UTC, or say --tz and record across no change of time");
    }
    reading.time += later;
  }
}

}  // namespace plume::logs
