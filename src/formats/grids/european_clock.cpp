// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/european_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace plume::grids {

namespace {

constexpr double hour = 3600;

struct ZoneName {
  std::string_view name;
  double hours;  ///< ahead of UTC, in winter
  bool summer_time;
};
constexpr std::array<ZoneName, 13> zone_names{{{"UTC", 0, false},
                                               {"GMT", 0, false},
                                               {"BST", 1, false},
                                               {"GMT/BST", 0, true},
                                               {"WET", 0, false},
                                               {"WEST", 1, false},
                                               {"WET/WEST", 0, true},
                                               {"CET", 1, false},
                                               {"CEST", 2, false},
                                               {"CET/CEST", 1, true},
                                               {"EET", 2, false},
                                               {"EEST", 3, false},
                                               {"EET/EEST", 2, true}}};

/// 01:00 UTC on the last Sunday of a month.
double change_of_clocks(std::chrono::year year, std::chrono::month month) {
  using namespace std::chrono;
  const sys_days day{year / month / Sunday[last]};
  return static_cast<double>(day.time_since_epoch().count()) * 24 * hour + hour;
}

bool is_summer(double utc) {
  using namespace std::chrono;
  const auto day = floor<std::chrono::days>(
      sys_seconds(std::chrono::seconds(static_cast<long long>(std::floor(utc)))));
  const year year = year_month_day(day).year();
  return utc >= change_of_clocks(year, March) && utc < change_of_clocks(year, October);
}

}  // namespace

EuropeanClock::EuropeanClock(GridReading& reading, std::string_view zone, std::size_t line)
    : reading_(reading), zone_(zone) {
  const auto* const found = std::find_if(zone_names.begin(), zone_names.end(),
                                         [&](const ZoneName& one) { return one.name == zone; });
  if (found == zone_names.end()) {
    refuse(reading, "grid-unknown-time-zone", line,
           fmt::format("the time zone `{}` is not known", logs::shown(zone)),
           "export the data in UTC");
  }
  offset_ = found->hours * hour;
  summer_time_ = found->summer_time;
}

std::optional<double> EuropeanClock::utc(double local, std::size_t line) {
  const double winter = local - offset_;
  if (!summer_time_) {
    return winter;
  }
  const double summer = winter - hour;
  const bool may_be_summer = is_summer(summer);
  const bool may_be_winter = !is_summer(winter);
  if (may_be_summer && may_be_winter) {
    Seen& seen = doubled_.try_emplace(local, Seen{line, 0}).first->second;
    ++seen.times;
    return seen.times == 1 ? summer : winter;
  }
  return may_be_summer   ? std::optional(summer)
         : may_be_winter ? std::optional(winter)
                         : std::nullopt;
}

void EuropeanClock::note_doubled_hour() {
  for (const auto& [local, seen] : doubled_) {
    const std::string text = time_text(local);
    const std::string time = text.substr(0, text.size() - std::string_view(" UTC").size());
    const bool twice = seen.times > 1;
    reading_.notes.add(
        "grid-doubled-hour", seen.line,
        twice ? fmt::format("{} of local time appears twice: the first is taken as summer time, "
                            "the second as winter time",
                            time)
              : fmt::format("{} of local time, which comes twice, appears once: it is taken as "
                            "summer time",
                            time),
        "export the data in UTC to have no doubt", twice ? "twice" : "once");
  }
}

}  // namespace plume::grids
