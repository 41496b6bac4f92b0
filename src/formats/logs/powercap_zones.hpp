// SPDX-License-Identifier: Apache-2.0
/// Zones of /sys/class/powercap, and which of them hold others.
#pragma once

#include "formats/logs/log_draft.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace plume::logs {

/// A counter's value in a snapshot, µJ.
struct ZoneReading {
  std::size_t line = 0;
  double time = 0;
  CellNumber microjoules;
};

/// A zone and all that was read of it.
struct PowercapZone {
  std::string id;    ///< "intel-rapl:0:1", "intel-rapl-mmio:0"
  std::string name;  ///< "package-0", "dram"; empty when the log does not say
  double range = std::numeric_limits<double>::quiet_NaN();  ///< µJ
  std::vector<ZoneReading> readings{};
};

/// Zones in the order in which they are met.
class PowercapZones {
 public:
  /// The zone of an id, made when it is met first; the reference lasts until the next is made.
  PowercapZone& zone(std::string_view id);
  const std::vector<PowercapZone>& all() const { return zones_; }
  /// The zone that an id lies in: "intel-rapl:0" of "intel-rapl:0:1"; null where there is none.
  const PowercapZone* parent_of(const PowercapZone& zone) const;

 private:
  std::vector<PowercapZone> zones_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// Enters the zones that do not overlap as meters: packages and memory, the platform (psys) only
/// where there is no package; not what lies inside of a package, nor one that a second way of
/// reading (intel-rapl-mmio) or its dies give once more. Throws `Failure` (bad input) for a zone
/// without a name (`powercap-no-name`).
void enter_zones(const PowercapZones& zones, LogDraft& draft, const LogFile& file);

}  // namespace plume::logs
