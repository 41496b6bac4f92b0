// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace plume::logs {

namespace {

struct Zone {
  std::string_view word;
  MeterScope scope;
  bool inside;
  std::string_view device;
};

constexpr std::array<Zone, 9> zones{{
    {"package", MeterScope::package, false, "package"},
    {"pkg", MeterScope::package, false, "package"},
    {"dram", MeterScope::memory, false, "memory"},
    {"ram", MeterScope::memory, false, "memory"},
    {"psys", MeterScope::node, false, "platform"},
    {"platform", MeterScope::node, false, "platform"},
    {"core", MeterScope::package, true, "cores"},
    {"uncore", MeterScope::package, true, "uncore"},
    {"gpu", MeterScope::package, true, "graphics"},
}};

const Zone* find_zone(std::string_view name) {
  const auto* const found = std::find_if(
      zones.begin(), zones.end(), [&](const Zone& zone) { return name.starts_with(zone.word); });
  return found == zones.end() ? nullptr : found;
}

}  // namespace

bool is_inside_package(std::string_view zone) {
  const Zone* const found = find_zone(zone);
  return found != nullptr && found->inside;
}

bool is_zone(std::string_view zone) {
  return find_zone(zone) != nullptr;
}

MeterScope scope_of_zone(std::string_view zone) {
  const Zone* const found = find_zone(zone);
  return found == nullptr ? MeterScope::package : found->scope;
}

std::string zone_device(std::string_view zone, std::string_view part) {
  const Zone* const found = find_zone(zone);
  const std::string_view device = found == nullptr ? zone : found->device;
  return part.empty() ? std::string(device) : fmt::format("{} {}", device, part);
}

void keep_widest(LogDraft& draft, std::size_t parts, const LogFile& file) {
  std::unordered_set<std::string> hosts;
  for (const Meter& meter : draft.log.meters) {
    if (meter.scope == MeterScope::package && !meter.readings.empty()) {
      hosts.insert(meter.host);
    }
  }
  std::erase_if(draft.log.meters, [&](const Meter& meter) {
    const bool held = meter.scope == MeterScope::node && hosts.contains(meter.host);
    const auto values = held ? values_of(meter) : 0;
    draft.log.rows.used -= values;
    draft.log.rows.merged += values;
    return held;
  });
  if (draft.log.meters.empty() && parts > 0) {
    refuse(file, "log-part-only", 0, 0,
           "only the energy of parts of the processor is in it, not that of the whole package",
           "record the package too: energy-pkg of perf, the zones `package-N` of powercap");
  }
}

}  // namespace plume::logs
