// SPDX-License-Identifier: Apache-2.0
#include "measure/counter_file.hpp"
#include "measure/processors.hpp"
#include "support/descriptor.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <linux/perf_event.h>
#include <map>
#include <sys/syscall.h>
#include <unistd.h>

namespace plume {

namespace {

constexpr std::size_t most_cpus = 4096;

/// A counter of the power PMU on one processor. The kernel keeps it in 64 bits: it never wraps.
class PerfCounter final : public Sensor {
 public:
  PerfCounter(int descriptor, double unit, Meter meter)
      : file_(descriptor), unit_(unit), meter_(std::move(meter)) {}

  Meter describe() const override { return meter_; }

  std::optional<double> read() override {
    std::uint64_t count = 0;
    const auto got = ::read(file_.number(), &count, sizeof count);
    return got == sizeof count ? std::optional(static_cast<double>(count) * unit_) : std::nullopt;
  }

 private:
  Descriptor file_;
  double unit_;
  Meter meter_;
};

/// Energy events that do not overlap: cores and graphics lie within the package.
struct PerfEvent {
  std::string_view name;
  MeterScope scope;
  std::string_view device;
};
constexpr std::array<PerfEvent, 2> perf_events{
    {{"energy-pkg", MeterScope::package, "package"}, {"energy-ram", MeterScope::memory, "dram"}}};

std::optional<std::uint64_t> number_in(std::string_view text, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

/// "event=0x02"
std::optional<std::uint64_t> config_of(std::string_view text) {
  constexpr std::string_view head = "event=0x";
  return text.starts_with(head) ? number_in(text.substr(head.size()), 16) : std::nullopt;
}

void add_range(std::string_view text, std::vector<int>& cpus) {
  const auto dash = std::min(text.find('-'), text.size());
  const auto first = number_in(text.substr(0, dash), 10);
  const auto last = dash == text.size() ? first : number_in(text.substr(dash + 1), 10);
  if (first && last && *last < most_cpus) {
    for (auto cpu = *first; cpu <= *last; ++cpu) {
      cpus.push_back(static_cast<int>(cpu));
    }
  }
}

/// "0,18" or "0-1": one processor of each die.
std::vector<int> cpus_of(std::string_view text) {
  std::vector<int> cpus;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    add_range(text.substr(0, comma), cpus);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return cpus;
}

std::string topology(const std::string& sysfs, int cpu, std::string_view what) {
  return first_line_of(fmt::format("{}/devices/system/cpu/cpu{}/topology/{}", sysfs, cpu, what));
}

/// Behind a device's name: "-0", or "-0-die-1" where the package has several dies.
std::vector<std::string> places_of(const std::string& sysfs, const std::vector<int>& cpus) {
  std::map<std::string, int> dies;
  std::vector<std::string> packages;
  for (std::size_t i = 0; i < cpus.size(); ++i) {
    const std::string id = topology(sysfs, cpus[i], "physical_package_id");
    packages.push_back(id.empty() ? std::to_string(i) : id);
    ++dies[packages.back()];
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < cpus.size(); ++i) {
    const std::string die = topology(sysfs, cpus[i], "die_id");
    out.push_back(dies[packages[i]] > 1 ? fmt::format("-{}-die-{}", packages[i],
                                                      die.empty() ? std::to_string(i) : die)
                                        : "-" + packages[i]);
  }
  return out;
}

struct PowerPmu {
  std::string folder;
  std::uint32_t type = 0;
  std::vector<int> cpus;
  std::vector<std::string> places;
};

perf_event_attr attributes_of(const PowerPmu& pmu, std::uint64_t config) {
  perf_event_attr out{};
  out.size = sizeof out;
  out.type = pmu.type;
  out.config = config;
  return out;
}

Meter meter_of(const PerfEvent& event, const std::string& place) {
  Meter meter;
  meter.scope = event.scope;
  meter.kind = ReadingKind::counter;
  meter.device = std::string(event.device) + place;
  meter.sensor = fmt::format("perf {}", event.name);
  meter.update = 0.001;
  return meter;
}

/// Opens one kind of event on all processors.
Hindrance add_event(const PowerPmu& pmu, const PerfEvent& event, PerfOpen open,
                    Selection& selection, FoundSensors& found) {
  const std::string path = fmt::format("{}/events/{}", pmu.folder, event.name);
  const auto config = config_of(first_line_of(path));
  const auto unit = leading_number(first_line_of(path + ".scale"));
  if (!config || !unit || first_line_of(path + ".unit") != "Joules") {
    return {};
  }
  std::vector<std::unique_ptr<Sensor>> opened;
  for (std::size_t i = 0; i < pmu.cpus.size(); ++i) {
    Meter meter = meter_of(event, pmu.places[i]);
    if (!selection.wants({"cpu", meter.device})) {
      continue;
    }
    const int descriptor = open(attributes_of(pmu, *config), pmu.cpus[i]);
    if (descriptor < 0) {
      return {true, errno, false, path};
    }
    opened.push_back(std::make_unique<PerfCounter>(descriptor, *unit, std::move(meter)));
  }
  std::move(opened.begin(), opened.end(), std::back_inserter(found.sensors));
  return {true, 0, false, {}};
}

}  // namespace

int open_perf_event(const perf_event_attr& attributes, int cpu) {
  return static_cast<int>(  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): no other way
      ::syscall(SYS_perf_event_open, &attributes, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC));
}

Hindrance add_perf_sensors(const std::string& sysfs, PerfOpen open, Selection& selection,
                           FoundSensors& found) {
  PowerPmu pmu{sysfs + "/bus/event_source/devices/power", 0, {}, {}};
  const auto type = number_in(first_line_of(pmu.folder + "/type"), 10);
  if (!type) {
    return {};
  }
  pmu.type = static_cast<std::uint32_t>(*type);
  pmu.cpus = cpus_of(first_line_of(pmu.folder + "/cpumask"));
  pmu.places = places_of(sysfs, pmu.cpus);
  Hindrance packages = add_event(pmu, perf_events[0], open, selection, found);
  if (packages.any && packages.error == 0) {
    add_event(pmu, perf_events[1], open, selection, found);
  }
  return packages;
}

}  // namespace plume
