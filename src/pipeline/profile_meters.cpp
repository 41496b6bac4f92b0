// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace plume {

namespace {

constexpr std::string_view within_node = "lies within the meter of the node";
constexpr std::string_view seen_twice = "shows a device that another log shows too";
constexpr std::string_view other_names = "shows boards that another log shows by other names";
constexpr std::string_view no_readings = "holds too few readings";
constexpr std::string_view stands_still = "is a counter that did not move";

ProfiledMeter described(const Meter& meter, const EnergyLog& log) {
  return {.scope = meter.scope,
          .kind = meter.kind,
          .device = meter.device,
          .name = meter.name,
          .host = meter.host,
          .sensor = meter.sensor,
          .file = log.file,
          .format = log.format,
          .metered = {},
          .left_out = {}};
}

/// Hosts that the meters name.
std::set<std::string_view> hosts_of(const Profile& profile) {
  std::set<std::string_view> out;
  for (const ProfiledMeter& meter : profile.meters) {
    if (!meter.host.empty()) {
      out.insert(meter.host);
    }
  }
  return out;
}

class Selection {
 public:
  Selection(std::vector<LoggedMeter>& all, Profile& profile)
      : all_(all), profile_(profile), one_host_(hosts_of(profile).size() <= 1) {}

  void select() {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      for (std::size_t j = 0; j < all_.size(); ++j) {
        if (i != j && is_counted(i) && is_counted(j)) {
          of(i).left_out = reason(i, j);
        }
      }
    }
  }

 private:
  ProfiledMeter& of(std::size_t i) const { return profile_.meters[all_[i].place]; }
  bool is_counted(std::size_t i) const { return of(i).left_out.empty(); }

  /// Why the first does not count where the second does; empty where both do.
  std::string_view reason(std::size_t i, std::size_t j) const {
    const ProfiledMeter& a = of(i);
    const ProfiledMeter& b = of(j);
    const bool one_log = all_[i].log == all_[j].log;
    if ((a.host != b.host && !one_host_) || !overlap(i, j)) {
      return {};
    }
    if (a.scope != MeterScope::node && b.scope == MeterScope::node) {
      return within_node;
    }
    if (one_log || a.scope != b.scope || !is_lesser(i, j)) {
      return {};
    }
    if (a.device == b.device) {
      return seen_twice;
    }
    return a.scope == MeterScope::board && a.format != b.format ? other_names : std::string_view();
  }

  bool overlap(std::size_t i, std::size_t j) const {
    const double ahead = all_[i].shift - all_[j].shift;
    return of(i).metered.begin < of(j).metered.end + ahead &&
           of(j).metered.begin + ahead < of(i).metered.end;
  }

  /// Of two that show the same the longer counts, else the first.
  bool is_lesser(std::size_t i, std::size_t j) const {
    const double a = of(i).metered.covered.base();
    const double b = of(j).metered.covered.base();
    return a < b || (a == b && i > j);
  }

  std::vector<LoggedMeter>& all_;
  Profile& profile_;
  bool one_host_;  ///< it is named at most: meters that name none are of it, too
};

void warn_of_left_out(Profile& profile) {
  std::set<std::string_view> told;
  for (const ProfiledMeter& meter : profile.meters) {
    const bool worth_it = meter.left_out == seen_twice || meter.left_out == other_names;
    if (worth_it && told.insert(meter.file).second) {
      profile.warnings.push_back(
          {"meters-overlap", fmt::format("`{}` {}: it is counted once", meter.file, meter.left_out),
           "give logs of one host and one time once, or name the hosts in them"});
    }
  }
}

void warn_of_readings(const ProfiledMeter& meter, std::vector<Warning>& warnings) {
  const MeteredEnergy& metered = meter.metered;
  const std::string name = meter.device.empty()
                               ? fmt::format("`{}`", meter.file)
                               : fmt::format("{} of `{}`", meter.device, meter.file);
  if (metered.constant) {
    warnings.push_back({"stuck-sensor",
                        fmt::format("all {} readings of {} are the same: the sensor may be stuck",
                                    metered.used, name),
                        "measure again, with another sensor"});
  }
  if (metered.reversed > 0) {
    warnings.push_back({"time-goes-back",
                        fmt::format("the times of {} go back {} times: its clock was set, or "
                                    "summer time ended",
                                    name, metered.reversed),
                        "log in UTC"});
  }
  if (metered.resets > 0) {
    warnings.push_back({"counter-reset",
                        fmt::format("the counter of {} began anew {} times; what lay between is "
                                    "not counted",
                                    name, metered.resets),
                        "the energy is at least this"});
  }
  if (!metered.gaps.empty()) {
    double longest = 0;
    for (const Reading& gap : metered.gaps) {
      longest = std::max(longest, gap.span);
    }
    warnings.push_back({"gaps-in-log",
                        fmt::format("{} has {} gaps, the longest of {} s: they are bridged", name,
                                    metered.gaps.size(), print_human(longest)),
                        "see what stopped the logging"});
  }
  const double share =
      static_cast<double>(metered.missing) /
      static_cast<double>(std::max<std::size_t>(1, metered.used + metered.missing));
  if (metered.missing > 0) {
    warnings.push_back({share > 0.1 ? "many-missing-readings" : "missing-readings",
                        fmt::format("{} of {} readings of {} hold no value", metered.missing,
                                    metered.used + metered.missing, name),
                        "the rest is taken to be like what was read"});
  }
}

}  // namespace

std::vector<LoggedMeter> add_meters(std::span<const EnergyLog> logs, Profile& profile) {
  std::vector<LoggedMeter> all;
  const std::vector<double> shifts = clock_shifts(logs);
  for (const EnergyLog& log : logs) {
    for (const Meter& meter : log.meters) {
      auto metered = metered_energy(meter.kind, meter.readings, meter.range);
      profile.meters.push_back(described(meter, log));
      if (!metered) {
        profile.meters.back().left_out = no_readings;
        continue;
      }
      const bool still = meter.kind == ReadingKind::counter && !(metered->energy > Energy{});
      metered->energy = metered->energy / log.pue_inside;
      profile.meters.back().metered = std::move(*metered);
      if (still) {
        profile.meters.back().left_out = stands_still;
        continue;
      }
      all.push_back({&meter, &log, profile.meters.size() - 1,
                     EnergyCurve(meter.kind, meter.readings, meter.range),
                     shifts[static_cast<std::size_t>(&log - logs.data())]});
    }
  }
  Selection(all, profile).select();
  std::erase_if(all, [&](const LoggedMeter& logged) {
    return !profile.meters[logged.place].left_out.empty();
  });
  warn_of_left_out(profile);
  warn_of_clocks(logs, profile.warnings);
  for (const LoggedMeter& logged : all) {
    warn_of_readings(profile.meters[logged.place], profile.warnings);
  }
  return all;
}

bool is_of_machine(const ProfiledMeter& meter) {
  return meter.left_out.empty() || meter.left_out == within_node;
}

double joules_between(std::span<const LoggedMeter> counted, double begin, double end) {
  double sum = 0;
  for (const LoggedMeter& logged : counted) {
    const Energy energy = logged.curve.between(begin + logged.shift, end + logged.shift);
    sum += energy.in(joules) / logged.log->pue_inside;
  }
  return sum;
}

}  // namespace plume
