// SPDX-License-Identifier: Apache-2.0
#include "measure/amd.hpp"

#include "measure/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <thread>

namespace plume {

namespace {

using Handle = AmdApi::Handle;

constexpr int success = 0;
constexpr std::uint64_t accelerators_alone = 2;  ///< AMDSMI_INIT_AMD_GPUS
constexpr unsigned accelerator = 1;              ///< AMDSMI_PROCESSOR_TYPE_AMD_GPU
constexpr std::uint32_t most_handles = 1024;
constexpr double microjoules = 1e6;  ///< that are a joule

/// Results behind which a device does not come back: no such device, driver gone.
constexpr std::array<int, 2> final_results{31, 34};

/// For so long a counter may stand still before it is taken to be stuck.
constexpr int most_looks = 10;
constexpr std::chrono::milliseconds between_looks{50};

/// AMD SMI from the first to the last use.
class Session {
 public:
  explicit Session(const AmdApi& api) : api_(api) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { api_.shut_down(); }
  const AmdApi& api() const { return api_; }

 private:
  AmdApi api_;
};

class AmdSensor final : public Sensor {
 public:
  AmdSensor(std::shared_ptr<const Session> session, Handle device, Meter meter)
      : session_(std::move(session)), device_(device), meter_(std::move(meter)) {}

  Meter describe() const override { return meter_; }

  std::optional<double> read() override {
    std::uint64_t count = 0;
    std::uint64_t time = 0;
    float unit = 0;
    const int result = session_->api().energy(device_, &count, &unit, &time);
    if (std::find(final_results.begin(), final_results.end(), result) != final_results.end()) {
      loss_ = fmt::format("AMD SMI result {}", result);
    }
    const double value = static_cast<double>(count) * static_cast<double>(unit) / microjoules;
    const bool sound = result == success && unit > 0 && std::isfinite(value);
    return sound ? std::optional(value) : std::nullopt;
  }

  std::string loss() const override { return loss_; }

 private:
  std::shared_ptr<const Session> session_;
  Handle device_;
  Meter meter_;
  std::string loss_;
};

std::vector<Handle> sockets_of(const AmdApi& api) {
  std::uint32_t count = 0;
  if (api.sockets(&count, nullptr) != success || count > most_handles) {
    return {};
  }
  std::vector<Handle> out(count);
  const bool known = api.sockets(&count, out.data()) == success && count <= out.size();
  out.resize(known ? count : 0);
  return out;
}

std::vector<Handle> processors_of(const AmdApi& api, Handle socket) {
  std::uint32_t count = 0;
  if (api.processors(socket, &count, nullptr) != success || count > most_handles) {
    return {};
  }
  std::vector<Handle> out(count);
  const bool known = api.processors(socket, &count, out.data()) == success && count <= out.size();
  out.resize(known ? count : 0);
  return out;
}

std::vector<Handle> accelerators_of(const AmdApi& api) {
  std::vector<Handle> out;
  for (Handle socket : sockets_of(api)) {
    for (Handle processor : processors_of(api, socket)) {
      unsigned type = 0;
      if (api.type(processor, &type) == success && type == accelerator) {
        out.push_back(processor);
      }
    }
  }
  return out;
}

std::string uuid_of(const AmdApi& api, Handle device) {
  std::array<char, 65> room{};
  unsigned length = 64;
  const bool known = api.uuid != nullptr && api.uuid(device, &length, room.data()) == success;
  return known ? std::string(room.data()) : std::string();
}

/// A device with the first reading of its counter.
struct Candidate {
  std::unique_ptr<AmdSensor> sensor;
  std::optional<double> first;
  bool moves = false;
};

std::vector<Candidate> candidates_of(const std::shared_ptr<const Session>& session,
                                     Selection& selection, FoundSensors& found) {
  std::vector<Candidate> out;
  const auto devices = accelerators_of(session->api());
  for (std::size_t i = 0; i < devices.size(); ++i) {
    Meter meter;
    const std::string uuid = uuid_of(session->api(), devices[i]);
    meter.device = uuid.empty() ? fmt::format("gpu {}", i) : uuid;
    meter.kind = ReadingKind::counter;
    meter.sensor = "amdsmi energy count";
    if (selection.wants({"gpu", meter.device, i})) {
      found.boards.emplace_back();
      auto sensor = std::make_unique<AmdSensor>(session, devices[i], std::move(meter));
      const auto first = sensor->read();
      out.push_back({std::move(sensor), first});
    }
  }
  return out;
}

/// Looks at each counter that can be read until it has moved.
void watch(std::vector<Candidate>& candidates) {
  bool waiting = true;
  for (int look = 0; look < most_looks && waiting; ++look) {
    std::this_thread::sleep_for(between_looks);
    waiting = false;
    for (Candidate& candidate : candidates) {
      const auto now =
          candidate.first && !candidate.moves ? candidate.sensor->read() : std::nullopt;
      candidate.moves = candidate.moves || (now && *now != *candidate.first);
      waiting = waiting || (candidate.first && !candidate.moves);
    }
  }
}

LogNote note_of(const Candidate& candidate) {
  const std::string device = candidate.sensor->describe().device;
  return candidate.first
             ? LogNote{"counter-stands-still",
                       fmt::format("the energy counter of {} stands still: it is not measured",
                                   device),
                       "the other half of a double device counts for both; else log its power "
                       "with `amd-smi metric -p -w 1 --csv`"}
             : LogNote{"no-power-reading", fmt::format("{} tells no energy", device),
                       "log its power with `amd-smi metric -p -w 1 --csv`"};
}

}  // namespace

AmdApi load_amd(const std::string& name, FoundSensors& found) {
  const Library library(name);
  AmdApi api;
  library.find("amdsmi_init", api.init);
  library.find("amdsmi_shut_down", api.shut_down);
  library.find("amdsmi_get_socket_handles", api.sockets);
  library.find("amdsmi_get_processor_handles", api.processors);
  library.find("amdsmi_get_processor_type", api.type);
  library.find("amdsmi_get_gpu_device_uuid", api.uuid);
  library.find("amdsmi_get_energy_count", api.energy);
  const bool complete = api.init != nullptr && api.shut_down != nullptr && api.sockets != nullptr &&
                        api.processors != nullptr && api.type != nullptr && api.energy != nullptr;
  if (!library.fault().empty() || (library.is_open() && !complete)) {
    found.notes.push_back(
        {"amd-unusable",
         fmt::format("`{}` cannot be used: {}", name,
                     library.fault().empty() ? "it lacks functions" : library.fault().c_str()),
         "see that ROCm is whole, 5.7 or newer: `amd-smi` uses the same library"});
    return {};
  }
  return api;
}

void add_amd_sensors(const AmdApi& api, Selection& selection, FoundSensors& found) {
  if (api.init == nullptr) {
    return;
  }
  if (const int result = api.init(accelerators_alone); result != success) {
    found.notes.push_back({"amd-unusable", fmt::format("AMD SMI does not start: result {}", result),
                           "see what `amd-smi` says; without accelerators of AMD nothing is lost"});
    return;
  }
  auto candidates = candidates_of(std::make_shared<const Session>(api), selection, found);
  watch(candidates);
  for (Candidate& candidate : candidates) {
    if (candidate.moves) {
      found.sensors.push_back(std::move(candidate.sensor));
    } else {
      found.notes.push_back(note_of(candidate));
    }
  }
}

}  // namespace plume
