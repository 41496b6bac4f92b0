// SPDX-License-Identifier: Apache-2.0
#include "measure/counter_file.hpp"
#include "measure/processors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <set>
#include <tuple>

namespace plume {

namespace {

namespace fs = std::filesystem;

constexpr double microjoules = 1e6;  ///< that are a joule
constexpr double mirrored = 1;       ///< J: counters of two dies that are nearer are one counter

/// A folder of powercap: "intel-rapl:1:0". The kernel numbers zones in hexadecimal digits.
struct Zone {
  std::string folder;
  std::string control;  ///< "intel-rapl", "intel-rapl-mmio"
  std::vector<unsigned> numbers;
  std::string name;
};

bool read_numbers(std::string_view text, std::vector<unsigned>& out) {
  while (!text.empty()) {
    const auto colon = std::min(text.find(':'), text.size());
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + colon, number, 16);
    if (error != std::errc() || end != text.data() + colon) {
      return false;
    }
    out.push_back(number);
    text.remove_prefix(std::min(colon + 1, text.size()));
  }
  return !out.empty() && out.size() <= 2;
}

std::optional<Zone> zone_at(const fs::path& folder) {
  const std::string base = folder.filename().string();
  const auto colon = std::min(base.find(':'), base.size());
  Zone zone{folder.string(), base.substr(0, colon), {}, {}};
  if (!base.starts_with("intel-rapl") || colon == base.size() ||
      !read_numbers(std::string_view(base).substr(colon + 1), zone.numbers)) {
    return std::nullopt;
  }
  zone.name = first_line_of(zone.folder + "/name");
  return zone;
}

/// All zones, in the order of their numbers; "intel-rapl" before "intel-rapl-mmio".
std::vector<Zone> zones_in(const std::string& folder) {
  std::vector<Zone> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (auto zone = zone_at(it->path())) {
      out.push_back(std::move(*zone));
    }
  }
  std::sort(out.begin(), out.end(), [](const Zone& a, const Zone& b) {
    return std::tie(a.control, a.numbers) < std::tie(b.control, b.numbers);
  });
  return out;
}

const Zone* parent_of(const Zone& zone, const std::vector<Zone>& all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Zone& other) {
    return other.control == zone.control && other.numbers.size() == 1 &&
           other.numbers[0] == zone.numbers[0];
  });
  return zone.numbers.size() == 2 && found != all.end() ? &*found : nullptr;
}

/// What a zone measures; nothing of one that lies within another or is not known.
std::optional<Meter> meter_of(const Zone& zone, const std::vector<Zone>& all) {
  Meter meter;
  meter.kind = ReadingKind::counter;
  meter.sensor = "powercap energy_uj";
  meter.update = 0.001;
  meter.device = zone.name;
  if (zone.name.starts_with("package-")) {
    meter.scope = MeterScope::package;
  } else if (zone.name == "dram") {
    const Zone* const parent = parent_of(zone, all);
    const bool known = parent != nullptr && parent->name.starts_with("package-");
    meter.scope = MeterScope::memory;
    meter.device = "dram" + (known ? parent->name.substr(std::string_view("package").size())
                                   : fmt::format("-{:x}", zone.numbers[0]));
  } else if (zone.name == "psys") {
    meter.scope = MeterScope::node;
  } else {
    return std::nullopt;
  }
  meter.range =
      leading_number(first_line_of(zone.folder + "/max_energy_range_uj")).value_or(0) / microjoules;
  return meter;
}

/// The package of "package-0-die-1"; of dies alone.
std::string package_of(const std::string& device) {
  const auto die = device.find("-die-");
  return die == std::string::npos ? std::string() : device.substr(0, die);
}

/// Dies that show the counter of their package, or of each other, would count it twice.
class Mirrors {
 public:
  bool repeats(const Meter& meter, double value) {
    const std::string package = package_of(meter.device);
    const std::string whole = package.empty() ? meter.device : package;
    const bool again = std::any_of(seen_.begin(), seen_.end(), [&](const Seen& other) {
      return other.whole == whole && (other.is_die || !package.empty()) && value > 0 &&
             std::abs(other.value - value) < mirrored;
    });
    seen_.push_back({whole, !package.empty(), value});
    return again;
  }

 private:
  struct Seen {
    std::string whole;
    bool is_die;
    double value;
  };
  std::vector<Seen> seen_;
};

bool is_asked_for(const Meter& meter, Selection& selection) {
  const bool whole = meter.scope == MeterScope::node;
  return whole ? selection.names({"node", meter.device}) : selection.wants({"cpu", meter.device});
}

std::set<std::string> devices_of(const FoundSensors& found) {
  std::set<std::string> out;
  for (const auto& sensor : found.sensors) {
    out.insert(sensor->describe().device);
  }
  return out;
}

void say_mirrored(const Meter& meter, FoundSensors& found) {
  found.notes.push_back(
      {"sensor-mirrored",
       fmt::format("{} shows the counter of another die of its package: it is not counted",
                   meter.device),
       "nothing needs to be done: each joule is counted once"});
}

/// Reads a zone for the first time, and keeps it where that works.
void add_zone(const Zone& zone, Meter meter, Mirrors& mirrors, Hindrance& hindrance,
              FoundSensors& found) {
  const std::string path = zone.folder + "/energy_uj";
  auto sensor = std::make_unique<CounterFile>(path, microjoules, std::move(meter));
  const auto value = sensor->read();
  if (!value) {
    if (hindrance.path.empty()) {
      hindrance.path = path;
      hindrance.error = sensor->error() == 0 ? EINVAL : sensor->error();
    }
  } else if (mirrors.repeats(sensor->describe(), *value)) {
    say_mirrored(sensor->describe(), found);
  } else {
    found.sensors.push_back(std::move(sensor));
  }
}

}  // namespace

Hindrance add_powercap_sensors(const std::string& sysfs, Selection& selection,
                               FoundSensors& found) {
  const auto zones = zones_in(sysfs + "/class/powercap");
  Hindrance hindrance;
  Mirrors mirrors;
  std::set<std::string> added = devices_of(found);
  for (const Zone& zone : zones) {
    if (zone.name.empty()) {
      hindrance.masked = selection.is_all();
      hindrance.path = hindrance.path.empty() ? zone.folder : hindrance.path;
      continue;
    }
    auto meter = meter_of(zone, zones);
    if (meter && added.insert(meter->device).second && is_asked_for(*meter, selection)) {
      hindrance.any = true;
      add_zone(zone, std::move(*meter), mirrors, hindrance, found);
    }
  }
  return hindrance;
}

}  // namespace plume
