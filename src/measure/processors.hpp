// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/selection.hpp"
#include "plume/measure/sensor.hpp"

#include <string>

struct perf_event_attr;

/// Energy of processors, their memory and whole nodes, as the kernel shows it.
namespace plume {

/// Opens a performance event of all processes on one processor: a descriptor, or -1 and `errno`.
using PerfOpen = int (*)(const perf_event_attr& attributes, int cpu);
int open_perf_event(const perf_event_attr& attributes, int cpu);

/// What kept sensors of one kind from being used.
struct Hindrance {
  bool any = false;     ///< there are such sensors
  int error = 0;        ///< errno of the first that could not be read
  bool masked = false;  ///< they are listed, and not to be seen
  std::string path{};   ///< of that one
};

/// Energy events of the power PMU (processors, memory): all of a kind, or none of it.
Hindrance add_perf_sensors(const std::string& sysfs, PerfOpen open, Selection& selection,
                           FoundSensors& found);

/// Zones of powercap (processors, memory, and `psys` where it is named), each device once.
Hindrance add_powercap_sensors(const std::string& sysfs, Selection& selection, FoundSensors& found);

/// The counter of the node on machines of Cray; whether there is one.
bool add_node_sensor(const std::string& sysfs, Selection& selection, FoundSensors& found);

/// All of them: perf first, powercap where perf gives nothing, with one note where permission
/// lacks.
void add_processors(const std::string& sysfs, PerfOpen open, Selection& selection,
                    FoundSensors& found);

}  // namespace plume
