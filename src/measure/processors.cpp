// SPDX-License-Identifier: Apache-2.0
#include "measure/processors.hpp"

#include "measure/counter_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace plume {

namespace {

constexpr std::string_view permission_cure =
    "run `sudo sysctl kernel.perf_event_paranoid=0` or `sudo chmod a+r "
    "/sys/class/powercap/intel-rapl:*/energy_uj /sys/class/powercap/intel-rapl:*:*/energy_uj`; it "
    "lasts until the machine starts anew";

bool is_forbidden(const Hindrance& hindrance) {
  return hindrance.error == EACCES || hindrance.error == EPERM;
}

std::string reason_of(const Hindrance& hindrance) {
  return fmt::format("{}: {}", hindrance.path, std::strerror(hindrance.error));
}

/// What the two ways to a processor's counter came to, in one note.
std::optional<LogNote> note_of(const Hindrance& perf, const Hindrance& powercap) {
  if (is_forbidden(powercap) || is_forbidden(perf)) {
    const Hindrance& first = is_forbidden(powercap) ? powercap : perf;
    return LogNote{"sensor-permission",
                   fmt::format("the processors' energy may not be read ({})", reason_of(first)),
                   std::string(permission_cure)};
  }
  if (powercap.masked) {
    return LogNote{"sensor-masked",
                   fmt::format("the processors' energy is masked: {} is listed and empty, as in a "
                               "container",
                               powercap.path),
                   "measure outside of the container, or mount /sys/devices/virtual/powercap into "
                   "it"};
  }
  if (powercap.error != 0 || perf.error != 0) {
    const Hindrance& first = powercap.error != 0 ? powercap : perf;
    return LogNote{"sensor-unreadable",
                   fmt::format("the processors' energy cannot be read ({})", reason_of(first)),
                   "see what is at that place; the other sensors are read all the same"};
  }
  return std::nullopt;
}

bool measures(const FoundSensors& found, MeterScope scope) {
  for (const auto& sensor : found.sensors) {
    if (sensor->describe().scope == scope) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool add_node_sensor(const std::string& sysfs, Selection& selection, FoundSensors& found) {
  Meter meter;
  meter.scope = MeterScope::node;
  meter.kind = ReadingKind::counter;
  meter.device = "node";
  meter.sensor = "pm_counters energy";
  meter.update = 0.1;
  auto sensor = std::make_unique<CounterFile>(sysfs + "/cray/pm_counters/energy", 1, meter);
  if (!sensor->read() || !selection.wants({"node", meter.device})) {
    return false;
  }
  found.sensors.push_back(std::move(sensor));
  return true;
}

void add_processors(const std::string& sysfs, PerfOpen open, Selection& selection,
                    FoundSensors& found) {
  const bool node = add_node_sensor(sysfs, selection, found);
  const Hindrance perf = add_perf_sensors(sysfs, open, selection, found);
  Hindrance powercap;
  if (!measures(found, MeterScope::package) || !selection.is_all()) {
    powercap = add_powercap_sensors(sysfs, selection, found);
  }
  const auto note = note_of(perf, powercap);
  const bool complete = measures(found, MeterScope::package) && powercap.error == 0;
  if (note && !node && !complete) {
    found.notes.push_back(*note);
  } else if (!node && !complete && selection.is_all()) {
    found.notes.push_back({"no-processor-sensor",
                           "this machine shows no energy of its processors: they are not measured",
                           "give --rest-of-system, the power of all that is no accelerator"});
  }
}

}  // namespace plume
