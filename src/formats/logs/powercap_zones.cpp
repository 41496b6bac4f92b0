// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/powercap_zones.hpp"

#include "formats/logs/log_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume::logs {

namespace {

constexpr double microjoule = 1e-6;
/// Nothing that is measured as one zone draws more for long: a counter that may have gone round
/// twice between two readings is noted.
constexpr double most_watts = 500;

/// "intel-rapl" of "intel-rapl:0:1"
std::string_view kind_of(const PowercapZone& zone) {
  return std::string_view(zone.id).substr(0, zone.id.find(':'));
}

bool is_second_way(const PowercapZone& zone) {
  return kind_of(zone).ends_with("-mmio");
}

/// The zone as people call it, with the package that memory belongs to.
std::string device_of(const PowercapZone& zone, const PowercapZone* parent) {
  return parent == nullptr ? zone.name : fmt::format("{} of {}", zone.name, parent->name);
}

/// "package-0" of "package-0-die-1"; empty where it is no die.
std::string_view package_of_die(std::string_view name) {
  const auto die = name.find("-die-");
  return die == std::string_view::npos ? std::string_view() : name.substr(0, die);
}

/// What the zones hold once more.
class Overlap {
 public:
  explicit Overlap(const PowercapZones& zones) : zones_(zones) {
    for (const PowercapZone& zone : zones.all()) {
      if (!is_second_way(zone) && !zone.readings.empty()) {
        first_way_.insert(device_of(zone, zones.parent_of(zone)));
        names_.insert(zone.name);
      }
    }
  }

  bool holds(const PowercapZone& zone) const {
    const PowercapZone* const parent = zones_.parent_of(zone);
    const std::string package(package_of_die(zone.name));
    const bool die_again = !package.empty() && names_.contains(package);
    const bool again = is_second_way(zone) && first_way_.contains(device_of(zone, parent));
    return die_again || again || (parent != nullptr && holds_parent(*parent));
  }

 private:
  /// Memory of a package that is left out goes with it.
  bool holds_parent(const PowercapZone& parent) const {
    const std::string package(package_of_die(parent.name));
    return (!package.empty() && names_.contains(package)) ||
           (is_second_way(parent) && first_way_.contains(parent.name));
  }

  const PowercapZones& zones_;
  std::unordered_set<std::string> first_way_;
  std::unordered_set<std::string> names_;
};

void note_rounds(const PowercapZone& zone, LogDraft& draft) {
  for (std::size_t i = 1; i < zone.readings.size(); ++i) {
    const double seconds = zone.readings[i].time - zone.readings[i - 1].time;
    if (seconds * most_watts > 2 * zone.range * microjoule) {
      draft.notes.add("powercap-rounds", zone.readings[i].line,
                      fmt::format("{} s lie between two readings of {}: its counter may have gone "
                                  "round more than once, which cannot be seen",
                                  seconds, shown(zone.name)),
                      "read the counters every minute");
      return;
    }
  }
}

void enter_zone(const PowercapZone& zone, const PowercapZone* parent, LogDraft& draft) {
  const bool ranged = zone.range > 0;
  Meter& meter = draft.meter({}, device_of(zone, parent),
                             {.scope = scope_of_zone(zone.name),
                              .kind = ReadingKind::counter,
                              .sensor = zone.id,
                              .range = ranged ? zone.range * microjoule : 0});
  for (const ZoneReading& one : zone.readings) {
    draft.add(meter, one.line, {one.time, one.microjoules.value * microjoule},
              one.microjoules.kind);
  }
  if (!ranged) {
    draft.notes.add("powercap-no-range", 0,
                    fmt::format("nothing says at which value the counter of {} begins anew: where "
                                "it does, energy is lost",
                                shown(zone.name)),
                    "record max_energy_range_uj too");
  }
  note_rounds(zone, draft);
}

}  // namespace

PowercapZone& PowercapZones::zone(std::string_view id) {
  const auto [place, is_new] = places_.try_emplace(std::string(id), zones_.size());
  if (is_new) {
    zones_.push_back({.id = std::string(id), .name = {}});
  }
  return zones_[place->second];
}

const PowercapZone* PowercapZones::parent_of(const PowercapZone& zone) const {
  const auto first = zone.id.find(':');
  const auto last = zone.id.rfind(':');
  const auto found = first == last ? places_.end() : places_.find(zone.id.substr(0, last));
  return found == places_.end() ? nullptr : &zones_[found->second];
}

void enter_zones(const PowercapZones& zones, LogDraft& draft, const LogFile& file) {
  const Overlap overlap(zones);
  std::size_t parts = 0;
  for (const PowercapZone& zone : zones.all()) {
    if (!zone.readings.empty() && !is_zone(zone.name)) {
      refuse(file, "powercap-no-name", zone.readings.front().line, 1,
             fmt::format("zone {} has no name that is known, such as package-0, dram or psys",
                         shown(zone.id)),
             "record the file `name` of each zone too");
    }
    const bool inside = is_inside_package(zone.name);
    if (inside || overlap.holds(zone)) {
      draft.log.rows.merged += zone.readings.size();
      parts += inside ? zone.readings.size() : 0;
      continue;
    }
    enter_zone(zone, zones.parent_of(zone), draft);
  }
  keep_widest(draft, parts, file);
}

}  // namespace plume::logs
